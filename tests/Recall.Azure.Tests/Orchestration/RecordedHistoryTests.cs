using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.DurableTask.Client;
using Recall.App.Enrolment;
using Recall.App.Tests.Sequences;
using Recall.App.Tests.Shops;
using Recall.Azure.Orchestration;
using Recall.Core.Sequences;

namespace Recall.Azure.Tests.Orchestration;

/// <summary>The orchestrator does what the pure machine does, and what was recorded of it is replayed alike.</summary>
public partial class RecordedHistoryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<RecordedTrace> Traces => [.. RecordedTraces.All.Select(t => new TheoryDataRow<RecordedTrace>(t))];

    [Theory]
    [MemberData(nameof(Traces), DisableDiscoveryEnumeration = true)]
    public async Task Its_states_are_those_of_the_pure_machine(RecordedTrace trace)
    {
        using var shop = new DurableShop(trace.Yaml);
        var stored = new List<string>();
        var id = await RunAsync(shop, trace, stored);

        trace.ShouldBeStored(stored, shop.Sequence("hello").Tree, id, CornerShop.Noon);
        var over = (await shop.StateAsync(id)).Phase == RunPhase.Done;
        ((await shop.RowAsync(id)).EndedAt is not null).ShouldBe(over);
        shop.Instance(id).Status.ShouldBe(over ? OrchestrationRuntimeStatus.Completed : OrchestrationRuntimeStatus.Running);
        shop.Signals().ShouldBeEmpty();
    }

    /// <summary>
    /// Histories that runs made when their version was new, as they lie in task hubs: the orchestrator of today still asks for the same. Where
    /// it does not, raise <c>defaultVersion</c> in host.json, keep the old way for older versions, and record the new histories beside these.
    /// </summary>
    [Theory]
    [InlineData("1")]
    public async Task Recorded_histories_are_replayed_alike_and_alike_again(string version)
    {
        using var shop = new DurableShop();
        var histories = JsonSerializer.Deserialize<List<RecordedHistory>>(await File.ReadAllTextAsync(RecordedHistory.File(version), Cancel))!;
        histories.Count(h => h.Name == nameof(RecallSequence)).ShouldBeGreaterThan(15);
        histories.Count(h => h.Name == nameof(FitShop)).ShouldBe(FitTraces.All.Count);
        foreach (var recorded in histories)
        {
            for (var time = 0; time < 2; time++)
            {
                var again = shop.Hub.Replay(recorded.Instance());
                again.Actions.Select(a => a.Text).ShouldBe(recorded.Actions, recorded.Trace);
                (again.CustomStatus, again.Output).ShouldBe((recorded.CustomStatus, recorded.Output), recorded.Trace);
            }
        }
    }

    [Fact]
    public async Task No_recorded_history_names_a_folder_of_the_machine_that_recorded_it()
    {
        var files = Directory.GetFiles(Path.GetDirectoryName(RecordedHistory.File("1"))!);
        files.ShouldNotBeEmpty();
        foreach (var file in files)
            AbsolutePath().Matches(await File.ReadAllTextAsync(file, Cancel)).Select(m => m.Value).ShouldBeEmpty(file);
        AbsolutePath().IsMatch(" in /home/ann/recall/Hub.cs:line 5").ShouldBeTrue();
        AbsolutePath().IsMatch(@" in C:\recall\Hub.cs:line 5").ShouldBeTrue();
    }

    [Fact]
    public async Task A_failure_is_recorded_without_its_stack()
    {
        foreach (var trace in FitTraces.All)
        {
            using var shop = new DurableShop();
            RecordedHistory.Of(trace.Name, await trace.RunAsync(shop)).History.ShouldAllBe(h => h.Failure == null || h.Failure.StackTrace == null);
        }
    }

    /// <summary>Records them; run by hand, once for each version.</summary>
    [Fact(Explicit = true)]
    public async Task Record_histories()
    {
        var histories = new List<RecordedHistory>();
        foreach (var trace in RecordedTraces.All)
        {
            using var shop = new DurableShop(trace.Yaml);
            histories.Add(RecordedHistory.Of(trace.Name, shop.Instance(await RunAsync(shop, trace, []))));
        }

        foreach (var trace in FitTraces.All)
        {
            using var shop = new DurableShop();
            histories.Add(RecordedHistory.Of(trace.Name, await trace.RunAsync(shop)));
        }

        await File.WriteAllTextAsync(RecordedHistory.Source("1"), JsonSerializer.Serialize(histories, RecordedHistory.Written) + "\n", Cancel);
    }

    private static async Task<EnrolmentId> RunAsync(DurableShop shop, RecordedTrace trace, List<string> stored)
    {
        var name = RecordedTrace.CustomerOf(trace.Arm);
        await shop.CustomerAsync(name);
        if (trace.Inputs.Any(i => i.Input is MachineInput.StepPerformed { Result: StepResult.Deferred }))
            shop.Email.Next(Fate.TryLater);
        shop.Store.BeforeSubmit = (table, actions) => stored.AddRange(
            actions.Where(a => table == RunRows.Table && a.Row.RowKey.StartsWith("s|", StringComparison.Ordinal)).Select(a => a.Row.Get<string>("state")!));
        var id = await shop.EnrolAsync("hello", name);
        await shop.Hub.SettleAsync();
        foreach (var (after, input) in trace.Inputs)
        {
            shop.Clock.Advance(after);
            if (input is MachineInput.SignalReceived { Signal: var signal })
                await shop.Runtime.SignalAsync(id, signal, Cancel);
            await shop.Hub.SettleAsync();
        }

        return id;
    }

    [GeneratedRegex(@"(?<![\w./])/[\w.-]+/|\b[A-Za-z]:\\", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AbsolutePath();
}
