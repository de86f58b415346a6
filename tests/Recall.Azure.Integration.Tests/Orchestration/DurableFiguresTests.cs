using System.Runtime.CompilerServices;
using DurableTask.Core.History;
using Recall.App.Tests.Shops;
using Recall.Azure.Orchestration;
using Recall.Core.Sequences;

namespace Recall.Azure.Integration.Tests.Orchestration;

/// <summary>What docs/scale.md derives of Durable Functions, counted under the runtime.</summary>
public class DurableFiguresTests
{
    private const string Steps =
        """
        - { coupon: gift, percent: 10, valid-for: 21 days }
        - { send: mail, channels: [email], template: offer, coupon: gift }
        - { wait: calm, for: 7 days }
        - { send: second, channels: [email], template: note }
        """;

    [Fact]
    public async Task The_enrolment_of_the_page_has_as_many_activities_timers_and_rows_as_the_page_says()
    {
        await using var shop = await HostedShop.OpenAsync(SequenceText.Of("hello", Steps, goal: "45 days"));
        var id = await shop.EnterAsync("ann");
        await shop.PassAsync(TimeSpan.FromDays(46));

        (await shop.RowAsync(id)).EndedAt.ShouldNotBeNull();
        var history = shop.Hub.History(InstanceIds.Of(id));
        var (activities, timers) = (history.Count(h => h == EventType.TaskScheduled), history.Count(h => h == EventType.TimerCreated));
        (activities, timers).ShouldBe((4, 16));
        Page().ShouldContain("is four activities and sixteen timers");
        Page().ShouldContain($"About {history.Count} rows of history");
        history.Count.ShouldBe(Rows("start and end") + (activities * Rows("activity")) + (timers * Rows("timer")));
    }

    /// <summary>An event's rows are those of its turn: beside the activity that it leads to, and the timer of the wait after it.</summary>
    [Fact]
    public async Task An_event_has_as_many_rows_as_the_page_says()
    {
        await using var shop = await HostedShop.OpenAsync(SequenceText.Of("hello", "- { wait: calm, for: 5 days, until: [reply] }"));
        var id = await shop.EnterAsync("ann");
        var before = shop.Hub.History(InstanceIds.Of(id)).Count;

        await shop.SignalAsync(id, "v", SignalKind.Visit); // Heeded by none of its waits: raised by hand.
        await shop.Client.RaiseEventAsync(InstanceIds.Of(id), RecallSequence.Signalled, "visit", TestContext.Current.CancellationToken);
        await shop.SettleAsync();

        var added = shop.Hub.History(InstanceIds.Of(id)).Skip(before).ToList();
        added.Count(h => h == EventType.EventRaised).ShouldBe(1);
        (added.Count - (added.Count(h => h == EventType.TaskScheduled) * Rows("activity")) - added.Count(h => h == EventType.TimerCreated)).ShouldBe(Rows("event"));
    }

    private static int Rows(string call) => int.Parse(
        Page().Split("## What Durable Functions adds")[1].Split('\n').Single(l => l.StartsWith($"| {call} |", StringComparison.Ordinal)).Split('|')[2],
        System.Globalization.CultureInfo.InvariantCulture);

    private static string Page([CallerFilePath] string here = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "scale.md"));
}
