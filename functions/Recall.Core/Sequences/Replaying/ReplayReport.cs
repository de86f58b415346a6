namespace Recall.Core.Sequences.Replaying;

/// <summary>What a sequence would have done in a stretch of the past. Money is the shop's currency, days are the shop's.</summary>
public sealed record ReplayReport
{
    /// <summary>Its name.</summary>
    public required string Sequence { get; init; }

    /// <summary>Of its text.</summary>
    public required string Version { get; init; }

    /// <summary>First day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last day.</summary>
    public required DateOnly To { get; init; }

    /// <summary>Customers in the history, those after the last day too.</summary>
    public required int Customers { get; init; }

    /// <summary>Channels on which everybody was taken to have an address and to have agreed, unless they refused.</summary>
    public required IReadOnlyList<string> Reachable { get; init; }

    /// <summary>Passes of the treated.</summary>
    public required int Treated { get; init; }

    /// <summary>Passes of the control group.</summary>
    public required int Holdout { get; init; }

    /// <summary>Month by month, those without anything left out.</summary>
    public required IReadOnlyList<ReplayPeriod> Months { get; init; }

    /// <summary>Day by day, those without anything left out.</summary>
    public required IReadOnlyList<ReplayPeriod> Days { get; init; }

    /// <summary>Messages by channel.</summary>
    public required IReadOnlyDictionary<string, int> Sent { get; init; }

    /// <summary>Times a message was put off, by reason.</summary>
    public required IReadOnlyDictionary<string, int> Deferred { get; init; }

    /// <summary>Steps that were not done, by reason.</summary>
    public required IReadOnlyDictionary<string, int> Skipped { get; init; }

    /// <summary>Customers of the audience who did not enter at some time, by reason.</summary>
    public required IReadOnlyDictionary<string, int> NotEnrolled { get; init; }

    /// <summary>Tasks for people, by queue.</summary>
    public required IReadOnlyDictionary<string, int> Handoffs { get; init; }

    /// <summary>How passes of the treated ended, where nobody answered a message or a task.</summary>
    public required IReadOnlyDictionary<string, int> Outcomes { get; init; }

    /// <summary>What coupons would have cost.</summary>
    public required ReplayCoupons Coupons { get; init; }

    /// <summary>Passes of both arms whose customer ordered within the goal window, without any message.</summary>
    public required int OrderedAnyway { get; init; }

    /// <summary>Passes whose goal window was still open at the end.</summary>
    public required int StillOpen { get; init; }

    /// <summary>Other sequences that wanted the same customers.</summary>
    public required IReadOnlyList<ReplayClash> Clashes { get; init; }

    /// <summary>The audience on the last day, and what kept the others out of it.</summary>
    public required ReplayAudience Audience { get; init; }

    /// <summary>Versions of the models that scores came from, in order.</summary>
    public required IReadOnlyList<string> Models { get; init; }
}

/// <summary>A day or a month.</summary>
/// <param name="First">Its first day.</param>
/// <param name="Treated">Entered to be treated.</param>
/// <param name="Holdout">Entered as control group.</param>
/// <param name="Sent">Messages by channel.</param>
public sealed record ReplayPeriod(DateOnly First, int Treated, int Holdout, IReadOnlyDictionary<string, int> Sent);

/// <summary>Coupons and their cost.</summary>
/// <param name="Issued">Codes by coupon step.</param>
/// <param name="OrdersAnyway">Orders that came without any message while a code that fits them was good.</param>
/// <param name="GivenAway">What those codes would have taken off them: the discount that earns nothing.</param>
/// <param name="AtMost">What all codes take off if each is used on an order of its customer's usual size, as budgets count them.</param>
public sealed record ReplayCoupons(IReadOnlyDictionary<string, int> Issued, int OrdersAnyway, decimal GivenAway, decimal AtMost);

/// <summary>Another sequence that wanted the same customers.</summary>
/// <param name="Sequence">Its name.</param>
/// <param name="TookFirst">Passes of it that kept a customer out of the one that is tried.</param>
/// <param name="KeptOut">Passes of the one that is tried that kept a customer out of it.</param>
public sealed record ReplayClash(string Sequence, int TookFirst, int KeptOut);
