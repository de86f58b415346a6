using Recall.Core.Scoring.Backtesting;
using Recall.Core.Scoring.Churn;

namespace Recall.Core.Tests.Scoring.Churn;

/// <summary>Rows, cards and customers of a <see cref="PastShop"/> at the end of one of its days, for a horizon of 90 days.</summary>
internal static class PastCards
{
    public static ChurnScorecard Card(IReadOnlyList<CustomerPast> shop, int day)
    {
        var (rows, plan) = Rows(shop, day);
        return ScorecardFit.Of(rows, plan);
    }

    public static (List<PastRow> Rows, TrainingPlan Plan) Rows(IReadOnlyList<CustomerPast> shop, int day)
    {
        var plan = TrainingPlan.Of(PastShop.First, PastShop.First.AddDays(day), 90);
        return ([.. shop.SelectMany(p => PastRows.Of(p.Customer, p.Events, plan, TimeZoneInfo.Utc))], plan);
    }

    public static List<CustomerDay> Known(IReadOnlyList<CustomerPast> shop, int day) =>
        [.. shop.SelectMany(p => PastRows.Profiles(p.Customer, p.Events, [PastShop.First.AddDays(day)], TimeZoneInfo.Utc)).Select(p => p.Day)];
}
