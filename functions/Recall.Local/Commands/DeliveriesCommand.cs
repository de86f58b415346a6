using System.CommandLine;
using System.Globalization;
using Recall.App.Ingestion.Connectors;
using Recall.App.Ingestion.Connectors.Deliveries;
using Recall.Core.Customers;
using Recall.Local.Wording;

namespace Recall.Local.Commands;

/// <summary><c>recall deliveries list</c></summary>
internal static class DeliveriesCommand
{
    private static readonly string[] States = [.. Enum.GetNames<DeliveryState>().Select(n => n.ToLowerInvariant())];

    /// <summary>Those of the platforms are shorter; whoever can sign may write anything there.</summary>
    private const int MostTopic = 60;

    public static Command Create(Cli cli) => new("deliveries", cli.Say(HelpTexts.Deliveries)) { List(cli) };

    private static Command List(Cli cli)
    {
        var source = new Option<string?>("--source") { Description = cli.Say(HelpTexts.DeliveriesSource) };
        var state = new Option<string?>("--state") { Description = string.Join(", ", States) };
        state.AcceptOnlyFromAmong(States);
        var take = new Option<int>("--take") { Description = cli.Say(HelpTexts.TakeDeliveries), DefaultValueFactory = _ => 50 };
        var command = new Command("list", cli.Say(HelpTexts.DeliveriesList)) { source, state, take };
        cli.Handle(command, async (parsed, session, screen, cancel) =>
        {
            var of = parsed.GetValue(source);
            if (of is not null && session.Get<ConnectorCatalogue>().Find(of) is null)
                throw new NotFoundException(ConnectTexts.NoSuchSource, of);
            DeliveryState? only = parsed.GetValue(state) is { } word ? Enum.Parse<DeliveryState>(word, ignoreCase: true) : null;
            var list = await session.Get<ListDeliveries>().HandleAsync(of, only, Math.Clamp(parsed.GetValue(take), 1, 1000), cancel);
            if (screen.Json)
                screen.Object(list);
            else if (list.Count == 0)
                screen.Line(ConnectTexts.NoDeliveries);
            else
                Print(screen, list);
            return ExitCodes.Done;
        }, reads: true);
        return command;
    }

    private static void Print(Screen screen, IReadOnlyList<DeliveryLine> list) => screen.Table(
        ["UTC", screen.Say(ConnectTexts.Source), screen.Say(ConnectTexts.Topic), screen.Say(ConnectTexts.State), screen.Say(ImportTexts.Id), ""],
        list.Select(d => (IReadOnlyList<string>)[
            d.At.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), d.Source, Shown.Cut(d.Topic, MostTopic), screen.Say(ConnectTexts.States[d.State]), d.Id,
            string.Join(" · ", new[] { d.Why, d.Note }.Where(t => t is not null))]));
}
