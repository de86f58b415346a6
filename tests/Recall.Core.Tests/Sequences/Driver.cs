using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Recall.Core.Customers;
using Recall.Core.Sequences;

namespace Recall.Core.Tests.Sequences;

/// <summary>Drives one run and writes down its trace.</summary>
internal sealed class Driver
{
    public static readonly EnrolmentId Id = new("winback", CustomerKey.Parse("shop:42"), 1);
    public static readonly DateTimeOffset Start = new(2024, 5, 1, 9, 0, 0, TimeSpan.Zero);

    /// <summary>The last order and the last complaint that the decision to enrol knew.</summary>
    public static readonly DateTimeOffset Known = Start.AddDays(-20);
    private readonly bool _stored;

    /// <summary>Begins a run; with <paramref name="stored"/> its state is written and read again after every input.</summary>
    public Driver(SequenceDefinition definition, Arm arm = Arm.Treated, bool stored = false)
    {
        _stored = stored;
        Tree = new(definition);
        Keep(SequenceMachine.Start(Tree, Id, arm, Start, new(Known, Known)));
    }

    public StepTree Tree { get; }

    public EnrolmentState State { get; private set; } = null!;

    public Next Next { get; private set; } = null!;

    public DateTimeOffset Now { get; private set; } = Start;

    /// <summary>The last input, or null before the first.</summary>
    public MachineInput? Last { get; private set; }

    public List<string> Trace { get; } = [];

    /// <summary>The id of the step to perform, or null.</summary>
    public string? Performing => (Next as Next.Perform)?.Step.Id;

    public Driver Give(MachineInput input)
    {
        Last = input;
        Keep(SequenceMachine.Advance(Tree, State, input, Now));
        return this;
    }

    public Driver Done() => Give(new MachineInput.StepPerformed(Performing!, new StepResult.Done()));

    public Driver Give(StepResult result) => Give(new MachineInput.StepPerformed(Performing!, result));

    /// <summary>Happens a tick from now if not said otherwise: nothing that was decided now can have known it.</summary>
    public Driver Signal(SignalKind kind, string? id = null, DateTimeOffset? at = null, string? step = null, string? detail = null) =>
        Give(new MachineInput.SignalReceived(new(id ?? kind.ToString(), kind, at ?? Now.AddTicks(1), step, detail)));

    public Driver After(TimeSpan span)
    {
        Now += span;
        return this;
    }

    /// <summary>Lets the time come that the run waits for.</summary>
    public Driver TimeOut()
    {
        var until = ((Next.Wait)Next).Until;
        Now = until > Now ? until : Now;
        return Give(new MachineInput.TimerFired());
    }

    private void Keep((EnrolmentState State, Next Next) at)
    {
        State = _stored ? StoredJson.Read<EnrolmentState>(StoredJson.Bytes(at.State)) : at.State;
        Next = at.Next;
        Trace.Add(Shown(Next) + " " + StoredJson.Text(State));
    }

    public static string Shown(Next next) => next switch
    {
        Next.Perform perform => string.Create(CultureInfo.InvariantCulture, $"perform {perform.Step.Id} since {perform.Since:O}{(perform.Overdue ? " overdue" : "")}"),
        Next.Wait wait => string.Create(CultureInfo.InvariantCulture, $"wait {wait.Until:O}"),
        Next.Done done => $"done {done.Outcome}: {done.Reason.Say("en")}",
        _ => throw new ArgumentOutOfRangeException(nameof(next)),
    };
}

/// <summary>One arbitrary input, understood where the run stands when it comes.</summary>
internal sealed record Move(TimeSpan After, int Kind, int Number, TimeSpan Span)
{
    private static readonly SignalKind[] Kinds = Enum.GetValues<SignalKind>();

    public static readonly Gen<Move> Any =
        from after in Gen.Elements(TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromHours(2), TimeSpan.FromDays(2))
        from kind in Gen.Choose(0, 10)
        from number in Gen.Choose(0, 30)
        from span in Gen.Elements(TimeSpan.FromDays(-3), TimeSpan.Zero, TimeSpan.FromHours(1), TimeSpan.FromDays(5))
        select new Move(after, kind, number, span);

    /// <summary>Seldom over early: no order, cancellation or exit.</summary>
    public static readonly Gen<Move> Quiet = Any.Where(m => m.Kind is not (3 or 8));

    public void Make(Driver run) => run.After(After).Give(Input(run));

    private MachineInput Input(Driver run)
    {
        var ids = run.Tree.Steps.Select(s => s.Id).Append("unknown").Order(StringComparer.Ordinal).ToList();
        var step = run.State.Step ?? ids[Number % ids.Count];
        return Kind switch
        {
            0 or 1 => new MachineInput.StepPerformed(step, new StepResult.Done()),
            2 => new MachineInput.StepPerformed(step, new StepResult.Deferred(run.Now + Span, Some.Why)),
            3 => new MachineInput.StepPerformed(step, new StepResult.Exit(Number % 2 == 0 ? Outcomes.Recovered : "left", Some.Why)),
            4 => new MachineInput.StepPerformed(step, new StepResult.Took((Number % 5) - 2, Some.Why)),
            5 when Number % 2 == 0 => new MachineInput.StepPerformed(ids[Number % ids.Count], new StepResult.Skipped(Some.Why)),
            5 => new MachineInput.StepPerformed(step, new StepResult.Answered(Number % 3 == 0 ? "called" : "nobody")),
            6 => new MachineInput.TimerFired(),
            10 => new MachineInput.StepPerformed(step, new StepResult.Scheduled(run.Now + (Span * Number))),
            7 when run.Next is Next.Wait { Until: var until } && until > run.Now => Later(run, until),
            7 => new MachineInput.TimerFired(),
            _ => new MachineInput.SignalReceived(new(
                $"signal-{Number % 4}", Kinds[Number % Kinds.Length], run.Now + Span, step, Number % 3 == 0 ? "called" : "nobody")),
        };
    }

    private static MachineInput.TimerFired Later(Driver run, DateTimeOffset until)
    {
        run.After(until - run.Now);
        return new();
    }
}
