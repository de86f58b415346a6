using System.Collections.Immutable;
using Recall.Core.Messaging;
using Recall.Core.Sequences.Versions;
using Recall.Core.Wording;

namespace Recall.Core.Sequences.Checks;

/// <summary>
/// Messages that a frequency cap lets nobody have: those before them in the same run use it up, and it frees later than they expire. Only what
/// is certain is said: messages on every way to the step count, and waits take as long as they can.
/// </summary>
public static class StarvedSends
{
    private static readonly Phrase Starved = new(
        "whoever got '{0}' never gets this message: the cap of {1:#message|messages} in {2:span} frees {3:span} after this step is reached at the earliest, and the message expires after {4:span}; wait longer before it, or lengthen 'expires-after'",
        "收到“{0}”的人永远收不到这条消息：每 {2:span}内最多 {1} 条的频次上限最早在到达此步骤 {3:span}之后才放开，而消息在 {4:span}之后过期；请延长之前的等待，或调大“expires-after”");

    /// <summary>A doubt for each such step, in the order of the file.</summary>
    /// <param name="definition">The sequence.</param>
    /// <param name="shop">The shop's rules, beside which the sequence's own hold.</param>
    public static IEnumerable<Doubt> Of(SequenceDefinition definition, Policy shop)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(shop);
        var doubts = new List<Doubt>();
        Walk(definition.Steps, [], shop.For(definition).Caps, doubts);
        return doubts;
    }

    /// <summary>Goes through steps; returns how long they can take.</summary>
    private static TimeSpan Walk(IReadOnlyList<Step> steps, ImmutableList<Sent> sent, IReadOnlyList<FrequencyCap> caps, List<Doubt> doubts)
    {
        var elapsed = TimeSpan.Zero;
        foreach (var step in steps)
        {
            var own = step switch { WaitStep wait => wait.Longest, HandoffStep handoff => handoff.Sla, _ => TimeSpan.Zero };
            var inside = Later(sent, own);
            var longest = StepWays.Of(step).Select(w => Walk(w.Steps, inside, caps, doubts)).DefaultIfEmpty().Max();
            if (step is SendStep send)
            {
                if (Find(send, sent, caps) is { } doubt)
                    doubts.Add(doubt);
                sent = sent.Add(new(send, TimeSpan.Zero));
            }

            sent = Later(sent, own + longest);
            elapsed += own + longest;
        }

        return elapsed;
    }

    private static ImmutableList<Sent> Later(ImmutableList<Sent> sent, TimeSpan time) => time == TimeSpan.Zero ? sent : sent.ConvertAll(s => s with { Age = s.Age + time });

    /// <summary>A message has several channels for those who cannot be reached on the first: it starves where it does on each.</summary>
    private static Doubt? Find(SendStep send, ImmutableList<Sent> sent, IReadOnlyList<FrequencyCap> caps)
    {
        Doubt? doubt = null;
        foreach (var channel in send.Channels)
        {
            doubt = caps.Select(cap => Blocks(cap, channel, send, sent)).FirstOrDefault(d => d is not null);
            if (doubt is null)
                return null;
        }

        return doubt;
    }

    private static Doubt? Blocks(FrequencyCap cap, string channel, SendStep send, ImmutableList<Sent> sent)
    {
        if (cap.Channel is not null && cap.Channel != channel)
            return null;
        var counted = sent.Where(s => s.Age < cap.Per && (cap.Channel is null || s.Send.Channels is [var only] && only == cap.Channel)).OrderBy(s => s.Age).Take(cap.Max).ToList();
        if (counted.Count < cap.Max || cap.Per - counted[^1].Age < send.ExpiresAfter)
            return null;
        return new(
            "steps." + send.Id,
            new(Starved, string.Join("', '", Enumerable.Reverse(counted).Select(s => s.Send.Id)), cap.Max, cap.Per.TotalHours, (cap.Per - counted[^1].Age).TotalHours, send.ExpiresAfter.TotalHours));
    }

    private sealed record Sent(SendStep Send, TimeSpan Age);
}
