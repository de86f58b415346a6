using Recall.App.Scoring;
using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Scoring;
using Recall.Core.Scoring.Explaining;
using Recall.Core.Sequences;

namespace Recall.App.Reports;

/// <summary>A report while it is added up.</summary>
internal sealed class ReportSum(DateTimeOffset at, string currency)
{
    private static readonly LifecycleStage[] Gone = [LifecycleStage.Dormant, LifecycleStage.Lost];

    /// <summary>Visits without an order are none: who still looks around is likelier to buy, and the scorecard says so.</summary>
    private static readonly HashSet<string> Marks = new(StringComparer.Ordinal)
    {
        Indicators.OpenComplaints, Indicators.LowRating, Indicators.Refunds, Indicators.LateDeliveries, Indicators.PaymentFailures,
        Indicators.Unanswered, Indicators.DiscountDependence,
    };

    private readonly Tally _stages = new();
    private readonly Tally _tiers = new();
    private readonly Tally _because = new();
    private readonly SortedDictionary<string, SequenceTally> _sequences = new(StringComparer.Ordinal);
    private int _customers;
    private int _withoutConsent;
    private int _scored;
    private int _lapsed;
    private decimal _lapsedSpent;

    public DateTimeOffset At { get; } = at;

    public Dictionary<string, ShopModel?> Models { get; } = new(StringComparer.Ordinal);

    public SequenceTally Of(string sequence) =>
        _sequences.TryGetValue(sequence, out var tally) ? tally : _sequences[sequence] = new(sequence);

    public void Add(Profile profile)
    {
        _customers++;
        _withoutConsent += Channels.Allowed(profile).Count > 0 ? 0 : 1;
    }

    /// <param name="profile">Of the customer.</param>
    /// <param name="score">Theirs.</param>
    /// <param name="model">That made it; null where it is gone.</param>
    public void Add(Profile profile, Score score, ShopModel? model)
    {
        _scored++;
        _stages.Add(Kebab.Of(score.Stage));
        if (score.Stage != LifecycleStage.Seed)
            _tiers.Add(Kebab.Of(score.Tier));
        if (!Gone.Contains(score.Stage))
            return;
        _lapsed++;
        _lapsedSpent += profile.Purchases.Spent - profile.Refunds.Amount;
        if (model is null)
            _because.Add(Reports.Report.ScoredByOlderModel);
        else
        {
            foreach (var reason in ScoreExplanation.Of(profile, score, model, score.At, currency).Where(r => Marks.Contains(r.Indicator)))
                _because.Add(reason.Indicator);
        }
    }

    public Report Report(int givenUp, int deadLetters, ModelState? model) => new()
    {
        Model = model,
        At = At,
        Currency = currency,
        Customers = _customers,
        Stages = Stages(),
        Tiers = _tiers.Sorted,
        Lapsed = _lapsed,
        LapsedSpent = _lapsedSpent,
        LapsedBecause = _because.Sorted,
        WithoutConsent = _withoutConsent,
        GivenUp = givenUp,
        DeadLetters = deadLetters,
        Sequences = [.. _sequences.Values.Select(s => s.Report())],
    };

    private Dictionary<string, int> Stages()
    {
        var stages = new Dictionary<string, int>(_stages.Sorted, StringComparer.Ordinal);
        if (_customers > _scored)
            stages[Reports.Report.NotScoredYet] = _customers - _scored;
        return stages;
    }
}
