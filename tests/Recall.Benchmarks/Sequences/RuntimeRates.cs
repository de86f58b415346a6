using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Recall.App.Enrolment;
using Recall.App.Ingestion;
using Recall.Benchmarks.Shops;
using Recall.Benchmarks.Tables;
using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Sequences;
using Recall.Local.Hosting;
using Recall.Local.Runtime;

namespace Recall.Benchmarks.Sequences;

/// <summary>
/// Runs per second that the local runtime moves while all of them wait, durable: from the start through the coupon and the first e-mail
/// to the first wait, then over it, through the text message, to the next one.
/// </summary>
internal static class RuntimeRates
{
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(int runs, CancellationToken cancellationToken)
    {
        using var folder = new ScratchFolder();
        var clock = new HandClock(Orders.Start.AddHours(4));
        var services = new ServiceCollection();
        services.AddLogging(log => log.SetMinimumLevel(LogLevel.Warning).AddConsole());
        services.AddRecallLocal(new DataFolder(folder.Path), clock, durable: true);
        await using var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<IngestEvents>().HandleAsync([.. Enumerable.Range(0, runs).SelectMany(Person)], cancellationToken);

        var enrolled = await TimeAsync(() => EnrolAsync(provider, runs, cancellationToken));
        var runtime = provider.GetRequiredService<LocalRuntime>();
        var first = await TimeAsync(() => runtime.AdvanceDueAsync(cancellationToken));
        await WaitingInAsync("after-first");

        clock.Now += TimeSpan.FromDays(3);
        var second = await TimeAsync(() => runtime.AdvanceDueAsync(cancellationToken));
        await WaitingInAsync("after-reminder");
        return
        [
            Of("LocalRuntime, enrol and start", enrolled),
            Of("LocalRuntime, coupon and e-mail to the first wait", first),
            Of("LocalRuntime, over the wait and a text message to the next", second),
        ];

        Figure Of(string what, double seconds) => new("runtime", what, runs / seconds, "runs/s");

        async Task WaitingInAsync(string step)
        {
            var waiting = 0;
            for (var i = 0; i < runs; i++)
                waiting += await runtime.StatusAsync(Run(i), cancellationToken) is { Phase: RunPhase.Waiting, PutOff: false } state && state.Step == step ? 1 : 0;
            Parts.Same($"Runs waiting in {step}", runs, waiting);
        }
    }

    private static async Task EnrolAsync(ServiceProvider provider, int runs, CancellationToken cancellationToken)
    {
        var (enrol, sequence) = (provider.GetRequiredService<EnrolCustomer>(), Winback.Unlimited());
        await Parallel.ForAsync(0, runs, new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = cancellationToken }, async (i, cancel) =>
            await enrol.HandleAsync(sequence, Orders.Customer(i), cancel));
    }

    private static EnrolmentId Run(int i) => new("dormant-winback", Orders.Customer(i), 1);

    private static IEnumerable<CustomerEvent> Person(int i)
    {
        var (customer, at) = (Orders.Customer(i), Orders.Start);
        yield return new CustomerChanged { Id = "who", Customer = customer, At = at, Email = FormattableString.Invariant($"c{i}@example.com"), Phone = "+12025550123" };
        yield return new ConsentChanged { Id = "mail", Customer = customer, At = at, Channel = Channels.Email, Granted = true };
        yield return new ConsentChanged { Id = "text", Customer = customer, At = at, Channel = Channels.Sms, Granted = true };
        yield return new OrderPlaced { Id = "order", Customer = customer, At = at.AddDays(-90), Total = 40 };
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        return watch.Elapsed.TotalSeconds;
    }
}
