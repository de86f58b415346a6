using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Recall.App.Customers;
using Recall.Core;
using Recall.Core.Customers;
using Recall.Local.Hosting;

namespace Recall.Local.Commands;

/// <summary><c>recall customers show ID</c></summary>
internal static class CustomersCommand
{
    public static Command Create(Cli cli) => new("customers", "One customer") { Show(cli) };

    private static Command Show(Cli cli)
    {
        var id = new Argument<string>("ID") { Description = "The customer key, for example shopify:7012345" };
        var lang = ReportCommand.Language();
        var take = new Option<int>("--take") { Description = "Entries of the timeline", DefaultValueFactory = _ => 30 };
        var command = new Command("show", "Profile, score with its reasons, why or why not each sequence, timeline") { id, lang, take };
        cli.Handle(command, async (parsed, session, screen, cancel) =>
        {
            if (!CustomerKey.TryParse(parsed.GetValue(id), out var key, out var error))
                throw new UserException($"The customer key {error}.");
            var view = await session.Get<ViewCustomer>().HandleAsync(
                key, parsed.GetValue(lang)!, Math.Clamp(parsed.GetValue(take), 1, CustomerTimeline.MaxTake), null, cancel);
            if (view is null)
            {
                screen.Line($"There is no customer '{key}'.");
                return ExitCodes.NotFound;
            }

            if (screen.Json)
                screen.Object(view);
            else
                Print(screen, view, ReportWords.For(parsed.GetValue(lang)));
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Print(Screen screen, CustomerView view, ReportWords say)
    {
        var person = view.Person;
        screen.Title($"{view.Customer}  {person.Name}".TrimEnd());
        screen.Line(string.Join("  ", new[] { person.Email, person.Phone, person.Locale, person.TimeZone }.Where(p => p is not null)));
        screen.Line(say.Say("Consent: ", "授权：") + (view.Consents.Count == 0
            ? say.Say("never asked", "未征询")
            : string.Join(", ", view.Consents.Select(c => $"{say[c.Key]} {(c.Value.Granted ? say.Say("yes", "同意") : say.Say("no", "拒绝"))}"))));
        if (view.Score is { } score)
        {
            screen.Title(say.Say("Score and why", "评分与原因"));
            screen.Line($"{say[score.Stage]} · {say[score.Tier]} · RFM {score.Rfm}");
            if (score.Tags.Count > 0)
                screen.Line(say.Say("Tags: ", "标签：") + string.Join(", ", score.Tags));
            foreach (var reason in score.Reasons)
                screen.Line("  " + reason.Text);
        }

        screen.Title(say.Say("Profile", "档案"));
        screen.Table(["", ""], view.Facts.Where(f => f.Value is not null && f.Field.StartsWith("profile.", StringComparison.Ordinal))
            .Select(f => (IReadOnlyList<string>)[f.Description, Text(f.Value!)]));
        screen.Title(say.Say("Sequences now", "当前流程"));
        screen.Table([say.Say("sequence", "流程"), say.Say("now", "现在"), say.Say("why", "原因")], view.Sequences.Select(s => (IReadOnlyList<string>)[
            s.Sequence, say[s.Standing], s.Because]));
        screen.Title(say.Say("Timeline, newest first", "时间线（最新在前）"));
        screen.Table(["UTC", say.Say("what", "事项"), ""], view.Timeline.Entries.Select(e => (IReadOnlyList<string>)[
            e.At.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), e.Kind, Line(e)]));
    }

    private static string Line(TimelineEntry entry) => entry.Data is { } data
        ? string.Join(", ", data.Where(d => d.Value is not JsonArray { Count: 0 }).Select(d => d.Value is JsonArray lines ? string.Join(" + ", lines.Select(Piece)) : $"{d.Key} {Word(d.Value)}"))
        : $"{entry.Sequence}{(entry.Step is null ? "" : "/" + entry.Step)}: {entry.Reason}{(entry.Detail is null ? "" : $" [{entry.Detail}]")}";

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
