using Recall.Core.Customers;
using Recall.Core.Measurement;
using Recall.Core.Scoring.Churn;
using Recall.Core.Scoring.Fitting;

namespace Recall.Core.Scoring.Backtesting;

/// <summary>Plays the past again: at each cut-off models say who will buy, from what was known then, and what followed says who was right.</summary>
public static class Backtest
{
    private const int Tenths = 10;

    /// <summary>Shortest history before a cut-off, days; in less nobody can have come back.</summary>
    public const int LeastKnownDays = 28;

    /// <summary>
    /// Up to <paramref name="count"/> cut-offs whose horizons end within the history and do not overlap, ascending; none where the history
    /// is too short for one.
    /// </summary>
    public static IReadOnlyList<DateOnly> CutOffs(IReadOnlyList<CustomerPast> pasts, int horizonDays, int count, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(pasts);
        var days = pasts.SelectMany(p => p.Events).OfType<OrderPlaced>().Select(o => Messaging.LocalTime.Day(o.At, zone)).DefaultIfEmpty().ToList();
        var (first, last) = (days.Min(), days.Max());
        return
        [
            .. Enumerable.Range(1, count)
                .Select(i => last.DayNumber - (i * horizonDays))
                .TakeWhile(day => day >= first.DayNumber + LeastKnownDays)
                .Select(DateOnly.FromDayNumber)
                .Reverse(),
        ];
    }

    /// <summary>Runs a contest.</summary>
    /// <param name="pasts">As <see cref="CustomerPast.Of"/>.</param>
    /// <param name="cutOffs">Ascending.</param>
    /// <param name="horizonDays">Days after each cut-off to compare with.</param>
    /// <param name="zone">The shop's.</param>
    /// <param name="contest">The models.</param>
    /// <param name="progress">From 0 to 1.</param>
    /// <param name="cancellationToken">Stops it between cut-offs.</param>
    public static BacktestReport Run(
        IReadOnlyList<CustomerPast> pasts, IReadOnlyList<DateOnly> cutOffs, int horizonDays, TimeZoneInfo zone, Contest contest,
        IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cutOffs);
        ArgumentNullException.ThrowIfNull(contest);
        var results = new List<CutOffResult>();
        var leaks = new List<Leak>();
        foreach (var day in cutOffs)
        {
            cancellationToken.ThrowIfCancellationRequested();
            leaks.AddRange(LeakCheck.Of(pasts, day, zone, contest));
            progress?.Report((results.Count + 0.5) / cutOffs.Count);
            results.Add(Compare(contest(pasts, day), Follow(pasts, day, horizonDays, zone), day));
            progress?.Report((double)results.Count / cutOffs.Count);
        }

        return new(horizonDays, results, leaks);
    }

    /// <summary>What every customer paid in the horizon, and whether they bought.</summary>
    private static List<(CustomerKey Customer, bool Bought, decimal Paid)> Follow(
        IReadOnlyList<CustomerPast> pasts, DateOnly day, int horizonDays, TimeZoneInfo zone)
    {
        var (start, end) = (PastRows.EndOf(day, zone), PastRows.EndOf(day.AddDays(horizonDays), zone));
        return
        [
            .. from past in pasts
               let orders = past.Events.OfType<OrderPlaced>().Where(o => o.At < end).ToList()
               where orders.Exists(o => o.At < start)
               let ahead = orders.Where(o => o.At >= start).ToList()
               select (past.Customer, ahead.Count > 0, ahead.Sum(o => o.Total)),
        ];
    }

    private static CutOffResult Compare(
        IReadOnlyList<ModelScores> models, List<(CustomerKey Customer, bool Bought, decimal Paid)> followed, DateOnly day) => new(
        day, followed.Count, followed.Count(f => f.Bought), followed.Sum(f => f.Paid), [.. models.Select(m => Result(m, followed))]);

    private static ModelResult Result(ModelScores model, List<(CustomerKey Customer, bool Bought, decimal Paid)> followed)
    {
        var scores = followed.ConvertAll(f => model.Scores[f.Customer]);
        var bought = followed.ConvertAll(f => f.Bought);
        var best = Ranking.Ascending(scores);
        Array.Reverse(best);
        var share = (double)bought.Count(b => b) / Math.Max(1, bought.Count);
        Decile[] deciles =
        [
            .. Enumerable.Range(0, Tenths)
                .Select(d => best[(int)((long)best.Length * d / Tenths)..(int)((long)best.Length * (d + 1) / Tenths)])
                .Where(tenth => tenth.Length > 0)
                .Select(tenth => Tenth(model, tenth, scores, bought, share)),
        ];
        var revenue = followed.Sum(f => f.Paid);
        var top = best.Take(best.Length / 5).Sum(i => followed[i].Paid);
        return new(
            model.Model,
            Ranking.Auc(scores, bought),
            model.IsProbability ? Enumerable.Range(0, scores.Count).Average(i => Square(scores[i] - (bought[i] ? 1 : 0))) : double.NaN,
            model.IsProbability ? Enumerable.Range(0, scores.Count).Average(i => Logit.Loss(Logit.Of(scores[i]), bought[i])) : double.NaN,
            model.IsProbability ? deciles.Sum(d => d.Customers * Math.Abs(d.Predicted - d.Observed.Estimate)) / scores.Count : double.NaN,
            revenue > 0 ? (double)(top / revenue) : double.NaN,
            deciles,
            model.Leads);
    }

    private static Decile Tenth(ModelScores model, int[] tenth, List<double> scores, List<bool> bought, double share)
    {
        var observed = Interval.OfShare(tenth.Count(i => bought[i]), tenth.Length);
        return new(tenth.Length, model.IsProbability ? tenth.Average(i => scores[i]) : double.NaN, observed, observed.Estimate / share);
    }

    private static double Square(double x) => x * x;
}
