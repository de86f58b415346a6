using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;
using Recall.Core.Customers;

namespace Recall.Core.Sequences;

/// <summary>
/// Names one customer's n-th pass through a sequence: <c>{sequence}--{customer}--{episode}</c>.
/// </summary>
/// <param name="Sequence">The sequence's name; has no <c>--</c> in it.</param>
/// <param name="Customer">Who.</param>
/// <param name="Episode">1 for the first pass.</param>
public sealed record EnrolmentId(string Sequence, CustomerKey Customer, int Episode)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Sequence}--{Customer}--{Episode}");

    /// <summary>The key under which a step's effect happens once: <c>{enrolment}/{step}</c>.</summary>
    public string EffectKey(string step) => $"{this}/{step}";

    /// <summary>Reads what <see cref="ToString"/> wrote, and no other spelling of it: an id is a key.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out EnrolmentId? id)
    {
        id = null;
        var first = text?.IndexOf("--", StringComparison.Ordinal) ?? -1;
        var last = text?.LastIndexOf("--", StringComparison.Ordinal) ?? -1;
        if (first < 1 || last <= first + 2
            || !CustomerKey.TryParse(text![(first + 2)..last], out var customer, out _)
            || !int.TryParse(text.AsSpan(last + 2), NumberStyles.None, CultureInfo.InvariantCulture, out var episode)
            || text[last + 2] == '0')
            return false;
        id = new(text[..first], customer, episode);
        return true;
    }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">It is not an enrolment id.</exception>
    public static EnrolmentId Parse(string text) => TryParse(text, out var id)
        ? id
        : throw new FormatException($"'{Shown.Short(text)}' is not an enrolment id; they look like 'dormant-winback--shop:42--1'.");
}

/// <summary>Which side of the experiment an enrolment is on.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Arm>))]
public enum Arm
{
    /// <summary>Goes through the steps.</summary>
    [JsonStringEnumMemberName("treated")] Treated,

    /// <summary>The control group: enrolled, observed, never touched.</summary>
    [JsonStringEnumMemberName("holdout")] Holdout,
}

/// <summary>A fact that may move a running enrolment.</summary>
/// <param name="Id">Unique per enrolment, so that delivering it twice does nothing: the event's id where it comes from one.</param>
/// <param name="Kind">What happened.</param>
/// <param name="At">When it happened, UTC.</param>
/// <param name="Step">For an agent's outcome, the handoff step.</param>
/// <param name="Detail">
/// For an agent's outcome its word; for a cancellation the reason; for a merge the run that goes on; for an unsubscribe <see cref="Messaging.Channels.All"/> where nothing is allowed any more.
/// </param>
public sealed record Signal(string Id, SignalKind Kind, DateTimeOffset At, string? Step = null, string? Detail = null)
{
    /// <summary>Of an order, where more is known than that it came.</summary>
    public OrderFacts? Order { get; init; }

    /// <summary>Two customers with a run each are one: this run ends, the other goes on.</summary>
    public static Signal Merged(string other, DateTimeOffset at) => new("merged", SignalKind.Merged, at, Detail: other);
}
