using Recall.App.Tests.Shops;
using Recall.Core;
using Recall.Core.Customers;
using Recall.Core.Sequences;
using Recall.Core.Wording;

namespace Recall.App.Tests.Sequences;

/// <summary>One input of a trace.</summary>
/// <param name="After">Since the input before.</param>
/// <param name="Input">What the machine is given; the result of a step is what the step is meant to give on any host.</param>
public sealed record TraceInput(TimeSpan After, MachineInput Input);

/// <summary>
/// The inputs of one run, which must lead through the same states on every host. Steps of kind send have the channel <c>email</c>; a
/// deferral by an hour is a carrier that asks to wait for one.
/// </summary>
public sealed record RecordedTrace(string Name, string Yaml, Arm Arm, IReadOnlyList<TraceInput> Inputs)
{
    /// <summary>A customer who is drawn to that arm.</summary>
    public static string CustomerOf(Arm arm) => Enumerable.Range(0, 100).Select(i => $"c{i}")
        .First(n => Bucket.Unit($"holdout|hello|shop:{n}") < 0.5 == (arm == Arm.Holdout));

    /// <summary>The states of the pure machine after the start and after each input.</summary>
    public IReadOnlyList<EnrolmentState> States(StepTree tree, EnrolmentId id, DateTimeOffset start)
    {
        var (state, _) = SequenceMachine.Start(tree, id, Arm, start, new(start.AddDays(-100), null));
        var (states, now) = (new List<EnrolmentState> { state }, start);
        foreach (var (after, input) in Inputs)
        {
            now += after;
            (state, _) = SequenceMachine.Advance(tree, state, input, now);
            states.Add(state);
        }

        return states;
    }

    /// <summary>
    /// Holds what a runtime has stored against it: it may pass over states, but comes to no other, and to the last.
    /// </summary>
    public void ShouldBeStored(IReadOnlyList<string> stored, StepTree tree, EnrolmentId id, DateTimeOffset start)
    {
        var states = States(tree, id, start).Select(s => StoredJson.Text(s)).ToList();
        stored[^1].ShouldBe(states[^1]);
        var place = 0;
        foreach (var state in stored)
            (place = states.IndexOf(state, place)).ShouldNotBe(-1, $"The runtime stored a state that the machine does not pass through then: {state}");
    }

    public override string ToString() => Name;
}

/// <summary>The cases that every runtime must pass.</summary>
public static class RecordedTraces
{
    private const string Call =
        """
        - handoff: call
          queue: care
          sla: 2 days
          note: { en: Call them. }
          outcomes:
            won: [ { end: over, outcome: won-by-call } ]
          overdue: [ { send: late, channels: [email], template: note } ]
        """;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private static readonly TraceInput Sent = new(TimeSpan.Zero, new MachineInput.StepPerformed("mail", new StepResult.Done("email")));
    private static readonly TraceInput Opened = new(TimeSpan.Zero, new MachineInput.StepPerformed("call", new StepResult.Done("care")));

    /// <summary>Ten o'clock of the Wednesday after noon of the shop's Monday.</summary>
    private static readonly DateTimeOffset Wednesday = CornerShop.Noon.AddHours(46);

    private static readonly TraceInput Morning =
        new(TimeSpan.Zero, new MachineInput.StepPerformed("morning", new StepResult.Scheduled(Wednesday)));

    private static readonly TraceInput TakenBack = new(TimeSpan.Zero, new MachineInput.StepPerformed("call", new StepResult.Done("overdue")));

    public static IReadOnlyList<RecordedTrace> All { get; } =
    [
        new("mail, wait, window", Of(SequenceText.Mail + "\n- { wait: calm, for: 5 days }"), Arm.Treated, [Sent, Timer(5), Timer(25)]),
        new("a wait of 180 days", Of("- { wait: calm, for: 180 days }\n" + SequenceText.Mail), Arm.Treated, [Timer(180), Sent]),
        new("a wait by the clock", Of("- { wait: morning, until-time: \"10:00\", on: [wednesday], until: [reply] }\n" + SequenceText.Mail), Arm.Treated,
            [Morning, new(Wednesday - CornerShop.Noon, new MachineInput.TimerFired()), Sent]),
        new("reply ends a wait by the clock", Of("- { wait: morning, until-time: \"10:00\", on: [wednesday], until: [reply] }\n" + SequenceText.Mail), Arm.Treated,
            [Morning, Signal(1, "r", SignalKind.Reply), Sent]),
        new("reply ends a wait early", Of("- { wait: calm, for: 5 days, until: [reply] }\n" + SequenceText.Mail), Arm.Treated,
            [Signal(1, "r", SignalKind.Reply), Sent, Timer(29)]),
        new("an order in a wait", Of(SequenceText.Mail + "\n- { wait: calm, for: 5 days }"), Arm.Treated,
            [Sent, Signal(1, "o", SignalKind.Order), Signal(1, "o2", SignalKind.Order)]),
        new("an order from before that was not known", Of(SequenceText.Mail + "\n- { wait: calm, for: 5 days }"), Arm.Treated,
            [Sent, new(Day, new MachineInput.SignalReceived(new("known", SignalKind.Order, CornerShop.Noon.AddDays(-100)))), Early(1)]),
        new("a signal twice", Of("- { wait: one, for: 5 days, until: [visit] }\n- { wait: two, for: 5 days, until: [visit] }"), Arm.Treated,
            [Signal(1, "v", SignalKind.Visit), Signal(0, "v", SignalKind.Visit), Timer(5), Timer(24)]),
        new("unsubscribe is observed to the end", Of("- { wait: calm, for: 5 days }\n" + SequenceText.Mail), Arm.Treated,
            [Signal(2, "u", SignalKind.Unsubscribe), Timer(28)]),
        new("put off, then sent", Of(SequenceText.Mail), Arm.Treated,
            [
                new(TimeSpan.Zero, new MachineInput.StepPerformed(
                    "mail", new StepResult.Deferred(CornerShop.Noon.AddHours(1), Whys.CarrierBusy.With(("until", CornerShop.Noon.AddHours(1)))))),
                new(TimeSpan.FromHours(1), new MachineInput.TimerFired()), Sent, new(TimeSpan.FromHours((30 * 24) - 1), new MachineInput.TimerFired()),
            ]),
        new("a task's outcome", Of(Call), Arm.Treated,
            [Opened, new(Day, new MachineInput.SignalReceived(new("w", SignalKind.AgentOutcome, CornerShop.Noon + Day, "call", "won"))), Timer(29)]),
        new("a task overdue", Of(Call), Arm.Treated,
            [Opened, Timer(2), TakenBack, new(TimeSpan.Zero, new MachineInput.StepPerformed("late", new StepResult.Done("email"))), Timer(28)]),
        new("a branch", Of("- branch: who\n  cases:\n    - when: { field: profile.orders, at-least: 9 }\n      steps: [ { end: many, outcome: many } ]\n"
            + "  default: [ { end: few, outcome: few } ]"), Arm.Treated,
            [new(TimeSpan.Zero, new MachineInput.StepPerformed("who", new StepResult.Took(-1, Whys.NoCase.With()))), Timer(30)]),
        new("variants", Of("- ab: tone\n  variants:\n    one: { steps: [ { wait: a-week, for: 7 days } ] }\n"
            + "    two: { steps: [ { wait: seven-days, for: 7 days } ] }\n" + SequenceText.Mail), Arm.Treated, [Drawn(), Timer(7), Sent, Timer(23)]),
        new("a tag", Of("- { tag: mark, add: marked }\n" + SequenceText.Mail), Arm.Treated,
            [new(TimeSpan.Zero, new MachineInput.StepPerformed("mark", new StepResult.Done("marked"))), Sent, Timer(30)]),
        new("a webhook", Of("- { webhook: tell, to: crm }\n" + SequenceText.Mail), Arm.Treated,
            [new(TimeSpan.Zero, new MachineInput.StepPerformed("tell", new StepResult.Done("crm"))), Sent, Timer(30)]),
        new("cancelled", Of("- { wait: calm, for: 5 days }"), Arm.Treated, [Signal(1, "c", SignalKind.Cancel)]),
        new("the control group", Of(SequenceText.Mail), Arm.Holdout, [Signal(1, "u", SignalKind.Unsubscribe), Timer(29)]),
        new("the control group ordered before", Of(SequenceText.Mail), Arm.Holdout, [Early(1)]),
        new("the control group orders", Of(SequenceText.Mail), Arm.Holdout, [Signal(1, "o", SignalKind.Order)]),
    ];

    private static TraceInput Drawn() => new(TimeSpan.Zero, new MachineInput.StepPerformed("tone", AbDraw.Of(
        new("tone", [new("one", 1, []), new("two", 1, [])]), new("hello", CornerShop.Key(RecordedTrace.CustomerOf(Arm.Treated)), 1))));

    private static string Of(string steps) => SequenceText.Of("hello", steps, holdout: "50%", more: "exits: [unsubscribe]");

    private static TraceInput Timer(int days) => new(days * Day, new MachineInput.TimerFired());

    /// <summary>An order of an hour before the run.</summary>
    private static TraceInput Early(int days) =>
        new(days * Day, new MachineInput.SignalReceived(new("early", SignalKind.Order, CornerShop.Noon.AddHours(-1))));

    /// <summary>Its time does not matter but for lying in the run's window.</summary>
    private static TraceInput Signal(int days, string id, SignalKind kind) =>
        new(days * Day, new MachineInput.SignalReceived(new(id, kind, CornerShop.Noon + Day)));
}
