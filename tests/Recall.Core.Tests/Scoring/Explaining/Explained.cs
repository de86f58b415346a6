using Recall.Core.Customers;
using Recall.Core.Scoring;
using Recall.Core.Scoring.Explaining;
using Recall.Core.Scoring.Rhythm;

namespace Recall.Core.Tests.Scoring.Explaining;

/// <summary>A shop whose models are known, a regular of it, and what is said of somebody.</summary>
internal static class Explained
{
    public static readonly ShopModel Model = Models.Known with
    {
        Rhythm = Models.Known.Rhythm with
        {
            Categories = new Dictionary<string, CategoryRhythm>(StringComparer.Ordinal) { ["tea"] = new(40, 20, 55) },
        },
    };

    public static readonly Profile Regular = Customer.Of(
    [
        .. Enumerable.Range(0, 8).Select(i => Customer.Order(21 * i, 101.55m)),
    ]);

    public static Dictionary<string, Reason> Explain(Profile profile, int today, string locale, ShopModel? model = null)
    {
        model ??= Model;
        var score = new Scorer(model).Score(profile, Customer.Day(today), TimeZoneInfo.Utc);
        return ScoreExplanation.Of(profile, score, model, Customer.Day(today), "USD", locale)
            .ToDictionary(r => r.Indicator, StringComparer.Ordinal);
    }
}
