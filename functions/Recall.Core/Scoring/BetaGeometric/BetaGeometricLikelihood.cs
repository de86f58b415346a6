using System.Runtime.Intrinsics;
using Recall.Core.Scoring.Buying;
using Recall.Core.Scoring.Fitting;
using Recall.Core.Scoring.Numerics;

namespace Recall.Core.Scoring.BetaGeometric;

/// <summary>
/// The log-likelihood that BG/NBD and MBG/NBD share. Of a history it is
/// ln (r)_x - x ln alpha - (r+x) m(T) + ln (b)_n/(a+b)_n + ln(1 + e^d) with m(t) = ln(1 + t/alpha), n the chances to leave there were, and
/// d = ln a/(b+n-1) + (r+x) (m(T) - m(t_x)) the log-odds of having left at the last of them. All but the last term is summed by x or by T;
/// the last takes an exponential and a logarithm per distinct history, eight at a time.
/// </summary>
public abstract class BetaGeometricLikelihood : ILikelihood
{
    private readonly HistoryGroups _histories;
    private readonly int _chancesAtFirst;

    // m(t) and -dm/dalpha = t/(alpha (alpha+t)) by time, for the evaluation at hand.
    private readonly double[] _logs;
    private readonly double[] _slopes;

    private protected BetaGeometricLikelihood(IReadOnlyCollection<(PurchaseHistory History, long Count)> histories, int chancesAtFirst)
    {
        _histories = new(histories);
        _chancesAtFirst = chancesAtFirst;
        (_logs, _slopes) = (new double[_histories.Times.Length], new double[_histories.Times.Length]);
    }

    /// <inheritdoc/>
    public long Customers => _histories.Customers;

    /// <summary>
    /// Where to look for the optimum, in the same order: all share the observed mean rate r/alpha and differ in how uneven customers are and
    /// how fast they leave.
    /// </summary>
    internal double[][] Starts()
    {
        var weeks = _histories.WeeksPerRepeat;
        return [[0.25, 0.25 * weeks, 0.8, 2.5], [1.0, 1.0 * weeks, 0.1, 2.0], [3.0, 3.0 * weeks, 2.0, 2.0]];
    }

    /// <inheritdoc/>
    /// <remarks>In the order r, alpha, a, b.</remarks>
    public double Evaluate(ReadOnlySpan<double> parameters, Span<double> gradient)
    {
        var (r, alpha, a, b) = (parameters[0], parameters[1], parameters[2], parameters[3]);
        var sum = -_histories.Repeats * Math.Log(alpha);
        var (dr, dAlpha, da, db) = (0.0, -_histories.Repeats / alpha, 0.0, 0.0);
        for (var t = 0; t < _logs.Length; t++)
        {
            var time = _histories.Times[t];
            _logs[t] = Precise.Log1p(time / alpha);
            _slopes[t] = time / (alpha * (alpha + time));
            var exponent = (r * _histories.PeopleByAge[t]) + _histories.RepeatsByAge[t];
            sum -= exponent * _logs[t];
            dr -= _histories.PeopleByAge[t] * _logs[t];
            dAlpha += exponent * _slopes[t];
        }

        RisingSums bought = new(r), stayed = new(b), tried = new(a + b);
        foreach (var (x, start, end) in _histories.Groups)
        {
            var chances = x + _chancesAtFirst;
            bought.Reach(x);
            stayed.Reach(chances);
            tried.Reach(chances);
            var gone = chances == 0 ? default : Gone(start, end, r + x, Math.Log(a / (b + chances - 1)));
            var people = chances == 0 ? People(start, end) : gone.People;
            sum += (people * (bought.Log + stayed.Log - tried.Log)) + gone.Log;
            dr += (people * bought.Slope) + gone.Rate;
            dAlpha += (r + x) * gone.Scale;
            da += (gone.Share / a) - (people * tried.Slope);
            db += (people * (stayed.Slope - tried.Slope)) - (chances == 0 ? 0 : gone.Share / (b + chances - 1));
        }

        (gradient[0], gradient[1], gradient[2], gradient[3]) = (dr, dAlpha, da, db);
        return sum;
    }

    private double People(int start, int end)
    {
        var people = 0.0;
        for (var i = start; i < end; i++)
            people += _histories.Count[i];
        return people;
    }

    /// <summary>Sums over a group of ln(1 + e^d), of the probability of having left, and of what its slopes are made of.</summary>
    private (double People, double Log, double Share, double Rate, double Scale) Gone(int start, int end, double exponent, double odds)
    {
        var (recency, age, counts) = (_histories.Recency, _histories.Age, _histories.Count);
        var (people, log, share, rate, scale) = (
            Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
        var (exponents, base0) = (Vector512.Create(exponent), Vector512.Create(odds));
        for (var i = start; i < end; i += Lanes.Count)
        {
            var count = Lanes.Load(counts, i);
            var silence = Lanes.Gather(_logs, age, i) - Lanes.Gather(_logs, recency, i);
            var d = (exponents * silence) + base0;
            var e = Vector512.Exp(-Vector512.Abs(d));
            var one = e + Vector512<double>.One;
            var left = count * Vector512.ConditionalSelect(
                Vector512.GreaterThan(d, Vector512<double>.Zero), Vector512<double>.One, e) / one;
            people += count;
            log += count * (Vector512.Max(d, Vector512<double>.Zero) + Vector512.Log(one));
            share += left;
            rate += left * silence;
            scale += left * (Lanes.Gather(_slopes, recency, i) - Lanes.Gather(_slopes, age, i));
        }

        return (Vector512.Sum(people), Vector512.Sum(log), Vector512.Sum(share), Vector512.Sum(rate), Vector512.Sum(scale));
    }
}
