using Recall.Core.Scoring.Backtesting;
using Recall.Core.Scoring.Buying;
using Recall.Core.Scoring.Churn;

namespace Recall.Core.Tests.Scoring.Backtesting;

/// <summary>A shop fitted to what was known at a cut-off, as <see cref="StandardContest"/> does it, and who bought in the days after it.</summary>
/// <param name="Known">Customers who had bought.</param>
/// <param name="Card">The scorecard.</param>
/// <param name="Predictor">The model of repeat buying that was chosen.</param>
/// <param name="Alive">The one that states P(alive).</param>
/// <param name="Bought">Whether each of <paramref name="Known"/> bought.</param>
internal sealed record PastFit(IReadOnlyList<CustomerDay> Known, ChurnScorecard Card, IBuyingModel Predictor, IBuyingModel Alive, IReadOnlyList<bool> Bought)
{
    public static PastFit Of(IReadOnlyList<CustomerPast> pasts, DateOnly cutOff, int days)
    {
        var utc = TimeZoneInfo.Utc;
        var customers = pasts.SelectMany(p => PastRows.Profiles(p.Customer, p.Events, [cutOff], utc).Select(k => (p.Events, k.Day))).ToList();
        var statistics = References.Gather(customers.Select(c => c.Day.Profile), cutOff);
        var plan = TrainingPlan.Of(statistics.FirstDay!.Value, cutOff, days);
        var share = TrainingSample.Share(statistics.Buyers, plan);
        var fits = BuyingFits.Of(statistics.Histories.Histories());
        var choice = BuyingChoice.Of(fits, statistics.HeldOut);
        var predictor = fits.Find(choice.Predictor!.Value)!;
        var card = ScorecardFit.Of(
            pasts.Where(p => TrainingSample.IsDrawn(p.Customer, share)).SelectMany(p => PastRows.Of(p.Customer, p.Events, plan, utc)), plan, predictor);
        return new(
            customers.ConvertAll(c => c.Day), card, predictor, fits.Find(choice.Alive!.Value)!,
            customers.ConvertAll(c => PastRows.NextAfter(c.Events, cutOff, cutOff.AddDays(days), utc) > 0));
    }

    /// <summary>Of one of <see cref="Known"/>.</summary>
    public double PAlive(CustomerDay customer)
    {
        var bought = customer.Profile.Purchases;
        return Alive.PAlive(new(
            bought.Days - 1, (bought.LastDay.DayNumber - bought.FirstDay.DayNumber) / PurchaseHistory.DaysPerWeek, customer.Tenure / PurchaseHistory.DaysPerWeek));
    }
}
