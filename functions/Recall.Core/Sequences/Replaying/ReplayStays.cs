using Recall.Core.Messaging;

namespace Recall.Core.Sequences.Replaying;

/// <summary>Who stayed out and why: each customer once per reason, and once per pass of another sequence that had them.</summary>
internal sealed class ReplayStays
{
    private readonly Lock _one = new();
    private readonly HashSet<(string Customer, string Sequence)> _kept = [];

    public Dictionary<(string Sequence, string Code), int> StayedOut { get; } = [];

    public Dictionary<(string KeptOut, string By), int> Clashes { get; } = [];

    public void Add(ReplayPerson person, string sequence, string code)
    {
        if (!person.Tell(sequence, code))
            return;
        using var alone = _one.EnterScope(); // Where nothing couples customers, each has their own time.
        if (code != HoldReason.OtherSequence || _kept.Add((person.Customer.Value, sequence)))
            StayedOut[(sequence, code)] = StayedOut.GetValueOrDefault((sequence, code)) + 1;
        if (code == HoldReason.OtherSequence && EnrolmentId.TryParse(person.Engagement.Active, out var by))
            Clashes[(sequence, by.Sequence)] = Clashes.GetValueOrDefault((sequence, by.Sequence)) + 1;
    }
}
