using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Recall.App;
using Recall.App.Customers;
using Recall.Core;
using Recall.Core.Customers;
using Recall.Core.Scoring.Explaining;
using Recall.Core.Sequences;
using Recall.Core.Shop;
using Recall.Local.Wording;

namespace Recall.Local.Commands;

/// <summary><c>recall customers lapsed</c> and <c>recall customers show ID</c>; <see cref="IdentityCommands"/> has the others.</summary>
internal static class CustomersCommand
{
    private const int MostLapsed = 100_000;
    private static readonly string[] ProfileAmounts = ["profile.spent", "profile.average-order", "profile.refunded"];
    private static readonly string[] EventAmounts = ["total", "discount", "cost", "amount", "value"];

    public static Command Create(Cli cli) => new("customers", cli.Say(HelpTexts.Customers)) {
        Lapsed(cli), Show(cli), IdentityCommands.Merge(cli), IdentityCommands.Split(cli), PrivacyCommands.Export(cli), PrivacyCommands.Forget(cli), PrivacyCommands.Requests(cli),
    };

    /// <summary>A table of customers who are leaving.</summary>
    public static void Print(Screen screen, IReadOnlyList<LapsedCustomer> lapsed, string currency) => screen.Table(
        [
            screen.Say(CustomerTexts.Customer), "", screen.Say(CustomerTexts.Stage), screen.Say(CustomerTexts.Tier), ">" + screen.Say(CustomerTexts.Brought, currency),
            ">" + screen.Say(CustomerTexts.NotBack), screen.Say(CustomerTexts.Why),
        ],
        lapsed.Select(c => (IReadOnlyList<string>)[
            c.Customer, c.Name ?? "", screen.Word(Kebab.Of(c.Stage)), screen.Word(Kebab.Of(c.Tier)), Screen.Number((double)c.NetValue, "#,0.00"),
            Screen.Percent(c.ChurnProbability), c.Why]));

    private static Command Lapsed(Cli cli)
    {
        var take = new Option<int>("--take") { Description = cli.Say(HelpTexts.Take), DefaultValueFactory = _ => 20 };
        var command = new Command("lapsed", cli.Say(HelpTexts.Lapsed)) { take };
        cli.Handle(command, async (parsed, session, screen, cancel) =>
        {
            var lapsed = await session.Get<ListLapsed>().HandleAsync(Math.Clamp(parsed.GetValue(take), 1, MostLapsed), screen.Locale, cancel);
            if (screen.Json)
                screen.Object(lapsed);
            else if (lapsed.Count == 0)
                screen.Line(CustomerTexts.NobodyLapsed);
            else
                Print(screen, lapsed, session.Get<ShopSettings>().Currency);
            return ExitCodes.Done;
        }, reads: true);
        return command;
    }

    private static Command Show(Cli cli)
    {
        var id = new Argument<string>("ID") { Description = cli.Say(HelpTexts.CustomerOrAddress) };
        var take = new Option<int>("--take") { Description = cli.Say(HelpTexts.TakeEntries), DefaultValueFactory = _ => 30 };
        var command = new Command("show", cli.Say(HelpTexts.Show)) { id, take };
        cli.Handle(command, async (parsed, session, screen, cancel) =>
        {
            var key = Key(parsed.GetValue(id)!);
            var view = await session.Get<ViewCustomer>().HandleAsync(
                key, screen.Locale, Math.Clamp(parsed.GetValue(take), 1, CustomerTimeline.MaxTake), null, cancel)
                ?? throw new NotFoundException(CustomerTexts.NoCustomer, key);
            if (screen.Json)
                screen.Object(view);
            else
                Print(screen, view, session.Get<ShopSettings>().Currency);
            return ExitCodes.Done;
        }, reads: true);
        return command;
    }

    /// <summary>A key as somebody types it, an address in it hashed.</summary>
    /// <exception cref="UserException">It is none.</exception>
    public static CustomerKey Key(string text) =>
        CustomerKey.TryParse(ContactKey.Resolve(text), out var key, out var error) ? key : throw new UserException(CustomerTexts.NoKey, error);

    private static void Print(Screen screen, CustomerView view, string currency)
    {
        var person = view.Person;
        screen.Title($"{view.Customer}  {person.Name}".TrimEnd());
        screen.Line(string.Join("  ", new[] { person.Email, person.Phone, person.Wecom, person.Locale, person.TimeZone }.Where(p => p is not null)));
        if (view.AskedAs is { } asked)
            screen.Line(CustomerTexts.MergedInto, asked);
        if (view.Keys.Count > 1)
            screen.Line(CustomerTexts.Keys, string.Join(", ", view.Keys));
        screen.Line(CustomerTexts.Consent, view.Consents.Count == 0
            ? screen.Say(CustomerTexts.NeverAsked)
            : string.Join(", ", view.Consents.Select(c => $"{screen.Word(c.Key)} {screen.Say(c.Value.Granted ? CustomerTexts.Yes : CustomerTexts.No)}")));
        if (view.Score is { } score)
        {
            screen.Title(screen.Say(CustomerTexts.Score, score.At));
            if (!score.Current)
                screen.Line(CustomerTexts.NotCurrent);

            // Where the reasons rank nobody, among a handful of buyers, the headline does not either.
            screen.Line(score.Reasons.Count > 0 && score.Reasons.All(r => r.Indicator != Indicators.Rfm)
                ? screen.Word(score.Stage)
                : $"{screen.Word(score.Stage)} · {screen.Word(score.Tier)} · RFM {score.Rfm}");
            if (score.Tags.Count > 0)
                screen.Line(CustomerTexts.Tags, string.Join(", ", score.Tags));
            foreach (var reason in score.Reasons)
                screen.Line("  " + reason.Text);
        }
        else
        {
            screen.Line(CustomerTexts.NotScored);
        }

        screen.Title(screen.Say(CustomerTexts.Profile));
        screen.Table(["", ""], view.Facts.Where(f => f.Value is not null && f.Field.StartsWith("profile.", StringComparison.Ordinal))
            .Select(f => (IReadOnlyList<string>)[f.Description, Text(f.Value!) + Currency(ProfileAmounts, f.Field, currency)]));
        screen.Title(screen.Say(CustomerTexts.Sequences));
        screen.Table([screen.Say(WorkTexts.Sequence), screen.Say(CustomerTexts.Now), screen.Say(CustomerTexts.Why)], view.Sequences.Select(s => (IReadOnlyList<string>)[
            s.Sequence, screen.Word(s.Standing), s.Because]));
        screen.Title(screen.Say(CustomerTexts.Timeline));
        screen.Table(["UTC", screen.Say(CustomerTexts.What), screen.Say(ConnectTexts.Source), screen.Say(ImportTexts.Id), ""], view.Timeline.Entries.Select(e => (IReadOnlyList<string>)[
            e.At.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), TimelineWords.Of(TimelineWords.Kinds, e.Kind, screen.Locale), e.From ?? "", e.Id ?? "", Line(screen, e, currency)]));
    }

    private static string Line(Screen screen, TimelineEntry entry, string currency)
    {
        if (entry.Data is { } data)
            return string.Join(", ", data.Where(d => d.Value is not JsonArray { Count: 0 }).Select(d => Fact(screen, d.Key, d.Value) + Currency(EventAmounts, d.Key, currency)));
        if (entry.Sequence is null)
            return screen.Say(CustomerTexts.About, entry.Reason, entry.Detail);
        var about = entry.Sequence + (entry.Step is null ? "" : "/" + entry.Step);
        return entry.Detail is null
            ? screen.Say(CustomerTexts.Decision, about, entry.Reason)
            : screen.Say(CustomerTexts.DecisionWith, about, entry.Reason, entry.Detail);
    }

    private static string Currency(IReadOnlyList<string> amounts, string field, string currency) =>
        amounts.Contains(field, StringComparer.Ordinal) ? " " + currency : "";

    private static string Fact(Screen screen, string name, JsonNode? value) => value is JsonArray lines
        ? string.Join(" + ", lines.Select(Piece))
        : $"{TimelineWords.Of(TimelineWords.Fields, name, screen.Locale)} {TimelineWords.Of(TimelineWords.Values, Word(value), screen.Locale)}";

    /// <summary>A line of an order.</summary>
    private static string Piece(JsonNode? line) => $"{Word(line?["quantity"] ?? 1)} × {Word(line?["product"])}";

    private static string Word(JsonNode? value) => value?.ToJsonString(StoredJson.Options).Trim('"') ?? "-";

    private static string Text(object value) => value switch
    {
        bool flag => flag ? "✓" : "–",
        double number => Screen.Number(number),
        IEnumerable<string> list => string.Join(", ", list),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
