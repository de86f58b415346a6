using Recall.Core.Customers;
using Recall.Core.Sequences;
using Recall.Core.Wording;

namespace Recall.Core.Messaging;

/// <summary>What says whether a run may still do anything to its customer.</summary>
public record RunFacts
{
    /// <summary>The customer as of now.</summary>
    public required Profile Profile { get; init; }

    /// <summary>The run.</summary>
    public required EnrolmentId Enrolment { get; init; }

    /// <summary>The run that may touch the customer now; null where none may.</summary>
    public required string? Active { get; init; }

    /// <summary>When the run began, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>What the decision to enrol knew.</summary>
    public required KnownFacts Known { get; init; }

    /// <summary>The sequence.</summary>
    public required SequenceDefinition Definition { get; init; }

    /// <summary>Orders since the run began, oldest first; only asked for where the sequence is not for any order.</summary>
    public IReadOnlyList<PlacedOrder> Orders { get; init; } = [];

    /// <summary>Whether the audience still holds; null where no exit asks.</summary>
    public Verdict? Audience { get; init; }
}

/// <summary>All that the gate looks at, read together so that they belong to one moment of the customer.</summary>
public sealed record GateFacts : RunFacts
{
    /// <summary>Messages to the customer from any sequence, as far back as the longest cap.</summary>
    public required IReadOnlyList<Touch> Touches { get; init; }

    /// <summary>What is known of the customer's addresses, by channel, whoever else has them.</summary>
    public required IReadOnlyDictionary<string, AddressHistory> Addresses { get; init; }

    /// <summary>Messages that caps count: to the customer, and to their addresses under any customer key; each once.</summary>
    public IReadOnlyList<Touch> Counted =>
        [.. Touches, .. Addresses.Values.SelectMany(a => a.Touches).Where(t => !Touches.Contains(t)).Distinct()];

    /// <summary>The step.</summary>
    public required SendStep Step { get; init; }

    /// <summary>When the step was entered, UTC.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>The shop's rules; those of the sequence are in <see cref="RunFacts.Definition"/>.</summary>
    public required Policy Policy { get; init; }

    /// <summary>Channels that the shop has set up.</summary>
    public required IReadOnlySet<string> Channels { get; init; }

    /// <summary>Messages sent to all customers today, in the shop's zone.</summary>
    public required int SentToday { get; init; }

    /// <summary>Messages sent to all customers this calendar month, in the shop's zone.</summary>
    public required int SentThisMonth { get; init; }

    /// <summary>Messages of the sequence today, in the shop's zone; only counted where it has a budget of its own.</summary>
    public int OwnSentToday { get; init; }

    /// <summary>Messages of the sequence this calendar month, in the shop's zone; only counted where it has a budget of its own.</summary>
    public int OwnSentThisMonth { get; init; }

    /// <summary>What messages and coupons have cost so far, in the shop's zone.</summary>
    public MoneySpent Spent { get; init; }

    /// <summary>What a message costs by channel, in the shop's currency.</summary>
    public required IReadOnlyDictionary<string, decimal> Prices { get; init; }

    /// <summary>The code that the text shows, or null where it shows none or none could be issued.</summary>
    public required Offers.Coupon? Coupon { get; init; }

    /// <summary>The shop's zone, for customers whose zone is unknown and for the shop's day.</summary>
    public required TimeZoneInfo ShopZone { get; init; }
}

/// <summary>The decision at send time.</summary>
public abstract record GateDecision
{
    /// <summary>Send on this channel to this address.</summary>
    public sealed record Allow(string Channel, string Address) : GateDecision;

    /// <summary>Not before then.</summary>
    /// <param name="Until">UTC.</param>
    /// <param name="Code">One of <see cref="HoldReason"/>.</param>
    /// <param name="Reason">For the ledger.</param>
    public sealed record Defer(DateTimeOffset Until, string Code, Why Reason) : GateDecision;

    /// <summary>Not at all.</summary>
    /// <param name="Code">One of <see cref="HoldReason"/>.</param>
    /// <param name="Reason">For the ledger.</param>
    public sealed record Skip(string Code, Why Reason) : GateDecision;

    /// <summary>The run is over.</summary>
    public sealed record Exit(string Outcome, Why Reason) : GateDecision;

    /// <summary>What it is for the run; of an allowed message, once a carrier has it.</summary>
    public StepResult Result => this switch
    {
        Allow allow => new StepResult.Done(allow.Channel),
        Defer later => new StepResult.Deferred(later.Until, later.Reason),
        Skip skip => new StepResult.Skipped(skip.Reason),
        Exit exit => new StepResult.Exit(exit.Outcome, exit.Reason),
        _ => throw new InvalidOperationException($"No such decision: {GetType().Name}."),
    };
}

/// <summary>Why a message is held back or a customer stays out, as a word to count by.</summary>
public static class HoldReason
{
    /// <summary>Night at the customer's.</summary>
    public const string QuietHours = "quiet-hours";

    /// <summary>Enough messages lately.</summary>
    public const string FrequencyCap = "frequency-cap";

    /// <summary>Not the hour at which the customer usually buys.</summary>
    public const string UsualHour = "usual-hour";

    /// <summary>The shop's messages of the day are used up.</summary>
    public const string DailyBudget = "daily-budget";

    /// <summary>The shop's messages of the month are used up.</summary>
    public const string MonthlyBudget = "monthly-budget";

    /// <summary>The shop's money of the day is used up.</summary>
    public const string DailyMoney = "daily-money";

    /// <summary>The shop's money of the month is used up.</summary>
    public const string MonthlyMoney = "monthly-money";

    /// <summary>The sequence's own money of the day is used up.</summary>
    public const string OwnDailyMoney = "own-daily-money";

    /// <summary>The sequence's own money of the month is used up.</summary>
    public const string OwnMonthlyMoney = "own-monthly-money";

    /// <summary>The coupon step's money in all is used up.</summary>
    public const string CouponMoney = "coupon-money";

    /// <summary>The coupon step's money of the day is used up.</summary>
    public const string DailyCouponMoney = "daily-coupon-money";

    /// <summary>The coupon step's money of the month is used up.</summary>
    public const string MonthlyCouponMoney = "monthly-coupon-money";

    /// <summary>It costs more than a whole budget: no day and no month lets it through.</summary>
    public const string TooDear = "too-dear";

    /// <summary>No consent, no address, or the address bounced.</summary>
    public const string Unreachable = "unreachable";

    /// <summary>The step's codes are all given out.</summary>
    public const string NoCoupon = "no-coupon";

    /// <summary>The code that the text shows was not issued; its own step says why.</summary>
    public const string WithoutCoupon = "without-coupon";

    /// <summary>The code that the text shows has expired.</summary>
    public const string CouponExpired = "coupon-expired";

    /// <summary>Held back longer than the message lives.</summary>
    public const string Expired = "expired";

    /// <summary>The run is over, by an order, an unsubscribe, a complaint or a cancellation.</summary>
    public const string RunOver = "run-over";

    /// <summary>The carrier refused it.</summary>
    public const string Carrier = "carrier";

    /// <summary>Another sequence has the customer.</summary>
    public const string OtherSequence = "other-sequence";

    /// <summary>The rule for entering again says no, or not yet.</summary>
    public const string Reentry = "reentry";

    /// <summary>One of the shop's systems did not take a call.</summary>
    public const string Webhook = "webhook";

    /// <summary>The sequence's entries of the day are used up.</summary>
    public const string DailyLimit = "daily-limit";
}
