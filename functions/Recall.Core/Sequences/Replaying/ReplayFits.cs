using Recall.Core.Messaging;
using Recall.Core.Scoring;
using Recall.Core.Scoring.Champion;
using Recall.Core.Scoring.Churn;

namespace Recall.Core.Sequences.Replaying;

/// <summary>
/// The models of a replay: fitted at its beginning and again when a fit is due, each time from what is known by then. The scorecard takes most
/// of a large shop's fit's time, so there it is learnt only where a condition asks for something that comes from it.
/// </summary>
internal sealed class ReplayFits(ReplayWorld world)
{
    private const long SmallShop = 2000;

    private static readonly string[] OfScorecard = ["score.churn", "score.tags", "score.touch-margin", "score.touch-margin-low", "score.touch-uplift"];

    private readonly bool _needsScorecard = Fields(world).Any(OfScorecard.Contains);
    private readonly bool _needsTags = Fields(world).Contains("score.tags");
    private ShopModel? _model;
    private Scorer? _scorer;
    private DateOnly _fitted;
    private bool _card;
    private long _buyers;

    /// <summary>Versions, in the order in which they came into force.</summary>
    public List<string> Versions { get; } = [];

    /// <summary>The scorer of a night.</summary>
    public Scorer Of(DateTimeOffset now, IReadOnlyList<ReplayPerson> people)
    {
        var day = LocalTime.Day(now, world.Plan.Zone);
        if (_model is null || day >= _fitted.AddDays(_model.DaysToNextFit(_buyers, _card)))
            Fit(day, now, people);
        _buyers = people.LongCount(p => p.Profile.Purchases.Days > 0);
        return _scorer!;
    }

    private void Fit(DateOnly day, DateTimeOffset now, IReadOnlyList<ReplayPerson> people)
    {
        var statistics = new ShopStatistics(day) { Terms = world.Plan.Terms };
        foreach (var person in people.Where(p => p.Profile.Events > 0))
            statistics.Add(person.Profile, world.Plan.Zone);
        var plan = TrainingPlan.Of(statistics);
        _card = _needsScorecard || statistics.Buyers <= SmallShop;
        var fit = ShopFit.Of(_model, statistics, plan is null || !_card ? [] : Rows(plan, statistics.Buyers, people), now);
        if (_model?.Version != fit.Model.Version)
        {
            Versions.Add(fit.Model.Version);
            _scorer = new(fit.Model, _needsTags ? world.Plan.Tags : null);
        }

        _model = fit.Model;
        world.MeanOrder = fit.Model.MeanOrder;
        _fitted = day;
    }

    private List<PastRow> Rows(TrainingPlan plan, long buyers, IReadOnlyList<ReplayPerson> people)
    {
        var share = TrainingSample.Share(buyers, plan);
        return
        [
            .. people.AsParallel().AsOrdered()
                .Where(p => TrainingSample.IsDrawn(p.Customer, share))
                .SelectMany(p => PastRows.Of(p.Customer, p.Known, plan, world.Plan.Zone)),
        ];
    }

    private static HashSet<string> Fields(ReplayWorld world) =>
    [
        .. world.Sequences.SelectMany(s => world.Tree(s.Name).Steps.OfType<BranchStep>()
            .SelectMany(b => b.Cases).Select(c => c.When).Prepend(s.Audience)).SelectMany(Fields),
    ];

    private static IEnumerable<string> Fields(Condition condition) => condition switch
    {
        Condition.All all => all.Of.SelectMany(Fields),
        Condition.Any any => any.Of.SelectMany(Fields),
        Condition.Not not => Fields(not.Of),
        Condition.Compare compare => [compare.Field],
        _ => [],
    };
}
