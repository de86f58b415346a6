using Recall.App.Customers;
using Recall.App.Delivery;
using Recall.App.Enrolment;
using Recall.App.Handoffs;
using Recall.App.Ledger;
using Recall.App.Scoring;
using Recall.App.Work;
using Recall.Core;
using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Scoring;
using Recall.Core.Scoring.Explaining;
using Recall.Core.Sequences;

namespace Recall.App.Reports;

/// <summary>Reads every bucket once and adds up.</summary>
public sealed class BuildReport(
    CustomerStore customers, ModelStore models, DescribeModel describe, HandoffStore handoffs, MeasureEnrolment measure, GivenUpWork work, MoneyBudgets money, AppServices app)
{
    /// <summary>The report as of now.</summary>
    public async Task<Report> HandleAsync(CancellationToken cancellationToken = default)
    {
        var sum = new ReportSum(app.Clock.GetUtcNow(), app.Shop.Currency);
        for (var bucket = 0; bucket < customers.Buckets; bucket++)
            await AddBucketAsync(sum, bucket, cancellationToken);
        foreach (var handoff in await handoffs.AllAsync(cancellationToken))
            sum.Of(handoff.Enrolment.Sequence).Add(handoff);
        return sum.Report(await work.CountAsync(cancellationToken), await describe.HandleAsync(cancellationToken)) with
        {
            Money = await money.UseAsync(sum.At, cancellationToken),
        };
    }

    private async Task AddBucketAsync(ReportSum sum, int bucket, CancellationToken cancellationToken)
    {
        var profiles = new Dictionary<CustomerKey, Profile>();
        await foreach (var row in customers.CustomersAsync(bucket, cancellationToken))
        {
            var profile = CustomerRow.Read(row).Profile;
            profiles[profile.Customer] = profile;
            sum.Add(profile);
        }

        await foreach (var row in customers.RowsAsync('s', bucket, cancellationToken))
        {
            var score = StoredJson.Read<Score>(row.Get<byte[]>(ScoreCustomers.ScoreProperty));
            if (profiles.TryGetValue(score.Customer, out var profile))
                sum.Add(profile, score, await ModelAsync(sum.Models, score.Model, cancellationToken));
        }

        var draws = new List<LedgerEntry>();
        await foreach (var row in customers.RowsAsync('l', bucket, cancellationToken))
        {
            var entry = LedgerEntry.Read(CustomerKeys.CustomerOf(row.RowKey), row);
            if (entry.Sequence.Length > 0)
                sum.Of(entry.Sequence).Add(entry);
            if (entry.Kind == LedgerKind.Variant)
                draws.Add(entry);
        }

        var drawn = draws.ToLookup(d => d.Enrolment, StringComparer.Ordinal);
        var touches = (await customers.RowsAsync('t', bucket, cancellationToken).Select(TouchRow.Read).ToListAsync(cancellationToken))
            .ToLookup(t => t.Enrolment.ToString(), StringComparer.Ordinal);
        var passes = await Passes.OfAsync(customers, bucket, cancellationToken);
        foreach (var enrolment in passes.Enrolments)
        {
            var own = touches[enrolment.Id.ToString()].ToList();
            var tally = sum.Of(enrolment.Id.Sequence);
            var result = enrolment.ObservedUntil <= sum.At ? await measure.HandleAsync(enrolment, passes.Number(enrolment.Id), own, cancellationToken) : null;
            tally.Add(enrolment, result);
            own.ForEach(tally.Add);
            foreach (var draw in drawn[enrolment.Id.ToString()])
                tally.Add(draw, own, result);
            await CouponsAsync(tally, enrolment, cancellationToken);
        }
    }

    /// <summary>The model of a version, read once; null where it is not kept any more. Scores are of one version or two.</summary>
    private async Task<ShopModel?> ModelAsync(Dictionary<string, ShopModel?> known, string version, CancellationToken cancellationToken)
    {
        if (!known.TryGetValue(version, out var model))
            known[version] = model = await models.FindAsync(version, cancellationToken);
        return model;
    }

    private async Task CouponsAsync(SequenceTally tally, EnrolmentRow enrolment, CancellationToken cancellationToken)
    {
        var codes = await customers.CouponsAsync(enrolment.Id, cancellationToken).ToListAsync(cancellationToken);
        if (codes.Count == 0)
            return;
        var used = await customers.EventsAsync(enrolment.Id.Customer, enrolment.StartedAt, cancellationToken)
            .OfType<OrderPlaced>().Select(o => o.Coupon).Where(c => c is not null).ToHashSetAsync(cancellationToken: cancellationToken);
        foreach (var coupon in codes)
            tally.AddCoupon(used.Contains(coupon.Code));
    }

    /// <summary>The sum while it grows.</summary>
    private sealed class ReportSum(DateTimeOffset at, string currency)
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

        public Report Report(int givenUp, ModelState? model) => new()
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
}
