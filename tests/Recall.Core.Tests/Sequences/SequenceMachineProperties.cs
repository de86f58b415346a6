using FsCheck;
using FsCheck.Fluent;
using Recall.Core.Sequences;

namespace Recall.Core.Tests.Sequences;

/// <summary>Promises of the machine over any sequence and any inputs.</summary>
public sealed class SequenceMachineProperties
{
    private static readonly Gen<(SequenceDefinition Definition, IReadOnlyList<Move> Moves)> Runs =
        from definition in Definitions.Any
        from moves in Gen.OneOf(Move.Any.ListOf(), Move.Quiet.ListOf())
        select (definition, (IReadOnlyList<Move>)[.. moves]);

    [Fact]
    public void No_input_throws_and_the_state_alone_tells_what_is_next() => ForAllRuns(run =>
        Driver.Shown(SequenceMachine.Current(run.Tree, run.State)).ShouldBe(Driver.Shown(run.Next)));

    [Fact]
    public void The_same_inputs_give_the_same_trace_also_through_storage() => Properties.ForAll(
        Runs,
        given =>
        {
            var traces = new[] { false, false, true }.Select(stored => Drive(given, new(given.Definition, stored: stored)).Trace).ToList();
            traces[1].ShouldBe(traces[0]);
            traces[2].ShouldBe(traces[0]);
        },
        300,
        Shrink);

    [Fact]
    public void Every_run_ends_within_the_sum_of_its_times() => Properties.ForAll(
        Runs,
        given =>
        {
            var run = new Driver(given.Definition);
            var results = given.Moves.GetEnumerator();
            var allowed = given.Definition.GoalWithin + TimeSpan.FromTicks(run.Tree.Steps.Sum(s => Longest(s).Ticks));
            for (var inputs = 0; run.Next is not Next.Done; inputs++)
            {
                inputs.ShouldBeLessThan(10_000);
                (run.Now - Driver.Start).ShouldBeLessThanOrEqualTo(allowed);
                if (run.Next is Next.Wait)
                    run.TimeOut();
                else
                    run.Give(Result(run, results.MoveNext() ? results.Current.Kind : inputs));
            }

            (run.Now - Driver.Start).ShouldBeLessThanOrEqualTo(allowed);
            run.State.EndedAt.ShouldBe(run.Now);
        },
        300,
        Shrink);

    /// <summary>Signals of every kind between any two inputs: they may end a run, a step or a wait, and never make it longer.</summary>
    [Fact]
    public void Every_run_ends_in_that_time_whatever_signals_come_in_between() => Properties.ForAll(
        from run in Runs
        from signals in Gen.Elements(Enum.GetValues<SignalKind>()).ArrayOf(50)
        from hours in Gen.Choose(-72, 72).ArrayOf(50)
        select (run, signals, hours),
        given =>
        {
            var run = new Driver(given.run.Definition);
            var allowed = given.run.Definition.GoalWithin + TimeSpan.FromTicks(run.Tree.Steps.Sum(s => Longest(s).Ticks));
            for (var inputs = 0; run.Next is not Next.Done; inputs++)
            {
                inputs.ShouldBeLessThan(10_000);
                (run.Now - Driver.Start).ShouldBeLessThanOrEqualTo(allowed);
                if (inputs % 2 == 0)
                {
                    var kind = given.signals[inputs % given.signals.Length];
                    var at = run.Now.AddHours(given.hours[inputs % given.hours.Length]);
                    if (kind != SignalKind.Cancel || inputs > 40)
                        run.Signal(kind, $"s{inputs}", kind == SignalKind.Order && inputs < 20 ? Driver.Known : at, run.State.Step, "called");
                }
                else if (run.Next is Next.Wait)
                    run.TimeOut();
                else
                    run.Give(Result(run, inputs < given.run.Moves.Count ? given.run.Moves[inputs].Kind : inputs));
            }

            (run.Now - Driver.Start).ShouldBeLessThanOrEqualTo(allowed);
        },
        500);

    [Fact]
    public void The_control_group_is_never_touched_and_ends_with_its_window() => Properties.ForAll(
        Runs,
        given =>
        {
            var run = Drive(given, new(given.Definition, Arm.Holdout), r => r.Performing.ShouldBeNull());
            if (run.Next is not Next.Done)
                run.TimeOut().Now.ShouldBeGreaterThanOrEqualTo(Driver.Start + given.Definition.GoalWithin);
            run.State.Outcome.ShouldBeOneOf(Outcomes.Recovered, Outcomes.OrderedLate, Outcomes.OrderedBefore, Outcomes.NotRecovered, Outcomes.Cancelled, Outcomes.Merged);
        },
        300,
        Shrink);

    [Fact]
    public void A_signal_that_comes_twice_changes_nothing_the_second_time() => ForAllRuns((run, input) =>
    {
        if (input is not MachineInput.SignalReceived)
            return;
        var state = StoredJson.Text(run.State);
        run.Give(input);
        StoredJson.Text(run.State).ShouldBe(state);
    });

    [Fact]
    public void A_fact_that_came_is_never_missed_and_one_that_is_missed_moves_the_run() => Properties.ForAll(
        Runs.Zip(Gen.Elements(Enum.GetValues<SignalKind>())),
        pair =>
        {
            var came = new List<Signal>();
            Drive(pair.Item1, new(pair.Item1.Definition), run =>
            {
                if (run.Last is MachineInput.SignalReceived { Signal: var signal })
                    came.Add(signal);
                came.Where(s => SequenceMachine.HasMissed(run.Tree, run.State, s)).ShouldBeEmpty();
                var lost = new Signal("lost", pair.Item2, run.Now, run.State.Step, "called");
                if (!SequenceMachine.HasMissed(run.Tree, run.State, lost))
                    return;
                var (moved, _) = SequenceMachine.Advance(run.Tree, run.State, new MachineInput.SignalReceived(lost), run.Now);
                StoredJson.Text(moved with { Seen = run.State.Seen }).ShouldNotBe(StoredJson.Text(run.State), StringComparer.Ordinal);
            });
        },
        3000);

    [Fact]
    public void An_order_ends_a_run_before_anything_else_is_performed() => Properties.ForAll(
        Runs.Zip(Gen.Elements(-99.0, -0.001, 0, 0.5, 1, 1.5), (given, share) => (given, share)),
        pair =>
        {
            var run = Drive(pair.given, new(pair.given.Definition));
            var (before, at) = (run.State, Driver.Start + (pair.given.Definition.GoalWithin * pair.share));
            if (run.Next is Next.Done || before.Pending.Any(s => s.Kind is SignalKind.Order or SignalKind.Cancel or SignalKind.Merged))
                return;
            run.Signal(SignalKind.Order, "the order", at);
            if (run.Performing is not null)
                run.Give(pair.given.Moves.Count % 2 == 0 ? new StepResult.Done() : new StepResult.Exit(Outcomes.Cancelled, Some.Why));
            if (at <= Driver.Known)
                return;
            run.Next.ShouldBeOfType<Next.Done>();
            run.State.Outcome.ShouldBe(
                pair.share <= 0 ? Outcomes.OrderedBefore
                : pair.share <= 1 ? Outcomes.Recovered : before.Phase == RunPhase.Observing ? before.Outcome : Outcomes.OrderedLate);
        },
        300);

    /// <summary>Anything, so long as a step that was put off comes back half a day later at the earliest, to bound the test.</summary>
    private static StepResult Result(Driver run, int kind) => (kind % 7) switch
    {
        0 or 1 => new StepResult.Done(),
        6 => new StepResult.Scheduled(run.Now.AddDays(kind - 4)),
        5 => new StepResult.Answered(kind % 2 == 0 ? "called" : "nobody"),
        2 => new StepResult.Skipped(Some.Why),
        3 => new StepResult.Deferred(run.Now.AddHours(12 + kind), Some.Why),
        _ => new StepResult.Took((kind % 4) - 1, Some.Why),
    };

    private static TimeSpan Longest(Step step) => step switch
    {
        WaitStep { ByClock: true } wait => wait.Longest + TimeSpan.FromDays(1) + SequenceMachine.MaxDeferral,
        WaitStep wait => wait.For,
        SendStep send => send.ExpiresAfter,
        HandoffStep handoff => handoff.Sla + SequenceMachine.MaxDeferral,
        _ => SequenceMachine.MaxDeferral,
    };

    private static Driver Drive((SequenceDefinition, IReadOnlyList<Move> Moves) given, Driver run, Action<Driver>? after = null)
    {
        after?.Invoke(run);
        foreach (var move in given.Moves)
        {
            move.Make(run);
            after?.Invoke(run);
        }

        return run;
    }

    private static void ForAllRuns(Action<Driver> holds) =>
        Properties.ForAll(Runs, given => Drive(given, new(given.Definition), holds), 300, Shrink);

    private static void ForAllRuns(Action<Driver, MachineInput> holds) => Properties.ForAll(
        Runs, given => Drive(given, new(given.Definition), run => { if (run.Last is not null) holds(run, run.Last); }), 300, Shrink);

    private static IEnumerable<(SequenceDefinition, IReadOnlyList<Move>)> Shrink((SequenceDefinition Definition, IReadOnlyList<Move> Moves) given) =>
        Properties.Shorter(given.Moves).Select(moves => (given.Definition, moves));
}
