using Recall.Core.Messaging;
using Recall.Core.Sequences.Triggers;

namespace Recall.Core.Sequences;

/// <summary>
/// What Recall is doing with a customer. It stands in the profile's row: one ETag guards facts and actions, so a decision made on a
/// profile is only carried out if nothing has happened to the customer since.
/// </summary>
public sealed record Engagement
{
    /// <summary>Nothing yet.</summary>
    public static Engagement None { get; } = new();

    /// <summary>The enrolment that has the customer now, or null.</summary>
    public string? Active { get; init; }

    /// <summary>Messages reserved or sent, oldest first, as far back as <see cref="Remembered"/>.</summary>
    public IReadOnlyList<Touch> Touches { get; init; } = [];

    /// <summary>By sequence: how often the customer entered, and when last.</summary>
    public IReadOnlyDictionary<string, Entries> Entries { get; init; } = new Dictionary<string, Entries>(StringComparer.Ordinal);

    /// <summary>By sequence: the last reason why the customer was in the audience and did not enter, as <see cref="Wording.Why.ToString"/> writes it.</summary>
    public IReadOnlyDictionary<string, string> WhyNot { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How far back messages are remembered for frequency caps.</summary>
    public static TimeSpan Remembered { get; } = TimeSpan.FromDays(92);

    /// <summary>True where a pass through the sequence has the customer now.</summary>
    public bool IsIn(SequenceDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return Active?.StartsWith(definition.Name + "--", StringComparison.Ordinal) ?? false;
    }

    /// <summary>The reasons without one sequence's.</summary>
    public IReadOnlyDictionary<string, string> Without(string sequence) => WhyNot.ContainsKey(sequence)
        ? WhyNot.Where(w => w.Key != sequence).ToDictionary(StringComparer.Ordinal)
        : WhyNot;

    /// <summary>With a pass that begins: the customer is its own from now on.</summary>
    public Engagement Entering(EnrolmentId id, DateTimeOffset at, Occurrence? by)
    {
        ArgumentNullException.ThrowIfNull(id);
        return this with
        {
            Active = id.ToString(),
            Entries = new Dictionary<string, Entries>(Entries, StringComparer.Ordinal) { [id.Sequence] = new(id.Episode, at) { By = by } },
            WhyNot = Without(id.Sequence),
        };
    }

    /// <summary>What is done with two customers who turn out to be one: messages and passes of both count.</summary>
    /// <param name="other">The other's.</param>
    /// <param name="active">The enrolment that has the person from now on.</param>
    public Engagement Joined(Engagement other, string? active)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (active is null && Touches.Count + other.Touches.Count + Entries.Count + other.Entries.Count == 0)
            return None;
        return new()
        {
            Active = active,
            Touches = [.. Touches.Concat(other.Touches).DistinctBy(t => t.Effect, StringComparer.Ordinal).OrderBy(t => t.At).ThenBy(t => t.Effect, StringComparer.Ordinal)],
            Entries = Entries.Concat(other.Entries).GroupBy(e => e.Key, StringComparer.Ordinal)
                .ToDictionary(e => e.Key, e => e.MaxBy(p => p.Value.LastAt).Value with { Count = e.Sum(p => p.Value.Count) }, StringComparer.Ordinal),
        };
    }

    /// <summary>With one more touch, and without those too old to matter.</summary>
    public Engagement With(Touch touch) => this with { Touches = [.. Touches.Where(t => t.At > touch.At - Remembered), touch] };
}

/// <summary>A customer's passes through a sequence.</summary>
/// <param name="Count">How many.</param>
/// <param name="LastAt">When the last began, UTC.</param>
public readonly record struct Entries(int Count, DateTimeOffset LastAt)
{
    /// <summary>What triggered the last; null where nothing did.</summary>
    public Occurrence? By { get; init; }
}
