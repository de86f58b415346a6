using Recall.Core.Scoring.Buying;
using Recall.Core.Scoring.Fitting;
using Recall.Core.Scoring.Numerics;

namespace Recall.Core.Scoring.ParetoNbd;

/// <summary>
/// The log-likelihood of Pareto/NBD on counted histories, in the form of <see cref="LeavesFirst"/>: the integrals depend on x and one time,
/// so each is taken once per pair of them that occurs, not once per history. Not thread-safe.
/// </summary>
public sealed partial class ParetoNbdLikelihood : ILikelihood
{
    private readonly HistoryGroups _histories;
    private readonly LeavingRule _rule = new();
    private readonly TimeTerms[] _times;
    private readonly int[] _mark;

    /// <summary>Of histories and how many customers have each.</summary>
    public ParetoNbdLikelihood(IReadOnlyCollection<(PurchaseHistory History, long Count)> histories)
    {
        _histories = new(histories);
        _times = new TimeTerms[_histories.Times.Length];
        _mark = new int[_times.Length];
    }

    /// <inheritdoc/>
    public long Customers => _histories.Customers;

    /// <summary>The log-likelihood of one history.</summary>
    public static double Of(ParetoNbdParameters p, PurchaseHistory history)
    {
        ArgumentNullException.ThrowIfNull(p);
        var x = history.Repeats;
        return Rising.Log(p.R, x) - (x * Math.Log(p.Alpha)) + ParetoNbdModel.Branches(p, history).Total;
    }

    /// <summary>
    /// Where to look for the optimum, in the order of the parameters: all share the observed mean rate r/alpha and differ in how uneven
    /// customers are and how fast they leave.
    /// </summary>
    internal double[][] Starts()
    {
        var (weeks, age) = (_histories.WeeksPerRepeat, 1 + (_histories.WeeksPerRepeat * _histories.Repeats / Customers));
        return [[0.5, 0.5 * weeks, 0.5, 0.3 * age], [1.0, 1.0 * weeks, 1.0, 3 * age], [3.0, 3.0 * weeks, 0.2, 0.1 * age]];
    }

    /// <inheritdoc/>
    /// <remarks>In the order of <see cref="ParetoNbdParameters"/>.</remarks>
    public double Evaluate(ReadOnlySpan<double> parameters, Span<double> gradient)
    {
        var (r, alpha, s, beta) = (parameters[0], parameters[1], parameters[2], parameters[3]);
        for (var t = 0; t < _times.Length; t++)
            _times[t] = TimeTerms.Of(_histories.Times[t], alpha, beta);
        Array.Clear(_mark);
        gradient.Clear();
        gradient[1] = -_histories.Repeats / alpha;
        var sum = -_histories.Repeats * Math.Log(alpha);
        var bought = new RisingSums(r);
        for (var g = 0; g < _histories.Groups.Length; g++)
        {
            var group = _histories.Groups[g];
            var k = r + group.Repeats;
            bought.Reach(group.Repeats);
            Prepare(group, g + 1, k, s);
            sum += group.People * bought.Log;
            gradient[0] += group.People * bought.Slope;
            for (var block = group.Block; block < group.EndBlock; block++)
                sum += Histories(_histories.Blocks[block]);
            AddSlopes(g + 1, k, s, alpha, beta, gradient);
        }

        return sum;
    }

    /// <summary>Works out, for a group, what depends on its x and one time; marks the times that occur in it.</summary>
    private void Prepare(HistoryGroup group, int mark, double k, double s)
    {
        _rule.Set(k, s);
        var (start, end) = (_histories.Blocks[group.Block].Start, _histories.Blocks[group.EndBlock - 1].End);
        for (var i = start; i < end; i++)
        {
            Prepare(_histories.Recency[i], mark, k, s);
            Prepare(_histories.Age[i], mark, k, s);
        }
    }

    private void Prepare(int time, int mark, double k, double s)
    {
        if (_mark[time] == mark)
            return;
        _mark[time] = mark;
        ref var t = ref _times[time];
        t.Lived = -(k * t.LogAlpha) - (s * t.LogBeta);
        t.G = _rule.Slopes(t.Ratio);
        (t.AsLast, t.AsNow, t.Weight) = (0, 0, 0);
    }

    private double Histories(HistoryBlock block)
    {
        var (count, log) = (block.Count, 0.0);
        for (var i = block.Start; i < block.End; i++)
        {
            ref var last = ref _times[_histories.Recency[i]];
            ref var now = ref _times[_histories.Age[i]];
            var since = Math.Exp(now.Lived - last.Lived);
            var buys = (1 - now.G.Value) * since;
            var total = buys + last.G.Value;
            log += count * (last.Lived + Math.Log(total));
            var share = count / total;
            last.AsLast += share;
            now.AsNow += share * since;
            now.Weight += share * buys;
            last.Weight += count - (share * buys);
        }

        return log;
    }

    // What histories left at each time, times the slopes there: of A(t) by its weight, of g(t) as t_x less as T.
    private void AddSlopes(int mark, double k, double s, double alpha, double beta, Span<double> gradient)
    {
        for (var i = 0; i < _times.Length; i++)
        {
            if (_mark[i] != mark)
                continue;
            ref var t = ref _times[i];
            var (time, g) = (_histories.Times[i], t.AsLast - t.AsNow);
            gradient[0] += (g * t.G.K) - (t.Weight * t.LogAlpha);
            gradient[1] += (g * t.G.LogRatio / (alpha + time)) + (t.Weight * k * time / (alpha * (alpha + time)));
            gradient[2] += (g * t.G.S) - (t.Weight * t.LogBeta);
            gradient[3] += (t.Weight * s * time / (beta * (beta + time))) - (g * t.G.LogRatio / (beta + time));
        }
    }
}
