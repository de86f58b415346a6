using BenchmarkDotNet.Attributes;
using Recall.Benchmarks.Sequences;
using Recall.Benchmarks.Shops;
using Recall.Core;
using Recall.Core.Sequences;

namespace Recall.Benchmarks.Steps;

/// <summary>What happens to one run, each step alone.</summary>
[MemoryDiagnoser]
public class RunSteps
{
    private readonly EnrolmentId _id = new("dormant-winback", Orders.Customer(1), 1);
    private StepTree _tree = null!;
    private EnrolmentState _state = null!;
    private byte[] _stateJson = [];

    [GlobalSetup]
    public void Setup()
    {
        _tree = Winback.Tree();
        (_state, _) = SequenceMachine.Start(_tree, _id, Arm.Treated, Orders.Start, default);
        _stateJson = StoredJson.Bytes(_state);
    }

    [Benchmark]
    public int WholeRun() => MachineRates.Through(_tree, _id).Inputs;

    [Benchmark]
    public EnrolmentState Advance() =>
        SequenceMachine.Advance(_tree, _state, new MachineInput.StepPerformed(_state.Step!, new StepResult.Done()), Orders.Start).State;

    [Benchmark]
    public EnrolmentState ReadState() => StoredJson.Read<EnrolmentState>(_stateJson);

    [Benchmark]
    public byte[] WriteState() => StoredJson.Bytes(_state);
}
