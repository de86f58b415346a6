using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Recall.Core.Scoring.Buying;
using Recall.Core.Scoring.Fitting;
using Recall.Core.Scoring.Numerics;

namespace Recall.Core.Scoring.BetaGeometric;

/// <summary>
/// The log-likelihood that BG/NBD and MBG/NBD share. Of a history it is
/// ln (r)_x - x ln alpha - (r+x) m(T) + ln (b)_n/(a+b)_n + ln(1 + e^d) with m(t) = ln(1 + t/alpha), n the chances to leave there were, and
/// d = ln a/(b+n-1) + (r+x) (m(T) - m(t_x)) the log-odds of having left at the last of them. All but the last term is summed by x or by T.
/// The last takes an exponential per distinct history, eight at a time; its logarithms are taken of products of many.
/// </summary>
public abstract partial class BetaGeometricLikelihood : ILikelihood
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
        var room = Lanes.Padded(_histories.Times.Length);
        (_logs, _slopes) = (new double[room], new double[room]);
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
        SetTimes(alpha);
        for (var t = 0; t < _histories.Times.Length; t++)
        {
            var exponent = (r * _histories.PeopleByAge[t]) + _histories.RepeatsByAge[t];
            sum -= exponent * _logs[t];
            dr -= _histories.PeopleByAge[t] * _logs[t];
            dAlpha += exponent * _slopes[t];
        }

        RisingSums bought = new(r), stayed = new(b), tried = new(a + b);
        foreach (var group in _histories.Groups)
        {
            var (x, people) = (group.Repeats, group.People);
            var chances = x + _chancesAtFirst;
            bought.Reach(x);
            stayed.Reach(chances);
            tried.Reach(chances);
            sum += people * (bought.Log + stayed.Log - tried.Log);
            dr += people * bought.Slope;
            da -= people * tried.Slope;
            db += people * (stayed.Slope - tried.Slope);
            if (chances == 0)
                continue;
            var odds = Math.Log(a / (b + chances - 1));
            for (var block = group.Block; block < group.EndBlock; block++)
            {
                var gone = Gone(_histories.Blocks[block], r + x, odds);
                var count = _histories.Blocks[block].Count;
                sum += count * gone.Log;
                dr += count * gone.Rate;
                dAlpha += count * (r + x) * gone.Scale;
                da += count * gone.Share / a;
                db -= count * gone.Share / (b + chances - 1);
            }
        }

        (gradient[0], gradient[1], gradient[2], gradient[3]) = (dr, dAlpha, da, db);
        return sum;
    }

    private void SetTimes(double alpha)
    {
        var (alphas, times) = (Vector512.Create(alpha), _histories.Times);
        for (var t = 0; t < times.Length; t += Lanes.Count)
        {
            var time = Lanes.LoadPart(times, t);
            Lanes.Log1p(time / alphas).CopyTo(_logs, t);
            (time / (alphas * (alphas + time))).CopyTo(_slopes, t);
        }
    }

    /// <summary>Sums over a block of ln(1 + e^d), of the probability of having left, and of what its slopes are made of.</summary>
    private (double Log, double Share, double Rate, double Scale) Gone(HistoryBlock block, double exponent, double odds)
    {
        var sums = new Sums(Vector512.Create(exponent), Vector512.Create(odds));
        var whole = block.Start + ((block.End - block.Start) & -Lanes.Count);
        for (var from = block.Start; from < whole; from += Sums.MostFactors * Lanes.Count)
        {
            var to = Math.Min(whole, from + (Sums.MostFactors * Lanes.Count));
            for (var i = from; i < to; i += Lanes.Count)
                sums.Add(Silence(i), Scale(i), Vector512<double>.AllBitsSet);
            sums.Flush();
        }

        if (whole < block.End)
        {
            sums.Add(Silence(whole), Scale(whole), Lanes.First(block.End - whole));
            sums.Flush();
        }

        return (Vector512.Sum(sums.Log), Vector512.Sum(sums.Share), Vector512.Sum(sums.Rate), Vector512.Sum(sums.Scale));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<double> Silence(int at) => Lanes.Gather(_logs, _histories.Age, at) - Lanes.Gather(_logs, _histories.Recency, at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<double> Scale(int at) => Lanes.Gather(_slopes, _histories.Recency, at) - Lanes.Gather(_slopes, _histories.Age, at);
}
