using Recall.Core.Customers;
using Recall.Core.Scoring.Numerics;
using Recall.Core.Wording;

namespace Recall.Core.Scoring.Churn;

/// <summary>
/// One thing about a customer that may tell whether they will buy again: data, not code that decides. What it is worth is learnt from the
/// shop's own past; see <see cref="IndicatorCatalogue"/> for all of them.
/// </summary>
/// <param name="Name">Stable name for machines, stored with models.</param>
/// <param name="Family">What it is about; people are told the sum of a family, because its members say nearly the same.</param>
/// <param name="Transform">How its value enters the sum.</param>
/// <param name="Value">The value of a customer who has bought; NaN is not known.</param>
/// <param name="Words">What it means and how it is said of a customer.</param>
public sealed record Indicator(
    string Name, IndicatorFamily Family, Transform Transform, Func<CustomerDay, double> Value, IndicatorWords Words)
{
    /// <summary>What a reader expects more of it to do to the risk. It has no part in the score, only in how that is told.</summary>
    public RiskSense Sense { get; init; }

    /// <summary>
    /// What its sentence says of a customer, by place, where that is not the value: counts, days and sums as they are. A value that is smoothed or fades is for the score alone.
    /// </summary>
    public Func<CustomerDay, double[]>? Counted { get; init; }

    /// <summary>What its sentence says of a customer, by place; the last says whether the value is above the average (1) or not (0).</summary>
    public IReadOnlyList<double> Numbers(CustomerDay customer, bool aboveAverage) => [.. Counted?.Invoke(customer) ?? [Value(customer)], aboveAverage ? 1 : 0];

    /// <summary>The transformed value; NaN is not known.</summary>
    public double Of(CustomerDay customer)
    {
        var value = Value(customer);
        return Transform switch
        {
            Transform.Log1p => Precise.Log1p(Math.Max(0, value)),
            Transform.Log => Math.Log(Math.Max(1e-3, value)),
            _ => value,
        };
    }
}

/// <summary>An indicator's words; a sentence is a <see cref="Phrase"/> of <see cref="Indicator.Numbers"/>.</summary>
/// <param name="English">What it means.</param>
/// <param name="Chinese">The same in Simplified Chinese.</param>
/// <param name="EnglishSentence">Said of a customer.</param>
/// <param name="ChineseSentence">The same in Simplified Chinese.</param>
public sealed record IndicatorWords(string English, string Chinese, string EnglishSentence, string ChineseSentence)
{
    /// <summary>The sentence in both languages.</summary>
    public Phrase Sentence { get; } = new(EnglishSentence, ChineseSentence);
}

/// <summary>A customer on a day; what indicators look at.</summary>
/// <param name="Profile">With the events up to the end of the day alone.</param>
/// <param name="Today">The customer's local day.</param>
/// <param name="Now">The moment of looking, UTC.</param>
public readonly record struct CustomerDay(Profile Profile, DateOnly Today, DateTimeOffset Now)
{
    /// <summary>Days since the last purchase day.</summary>
    public int Silence => Math.Max(0, Today.DayNumber - Profile.Purchases.LastDay.DayNumber);

    /// <summary>Days since the first purchase day.</summary>
    public int Tenure => Math.Max(0, Today.DayNumber - Profile.Purchases.FirstDay.DayNumber);

    /// <summary>Days since a moment; NaN where there was none.</summary>
    public double Since(DateTimeOffset? at) => at is { } then ? Math.Max(0, (Now - then).TotalDays) : double.NaN;
}

/// <summary>How a value enters the sum of a scorecard.</summary>
public enum Transform
{
    /// <summary>As it is: shares, flags, ratings.</summary>
    Linear,

    /// <summary>log(1 + value): counts, days and amounts, whose difference between 1 and 2 says more than that between 101 and 102.</summary>
    Log1p,

    /// <summary>log(value): ratios, so that half and double are as far from 1.</summary>
    Log,
}

/// <summary>What everybody knows of an indicator and the risk that a customer does not come back.</summary>
public enum RiskSense
{
    /// <summary>It depends on the shop.</summary>
    Depends,

    /// <summary>The more of it the higher the risk.</summary>
    MoreRaises,

    /// <summary>The more of it the lower the risk.</summary>
    MoreLowers,
}

/// <summary>What indicators are about.</summary>
public enum IndicatorFamily
{
    /// <summary>Silence against the own rhythm.</summary>
    Recency,

    /// <summary>How often they bought and what that came to: of regular customers the one says the other.</summary>
    Frequency,

    /// <summary>The size of what they pay at a time.</summary>
    Money,

    /// <summary>What is in their baskets.</summary>
    Basket,

    /// <summary>Discounts.</summary>
    Discounts,

    /// <summary>Returns.</summary>
    Returns,

    /// <summary>How the shop served them.</summary>
    Service,

    /// <summary>Messages and consent.</summary>
    Messages,

    /// <summary>Visits and carts without an order.</summary>
    Visits,

    /// <summary>Membership, points, birthday.</summary>
    Membership,

    /// <summary>Time of the year.</summary>
    Season,
}
