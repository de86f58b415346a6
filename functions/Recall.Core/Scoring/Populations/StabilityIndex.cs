using System.Text.Json.Serialization;
using MathNet.Numerics.Distributions;
using Recall.Core.Scoring.Statistics;

namespace Recall.Core.Scoring.Populations;

/// <summary>
/// The population stability index of one distribution: the sum over tenths of (share now - share then) · ln(share now / share then), tenths as
/// they were then, and those of whom the value is not known a class of their own (Siddiqi 2006, "Credit Risk Scorecards", chapter 9).
/// </summary>
/// <param name="Name">What is distributed: <see cref="PopulationCounts.Churn"/> or an indicator.</param>
/// <param name="Value">The index; 0 is unchanged, infinite where nobody was counted then, NaN where nobody is counted now.</param>
/// <param name="ByLuck">
/// What it stays below in 99 of 100 cases where nothing has changed: times 1 / (1 / then + 1 / now) it is chi-square distributed with one degree
/// less than there are tenths (Yurdakul 2018, "Statistical Properties of Population Stability Index", Western Michigan University). Some
/// hundred customers reach 0.25 by luck.
/// </param>
public sealed record StabilityIndex(string Name, double Value, double ByLuck)
{
    /// <summary>From here on the population is watched.</summary>
    public const double Watched = 0.1;

    /// <summary>From here on the model is for other customers than there are.</summary>
    public const double Alarming = 0.25;

    // Tenths, what is beyond all that was seen then, and what is not known.
    private const int Unknown = 11;
    private const int Classes = Unknown + 1;
    private const double Level = 0.99;

    // Half a customer in each class keeps the logarithm finite.
    private const double Half = 0.5;

    /// <summary>How far it has shifted: by the size of the index where it is more than luck.</summary>
    public Stability Stability => !(Value > ByLuck) ? Stability.Stable : Value >= Alarming ? Stability.Alarm : Value >= Watched ? Stability.Watch : Stability.Stable;

    /// <summary>Compares two counts.</summary>
    /// <param name="name">Of what.</param>
    /// <param name="then">When the model was new.</param>
    /// <param name="now">At the last scoring.</param>
    public static StabilityIndex Of(string name, Histogram then, Histogram now)
    {
        ArgumentNullException.ThrowIfNull(then);
        ArgumentNullException.ThrowIfNull(now);
        if (now.Total == 0)
            return new(name, double.NaN, double.NaN);
        if (then.Total == 0)
            return new(name, double.PositiveInfinity, 0);
        var known = then.Ordered().Where(c => c.Value != PopulationCounts.NotKnown).ToList();
        var beyond = known.Count == 0 ? double.NegativeInfinity : known[^1].Value + 1.0;
        var cuts = new QuantileCuts([.. Tenths(known).Cuts.Select(c => Math.Min(c, beyond)), beyond]);
        var (before, after) = (Counts(then, cuts), Counts(now, cuts));
        var used = Enumerable.Range(0, Classes).Where(c => before[c] + after[c] > 0).ToList();
        var index = used.Sum(c =>
        {
            var (a, b) = ((after[c] + Half) / (now.Total + (Half * used.Count)), (before[c] + Half) / (then.Total + (Half * used.Count)));
            return (a - b) * Math.Log(a / b);
        });
        var luck = used.Count == 1 ? 0 : ChiSquared.InvCDF(used.Count - 1, Level) * ((1.0 / then.Total) + (1.0 / now.Total));
        return new(name, index, luck);
    }

    private static QuantileCuts Tenths(IEnumerable<(int Value, long Count)> known)
    {
        var counts = new Histogram();
        foreach (var (value, count) in known)
            counts.Add(value, count);
        return QuantileCuts.Of(counts, v => v, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9);
    }

    private static long[] Counts(Histogram counts, QuantileCuts cuts)
    {
        var classes = new long[Classes];
        foreach (var (value, count) in counts.Ordered())
            classes[value == PopulationCounts.NotKnown ? Unknown : cuts.ClassOf(value, Unknown)] += count;
        return classes;
    }
}

/// <summary>How far a population has shifted.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Stability>))]
public enum Stability
{
    /// <summary>Not to speak of.</summary>
    [JsonStringEnumMemberName("stable")] Stable,

    /// <summary>From <see cref="StabilityIndex.Watched"/> on.</summary>
    [JsonStringEnumMemberName("watch")] Watch,

    /// <summary>From <see cref="StabilityIndex.Alarming"/> on: a fit is due.</summary>
    [JsonStringEnumMemberName("alarm")] Alarm,
}
