using Recall.App.Enrolment;
using Recall.Core.Customers;
using Recall.Core.Scoring;
using Recall.Core.Scoring.Explaining;
using Recall.Core.Sequences;

namespace Recall.App.Customers;

/// <summary>All that Recall knows and thinks about a customer, for people; addresses are masked.</summary>
/// <param name="Customer">The key.</param>
/// <param name="Person">Who they are.</param>
/// <param name="Consents">By channel.</param>
/// <param name="Bounced">Channels whose address bounced.</param>
/// <param name="Facts">Every field that sequences can compare, with its value.</param>
/// <param name="Score">The last score; null before the first scoring.</param>
/// <param name="Engagement">What Recall is doing with them.</param>
/// <param name="Sequences">For each sequence why they would enter it now, or why not.</param>
/// <param name="Timeline">What happened and what was decided, newest first.</param>
/// <param name="Keys">The customer's keys: <paramref name="Customer"/>, and those merged into it.</param>
/// <param name="AskedAs">The key that was asked for, where it is merged into <paramref name="Customer"/>; else null.</param>
public sealed record CustomerView(
    string Customer, PersonView Person, IReadOnlyDictionary<string, ConsentView> Consents, IReadOnlyList<string> Bounced,
    IReadOnlyList<FactView> Facts, ScoreView? Score, EngagementView Engagement, IReadOnlyList<SequenceStanding> Sequences,
    TimelinePage Timeline, IReadOnlyList<string> Keys, string? AskedAs);

/// <summary>Master data; null is unknown.</summary>
public sealed record PersonView(
    string? Name, string? Email, string? Phone, string? Wecom, string? Locale, string? TimeZone, DateOnly? Birthday, DateOnly? MembershipExpiry);

/// <summary>The last word about a channel.</summary>
public sealed record ConsentView(bool Granted, DateTimeOffset At);

/// <summary>A field of the sequence language.</summary>
/// <param name="Field">Its name: <c>profile.orders</c>.</param>
/// <param name="Description">In the reader's language.</param>
/// <param name="Value">Text, number, true or false, or a list of texts; null is unknown.</param>
public sealed record FactView(string Field, string Description, object? Value);

/// <summary>A score with its reasons; a number that no model could give is null.</summary>
/// <param name="Model">Version of the model.</param>
/// <param name="At">When it was made, UTC.</param>
/// <param name="Current">False where an order has come in since that it does not know: sequences do not look at it then.</param>
/// <param name="Stage">Stage of life with the shop.</param>
/// <param name="Tier">Value against the others.</param>
/// <param name="Rfm">Recency, frequency, money: <c>5-4-3</c>.</param>
/// <param name="Buying">The model of repeat buying behind what is expected: <c>mbg-nbd</c>.</param>
/// <param name="PBuy">Probability of buying in the next 90 days.</param>
/// <param name="PAlive">Probability of still being a customer.</param>
/// <param name="ExpectedOrders">Purchase days expected in the next 90 days.</param>
/// <param name="Churn">Probability of not buying in the next 90 days.</param>
/// <param name="ChurnModel"><c>scorecard</c>, a model of repeat buying (<c>mbg-nbd</c>) where it leads, or <c>prior-scorecard</c> where the shop has too little history for either.</param>
/// <param name="Clv">Expected revenue of the next 365 days, discounted, shop's currency.</param>
/// <param name="LapseRatio">Silence over the usual rhythm; 1 and more is lapsed.</param>
/// <param name="LapseThresholdDays">Days of silence that count as lapsed.</param>
/// <param name="Tags">Titles of their tags, in the reader's language.</param>
/// <param name="Reasons">Why, in the reader's language; empty where the model that made the score is gone.</param>
public sealed record ScoreView(
    string Model, DateTimeOffset At, bool Current, string Stage, string Tier, string Rfm, string? Buying, double? PBuy, double? PAlive,
    double? ExpectedOrders, double? Churn, string? ChurnModel, double? Clv, double? LapseRatio, double? LapseThresholdDays, IReadOnlyList<string> Tags,
    IReadOnlyList<ReasonView> Reasons)
{
    /// <summary>The view of a score.</summary>
    public static ScoreView Of(Score score, Profile profile, IEnumerable<Reason> reasons, IReadOnlyList<string> tags)
    {
        ArgumentNullException.ThrowIfNull(score);
        return new(
            score.Model, score.At, score.IsCurrent(profile), Kebab.Of(score.Stage), Kebab.Of(score.Tier), score.Rfm.ToString(),
            score.Buying is { } buying ? Kebab.Of(buying) : null, Known(score.PBuy), Known(score.PAlive),
            Known(score.ExpectedOrders), Known(score.ChurnProbability), score.ChurnModel, Known(score.Clv), Known(score.LapseRatio), Known(score.LapseThresholdDays), tags,
            [.. reasons.Select(r => new ReasonView(r.Indicator, Known(r.Value), r.Text))]);
    }

    private static double? Known(double value) => double.IsFinite(value) ? value : null;
}

/// <summary>One reason.</summary>
public sealed record ReasonView(string Indicator, double? Value, string Text);

/// <summary>What Recall is doing with a customer.</summary>
/// <param name="Active">The enrolment that has them now, or null.</param>
/// <param name="Messages">Messages of the last three months, newest first.</param>
public sealed record EngagementView(string? Active, IReadOnlyList<MessageView> Messages);

/// <summary>A message that was sent, or may have been.</summary>
public sealed record MessageView(DateTimeOffset At, string Channel, string Effect);
