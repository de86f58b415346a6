using System.Diagnostics;
using Recall.Benchmarks.Shops;
using Recall.Benchmarks.Tables;
using Recall.Core.Sequences;
using Recall.Core.Wording;

namespace Recall.Benchmarks.Sequences;

/// <summary>Inputs per second that the pure machine takes on one core.</summary>
internal static class MachineRates
{
    private const int Rounds = 5;

    public static IReadOnlyList<Figure> Measure(int runs)
    {
        var tree = Winback.Tree();
        var rates = new List<double>();
        for (var round = 0; round <= Rounds; round++)
        {
            var (watch, inputs, done) = (Stopwatch.StartNew(), 0L, 0L);
            for (var i = 0; i < runs; i++)
            {
                var (taken, over) = Through(tree, new(tree.Definition.Name, Orders.Customer(i), 1));
                inputs += taken;
                done += over ? 1 : 0;
            }

            if (round > 0)
                rates.Add(inputs / watch.Elapsed.TotalSeconds);
            Parts.Same("Runs that ended", runs, done);
        }

        return [new("machine", "SequenceMachine, whole runs of dormant-winback", Median.Of(rates), "inputs/s")];
    }

    /// <summary>A run to its end: every step performed, at every wait a timer that comes early and one that comes in time.</summary>
    public static (int Inputs, bool Done) Through(StepTree tree, EnrolmentId id)
    {
        var now = Orders.Start;
        var (state, next) = SequenceMachine.Start(tree, id, Arm.Treated, now, default);
        var inputs = 1;
        while (next is not Next.Done)
        {
            MachineInput input;
            switch (next)
            {
                case Next.Perform { Step: BranchStep }:
                    input = new MachineInput.StepPerformed(state.Step!, new StepResult.Took(-1, Whys.NoCase.With()));
                    break;
                case Next.Perform:
                    input = new MachineInput.StepPerformed(state.Step!, new StepResult.Done());
                    break;
                default:
                    (state, next) = SequenceMachine.Advance(tree, state, new MachineInput.TimerFired(), now);
                    inputs++;
                    now = ((Next.Wait)next).Until;
                    input = new MachineInput.TimerFired();
                    break;
            }

            (state, next) = SequenceMachine.Advance(tree, state, input, now);
            inputs++;
        }

        return (inputs, next is Next.Done);
    }
}
