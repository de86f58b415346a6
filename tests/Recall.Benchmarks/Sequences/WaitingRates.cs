using Recall.Core.Messaging;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Recall.App.Customers;
using Recall.App.Enrolment;
using Recall.App.Ports;
using Recall.App.Sequences;
using Recall.Benchmarks.Shops;
using Recall.Benchmarks.Tables;
using Recall.Core.Sequences;
using Recall.Core.Wording;
using Recall.Local.Hosting;
using Recall.Local.Runtime;

namespace Recall.Benchmarks.Sequences;

/// <summary>
/// What it costs the local runtime that many runs wait: time to find those that are due, and rate at which they go on, with a hundredth, a
/// tenth and all of the runs waiting, the same number of them due. The rows are those that enrolling and starting write; nothing but a
/// wait is behind a run and ahead of it, so that what is measured is the waiting.
/// </summary>
internal static class WaitingRates
{
    /// <summary>Due together while the others go on waiting.</summary>
    private const int Due = 2_000;

    private const int Looks = 200;
    private const int Writers = 32;
    private static readonly TimeSpan Wait = TimeSpan.FromDays(30);

    private const string Yaml =
        """
        sequence: patience
        title: { en: Patience }
        audience: { field: profile.orders, at-least: 1 }
        holdout: 0%
        goal: { order-within: 365 days }
        steps:
          - { wait: first, for: 30 days }
          - { wait: second, for: 30 days }
          - { wait: third, for: 30 days }

        """;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(int size, TimeProvider time, CancellationToken cancellationToken)
    {
        var figures = new List<Figure>();
        foreach (var waiting in (int[])[size / 100, size / 10, size])
            figures.AddRange(await MeasureOneAsync(waiting, Math.Min(Due, waiting / 2), time, cancellationToken));
        return figures;
    }

    private static async Task<IReadOnlyList<Figure>> MeasureOneAsync(int waiting, int due, TimeProvider time, CancellationToken cancellationToken)
    {
        using var folder = new ScratchFolder();
        var clock = new HandClock(Orders.Start);
        var services = new ServiceCollection();
        services.AddLogging(log => log.SetMinimumLevel(LogLevel.Warning).AddConsole());
        services.AddRecallLocal(new DataFolder(folder.Path), clock, durable: true);
        await using var provider = services.BuildServiceProvider();
        var source = new SequenceCatalogue([("patience.yaml", Yaml)], Policy.Default).Sequences.Single();
        await provider.GetRequiredService<DefinitionStore>().PinAsync(source, cancellationToken);
        await FillAsync(provider, source, waiting, due, cancellationToken);

        var runtime = provider.GetRequiredService<LocalRuntime>();
        clock.Now = Orders.Start + Wait - TimeSpan.FromSeconds(1);
        var look = await MedianAsync(async () => Parts.Same("Due before the time", 0, await runtime.AdvanceDueAsync(cancellationToken)));
        var next = await MedianAsync(async () => Parts.Same(
            "Next due", (Orders.Start + Wait).Ticks, (await runtime.NextDueAsync(cancellationToken))!.Value.Ticks));

        clock.Now = Orders.Start + Wait;
        var some = await AdvanceAsync(runtime, due, cancellationToken);
        Parts.Same("Due again at once", 0, await runtime.AdvanceDueAsync(cancellationToken));
        var kept = GC.GetTotalMemory(forceFullCollection: true) / 1048576.0;
        clock.Now += TimeSpan.FromDays(2);
        var (rest, peak) = await PeakAsync(time, () => AdvanceAsync(runtime, waiting - due, cancellationToken));

        var who = waiting.ToString("#,0", CultureInfo.InvariantCulture);
        return
        [
            new("waiting", $"{who} waiting: a look that finds nobody due", look * 1000, "ms"),
            new("waiting", $"{who} waiting: when the next is due", next * 1000, "ms"),
            new("waiting", string.Create(CultureInfo.InvariantCulture, $"{who} waiting: {due:#,0} of them due go on"), due / some, "runs/s"),
            new("waiting", $"{who} waiting: all others due at once go on", (waiting - due) / rest, "runs/s"),
            new("waiting", $"{who} waiting: memory while they wait", kept, "MiB"),
            new("waiting", $"{who} waiting: most memory while they go on", peak, "MiB"),
        ];
    }

    private static async Task<double> AdvanceAsync(LocalRuntime runtime, int expected, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        Parts.Same("Runs that went on", expected, await runtime.AdvanceDueAsync(cancellationToken));
        return watch.Elapsed.TotalSeconds;
    }

    /// <summary>The rows that enrolling and starting write, in batches of as many as a batch may have.</summary>
    private static async Task FillAsync(ServiceProvider provider, SequenceSource source, int waiting, int due, CancellationToken cancellationToken)
    {
        var (tables, customers) = (provider.GetRequiredService<ITableStore>(), provider.GetRequiredService<CustomerStore>());
        var runs = Enumerable.Range(0, waiting).Select(i => new EnrolmentId(source.Definition.Name, Orders.Customer(i), 1));
        var started = runs.Select((id, i) => (Id: id, At: i < due ? Orders.Start : Orders.Start.AddDays(1) + (TimeSpan.FromDays(1) * i / waiting)));
        await Parallel.ForEachAsync(
            started.Chunk(TableLimits.BatchActions / 2 * 100), new ParallelOptions { MaxDegreeOfParallelism = Writers, CancellationToken = cancellationToken },
            async (chunk, cancel) =>
            {
                foreach (var half in chunk.Chunk(TableLimits.BatchActions / 2))
                    await tables.SubmitAsync(RunRows.Table, [.. half.SelectMany(r => Rows(source.Tree, r.Id, r.At))], cancel);
                foreach (var bucket in chunk.GroupBy(r => customers.Partition(r.Id.Customer), StringComparer.Ordinal))
                {
                    foreach (var batch in bucket.Chunk(TableLimits.BatchActions / 2))
                        await customers.SubmitAsync([.. batch.SelectMany(r => Row(source, r.Id, r.At).Insert(bucket.Key))], cancel);
                }
            });
    }

    private static IEnumerable<TableAction> Rows(StepTree tree, EnrolmentId id, DateTimeOffset at)
    {
        var (state, _) = SequenceMachine.Start(tree, id, Arm.Treated, at, default);
        yield return new(TableActionKind.Insert, RunRows.StateRow(DueRows.Partition, id, state, null));
        yield return new(TableActionKind.Insert, DueRows.Mark(DueRows.Key(state.Until!.Value, id)));
    }

    private static EnrolmentRow Row(SequenceSource source, EnrolmentId id, DateTimeOffset at) =>
        new(id, source.Definition.Version, Arm.Treated, at, at + source.Definition.GoalWithin, Whys.Everybody.With(), default);

    private static async Task<double> MedianAsync(Func<Task> look)
    {
        var times = new List<double>(Looks);
        for (var i = 0; i < Looks; i++)
        {
            var watch = Stopwatch.StartNew();
            await look();
            times.Add(watch.Elapsed.TotalSeconds);
        }

        return Median.Of(times);
    }

    /// <summary>Seconds, and the most MiB that the process held: looked at every quarter of a second.</summary>
    private static async Task<(double Seconds, double Peak)> PeakAsync(TimeProvider time, Func<Task<double>> work)
    {
        var peak = 0L;
        using var ended = new CancellationTokenSource();
        var watching = Task.Run(async () =>
        {
            while (!ended.IsCancellationRequested)
            {
                peak = Math.Max(peak, Environment.WorkingSet);
                await Task.WhenAny(Task.Delay(TimeSpan.FromMilliseconds(250), time, CancellationToken.None));
            }
        });
        var seconds = await work();
        await ended.CancelAsync();
        await watching;
        return (seconds, peak / 1048576.0);
    }
}
