using System.Text.Json.Serialization;
using Recall.App.Scoring;
using Recall.Core.Measurement;

namespace Recall.App.Reports;

/// <summary>What a shop owner wants to know. Counts by word are in falling order.</summary>
public sealed record Report
{
    /// <summary>UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Of all amounts.</summary>
    public required string Currency { get; init; }

    /// <summary>Customers with a profile.</summary>
    public required int Customers { get; init; }

    /// <summary>
    /// Customers by lifecycle stage, and last under <see cref="NotScoredYet"/> those who came in since the last scoring: together all customers.
    /// </summary>
    public required IReadOnlyDictionary<string, int> Stages { get; init; }

    /// <summary>In <see cref="Stages"/>: no score yet.</summary>
    public const string NotScoredYet = "not-scored-yet";

    /// <summary>In <see cref="LapsedBecause"/>: the model that made the score is not kept any more.</summary>
    public const string ScoredByOlderModel = "older-model";

    /// <summary>The model in force; null before the first fit.</summary>
    public ModelState? Model { get; init; }

    /// <summary>Customers without a score.</summary>
    public int NotScored => Stages.GetValueOrDefault(NotScoredYet);

    /// <summary>Scored customers who have bought, by value tier.</summary>
    public required IReadOnlyDictionary<string, int> Tiers { get; init; }

    /// <summary>Dormant and lost customers.</summary>
    public required int Lapsed { get; init; }

    /// <summary>What they have spent, net of refunds.</summary>
    public required decimal LapsedSpent { get; init; }

    /// <summary>
    /// What marks them, by indicator; one customer can have several. Explained by the model that made the score; customers whose model is gone
    /// are under <see cref="ScoredByOlderModel"/>.
    /// </summary>
    public required IReadOnlyDictionary<string, int> LapsedBecause { get; init; }

    /// <summary>Customers who have agreed to messages on no channel: nobody writes to them.</summary>
    public required int WithoutConsent { get; init; }

    /// <summary>How the shop's budget of money stands; null where it has none.</summary>
    public MoneyUse? Money { get; init; }

    /// <summary>Parts of the daily work that failed five times and are tried no more.</summary>
    public required int GivenUp { get; init; }

    /// <summary>Input that could not be read and waits for somebody.</summary>
    public int DeadLetters { get; init; }

    /// <summary>By name.</summary>
    public required IReadOnlyList<SequenceReport> Sequences { get; init; }
}

/// <summary>What one sequence did.</summary>
public sealed record SequenceReport
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Enrolments to be treated, later passes of a customer included.</summary>
    public required int Treated { get; init; }

    /// <summary>Enrolments in the control group, likewise.</summary>
    public required int Holdout { get; init; }

    /// <summary>Treated enrolments that are not over: with <see cref="Outcomes"/> they make <see cref="Treated"/>.</summary>
    public required int Running { get; init; }

    /// <summary>Treated enrolments that are over, by outcome.</summary>
    public required IReadOnlyDictionary<string, int> Outcomes { get; init; }

    /// <summary>In <see cref="Endings"/>: not over. With a blank, which no outcome of a file has.</summary>
    public const string StillRunning = "still running";

    /// <summary><see cref="Outcomes"/>, and last those that run still: together all treated.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, int> Endings => Running == 0
        ? Outcomes : Outcomes.Append(new(StillRunning, Running)).ToDictionary(StringComparer.Ordinal);

    /// <summary>Messages a carrier took, by channel.</summary>
    public required IReadOnlyDictionary<string, int> Sent { get; init; }

    /// <summary>Decisions to hold back, by reason.</summary>
    public required IReadOnlyDictionary<string, int> HeldBack { get; init; }

    /// <summary>How its own budget of money stands; null where it has none, or is not in force.</summary>
    public MoneyUse? Money { get; init; }

    /// <summary>Customers of the audience who did not enter, by reason.</summary>
    public required IReadOnlyDictionary<string, int> NotEnrolled { get; init; }

    /// <summary>Codes issued.</summary>
    public required int Coupons { get; init; }

    /// <summary>Codes used.</summary>
    public required int CouponsUsed { get; init; }

    /// <summary>Tasks for people, by the word they were finished with; the run may end otherwise, by an order above all. By status (<c>open</c>, <c>overdue</c>, <c>no-longer-needed</c>) where they have none.</summary>
    public required IReadOnlyDictionary<string, int> Handoffs { get; init; }

    /// <summary>By step and variant, in the order of their names.</summary>
    public required IReadOnlyList<VariantReport> Variants { get; init; }

    /// <summary>Against the control group, by each customer's first pass, where goal windows have closed; of the measurement that goes on.</summary>
    public required Lift Lift { get; init; }

    /// <summary>Number of the version that began that measurement; 0 is the first.</summary>
    public int Measurement { get; init; }

    /// <summary>Measurements that ended because a version asked for other customers, another control group or another goal; the oldest first.</summary>
    public IReadOnlyList<EarlierMeasurement> Earlier { get; init; } = [];
}

/// <summary>A measurement that a version ended.</summary>
/// <param name="Measurement">Number of the version that began it; 0 is the first.</param>
/// <param name="Treated">Enrolments to be treated.</param>
/// <param name="Holdout">Enrolments in the control group.</param>
/// <param name="Lift">Against the control group, as in <see cref="SequenceReport.Lift"/>.</param>
public sealed record EarlierMeasurement(int Measurement, int Treated, int Holdout, Lift Lift);

/// <summary>
/// What came of one variant. Customers are drawn to variants as they are to the arms, so variants of a step compare with each other, and
/// with nothing else: who comes to the step at all is no draw.
/// </summary>
/// <param name="Step">The step.</param>
/// <param name="Variant">Its name.</param>
/// <param name="Entered">Enrolments that came to the step and were drawn to it.</param>
/// <param name="Sent">Messages of these enrolments that a carrier took, from before the step too.</param>
/// <param name="Closed">Of first passes, those whose goal window has closed; see <see cref="Lift"/> for why each customer counts once.</param>
/// <param name="Ordered">Of those, with an order in the window.</param>
public sealed record VariantReport(string Step, string Variant, int Entered, int Sent, int Closed, int Ordered);
