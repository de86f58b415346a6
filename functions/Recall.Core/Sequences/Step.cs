using System.Text.Json.Serialization;
using Recall.Core.Offers;

namespace Recall.Core.Sequences;

/// <summary>One step of a sequence. Its id is unique in the file and is the idempotency key of what it does.</summary>
/// <param name="Id">Lower-case letters, digits and hyphens.</param>
public abstract record Step(string Id);

/// <summary>Issues a code of one's own to the customer.</summary>
/// <param name="Id">The step's id.</param>
/// <param name="Percent">Percent off, 1 to 100; or</param>
/// <param name="Amount">an amount off, in the shop's currency; both null for a gift or a ladder.</param>
/// <param name="ValidFor">From issue to expiry.</param>
/// <param name="MinimumOrder">Smallest order it can be used on.</param>
/// <param name="MaxIssued">Codes that this step issues in all; null is no limit.</param>
public sealed record CouponStep(string Id, decimal? Percent, decimal? Amount, TimeSpan ValidFor, decimal? MinimumOrder, int? MaxIssued)
    : Step(Id)
{
    /// <summary>Something that comes free with an order; null is none.</summary>
    public CouponGift? Gift { get; init; }

    /// <summary>Percentages that rise: who was given one and did not order gets the next. None is the same for all.</summary>
    public IReadOnlyList<decimal> Ladder { get; init; } = [];

    /// <summary>What the step may cost; null is no limit.</summary>
    public CouponBudget? Budget { get; init; }

    /// <summary>Its worth is a share of the order.</summary>
    public bool IsShare => Percent is not null || Ladder.Count > 0;
}

/// <summary>A gift.</summary>
/// <param name="Name">As customers read it, by locale.</param>
/// <param name="Cost">What it costs the shop, in its currency.</param>
public sealed record CouponGift(LocalText Name, decimal Cost);

/// <summary>Sends one message on the first channel that consent and reachability allow.</summary>
/// <param name="Id">The step's id.</param>
/// <param name="Channels">In order of preference.</param>
/// <param name="Template">Name in <see cref="SequenceDefinition.Templates"/>.</param>
/// <param name="Coupon">The coupon step that the text uses, or null.</param>
/// <param name="ExpiresAfter">A message held back longer than this is dropped, and the ledger says so.</param>
public sealed record SendStep(string Id, IReadOnlyList<string> Channels, string Template, string? Coupon, TimeSpan ExpiresAfter) : Step(Id);

/// <summary>Waits for a time, or less if one of the signals comes.</summary>
/// <param name="Id">The step's id.</param>
/// <param name="For">How long at least, where nobody answers; zero where the customer's clock alone decides.</param>
/// <param name="Until">Signals that end the wait; the sequence then goes on with the next step.</param>
public sealed record WaitStep(string Id, TimeSpan For, IReadOnlyList<SignalKind> Until) : Step(Id)
{
    /// <summary>The time of day at which it ends, the customer's; null is any.</summary>
    public TimeOnly? UntilTime { get; init; }

    /// <summary>The weekdays on which it may end, the customer's; none is any.</summary>
    public IReadOnlyList<DayOfWeek> On { get; init; } = [];

    /// <summary>When it ends depends on the clocks where the customer is: see <see cref="ClockWait"/>.</summary>
    public bool ByClock => UntilTime is not null || On.Count > 0;

    /// <summary>It never lasts longer, clocks that are changed left out.</summary>
    public TimeSpan Longest => For + TimeSpan.FromDays(On.Count > 0 ? 7 : UntilTime is not null ? 1 : 0);
}

/// <summary>Takes the first case that holds.</summary>
/// <param name="Id">The step's id.</param>
/// <param name="Cases">Tried in order.</param>
/// <param name="Default">Where none holds; may be empty.</param>
public sealed record BranchStep(string Id, IReadOnlyList<BranchCase> Cases, IReadOnlyList<Step> Default) : Step(Id);

/// <summary>One case of a branch.</summary>
/// <param name="When">Condition over profile and score at that moment.</param>
/// <param name="Steps">What follows; may be empty.</param>
public sealed record BranchCase(Condition When, IReadOnlyList<Step> Steps);

/// <summary>Tries variants against each other.</summary>
/// <param name="Id">The step's id.</param>
/// <param name="Variants">Two at least.</param>
public sealed record AbStep(string Id, IReadOnlyList<AbVariant> Variants) : Step(Id);

/// <summary>One variant of an <see cref="AbStep"/>.</summary>
/// <param name="Name">For reports.</param>
/// <param name="Weight">Its part of the customers, against the other weights; 1 or more.</param>
/// <param name="Steps">What follows; may be empty.</param>
public sealed record AbVariant(string Name, int Weight, IReadOnlyList<Step> Steps);

/// <summary>Gives the customer a tag or takes it off.</summary>
/// <param name="Id">The step's id.</param>
/// <param name="Tag">The tag.</param>
/// <param name="Remove">Take it off.</param>
public sealed record TagStep(string Id, string Tag, bool Remove) : Step(Id);

/// <summary>Tells one of the shop's own systems that the customer came here.</summary>
/// <param name="Id">The step's id.</param>
/// <param name="To">The system's name in the shop's settings, which alone know its address and its secret.</param>
public sealed record WebhookStep(string Id, string To) : Step(Id);

/// <summary>Gives a person a task and waits for its outcome.</summary>
/// <param name="Id">The step's id.</param>
/// <param name="Queue">Whose task it is.</param>
/// <param name="Sla">Time to resolve it.</param>
/// <param name="Note">For the agent, by locale.</param>
/// <param name="Outcomes">What follows each outcome; an outcome that is not named goes on with the next step.</param>
/// <param name="Overdue">What follows when nobody resolved it in time.</param>
public sealed record HandoffStep(
    string Id, string Queue, TimeSpan Sla, LocalText Note, IReadOnlyDictionary<string, IReadOnlyList<Step>> Outcomes,
    IReadOnlyList<Step> Overdue) : Step(Id);

/// <summary>Ends the steps; the enrolment is observed until its goal window closes.</summary>
/// <param name="Id">The step's id.</param>
/// <param name="Outcome">The outcome where no order comes.</param>
public sealed record EndStep(string Id, string Outcome) : Step(Id);

/// <summary>Facts that may move a running enrolment.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SignalKind>))]
public enum SignalKind
{
    /// <summary>The customer ordered.</summary>
    [JsonStringEnumMemberName("order")] Order,

    /// <summary>The customer wrote back.</summary>
    [JsonStringEnumMemberName("reply")] Reply,

    /// <summary>The customer withdrew consent for a channel or for all.</summary>
    [JsonStringEnumMemberName("unsubscribe")] Unsubscribe,

    /// <summary>The customer complained.</summary>
    [JsonStringEnumMemberName("complaint")] Complaint,

    /// <summary>The customer came to the shop: a view, a cart or a login.</summary>
    [JsonStringEnumMemberName("visit")] Visit,

    /// <summary>A person resolved a handoff.</summary>
    [JsonStringEnumMemberName("agent-outcome")] AgentOutcome,

    /// <summary>Somebody stopped the enrolment.</summary>
    [JsonStringEnumMemberName("cancel")] Cancel,

    /// <summary>The audience's condition holds no more; looked for before each message and task.</summary>
    [JsonStringEnumMemberName("left-audience")] LeftAudience,

    /// <summary>The run is to go on by a newer version of its sequence; only publishing says so.</summary>
    [JsonStringEnumMemberName("new-version")] NewVersion,

    /// <summary>The customer turned out to be one with another, whose run goes on.</summary>
    [JsonStringEnumMemberName("merged")] Merged,
}
