using Recall.App.Customers;
using Recall.App.Delivery;
using Recall.App.Enrolment;
using Recall.App.Handoffs;
using Recall.App.Ingestion.DeadLetters;
using Recall.App.Ledger;
using Recall.App.Scoring;
using Recall.App.Sequences.Versions;
using Recall.App.Work;
using Recall.Core;
using Recall.Core.Customers;
using Recall.Core.Measurement;
using Recall.Core.Scoring;

namespace Recall.App.Reports;

/// <summary>Reads every bucket once and adds up.</summary>
public sealed class BuildReport(
    CustomerStore customers, ModelStore models, DescribeModel describe, HandoffStore handoffs, MeasureEnrolment measure, GivenUpWork work, DeadLetterBox letters, MoneyBudgets money,
    SequencesInForce inForce, AppServices app)
{
    /// <summary>Buckets that are read side by side: one partition gives 2,000 rows a second at most, and what is read of a bucket is held until it is summed.</summary>
    public const int Together = 4;

    /// <summary>Enrolments of a bucket that are measured side by side: of each a few rows are read, one after the other.</summary>
    public const int Parallelism = 16;

    /// <summary>The report as of now. What is read side by side is summed in its order all the same.</summary>
    public async Task<Report> HandleAsync(CancellationToken cancellationToken = default)
    {
        var sum = new ReportSum(app.Clock.GetUtcNow(), app.Shop.Currency);
        foreach (var buckets in Enumerable.Range(0, customers.Buckets).Chunk(Together))
        {
            var facts = new BucketFacts[buckets.Length];
            await Parallel.ForEachAsync(
                Enumerable.Range(0, facts.Length), new ParallelOptions { MaxDegreeOfParallelism = Together, CancellationToken = cancellationToken },
                async (i, cancel) => facts[i] = await GatherAsync(buckets[i], sum.At, cancel));
            foreach (var bucket in facts)
                await AddAsync(sum, bucket, cancellationToken);
        }

        foreach (var handoff in await handoffs.AllAsync(cancellationToken))
            sum.Of(handoff.Enrolment.Sequence).Add(handoff);
        foreach (var sequence in (await inForce.NowAsync(cancellationToken)).Sequences)
        {
            if (await money.UseAsync(sequence.Definition, sum.At, cancellationToken) is { } use)
                sum.Of(sequence.Definition.Name).Money = use;
        }

        return sum.Report(await work.CountAsync(cancellationToken), await letters.CountAsync(int.MaxValue, cancellationToken), await describe.HandleAsync(cancellationToken)) with
        {
            Money = await money.UseAsync(sum.At, cancellationToken),
        };
    }

    private async Task<BucketFacts> GatherAsync(int bucket, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var profiles = await customers.CustomersAsync(bucket, cancellationToken).Select(row => CustomerRow.Read(row).Profile).ToDictionaryAsync(p => p.Customer, cancellationToken: cancellationToken);
        var scores = await customers.RowsAsync('s', bucket, cancellationToken)
            .Select(row => StoredJson.Read<Score>(row.Get<byte[]>(ScoreCustomers.ScoreProperty))).ToListAsync(cancellationToken);
        var ledger = await customers.RowsAsync('l', bucket, cancellationToken)
            .Select(row => LedgerEntry.Read(CustomerKeys.CustomerOf(row.RowKey), row)).Where(e => e.Sequence.Length > 0 || e.Kind == LedgerKind.Variant).ToListAsync(cancellationToken);
        var touches = (await customers.RowsAsync('t', bucket, cancellationToken).Select(TouchRow.Read).ToListAsync(cancellationToken))
            .ToLookup(t => t.Enrolment.ToString(), StringComparer.Ordinal);
        var passes = await Passes.OfAsync(customers, bucket, cancellationToken);
        var enrolments = new EnrolmentFacts[passes.Enrolments.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, enrolments.Length), new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken },
            async (i, cancel) =>
            {
                var (enrolment, own) = (passes.Enrolments[i], touches[passes.Enrolments[i].Id.ToString()].ToList());
                var result = enrolment.ObservedUntil <= at ? await measure.HandleAsync(enrolment, passes.Number(enrolment.Id), own, cancel) : null;
                enrolments[i] = new(enrolment, own, result, await CouponsAsync(enrolment, cancel));
            });
        return new(profiles, scores, ledger, enrolments);
    }

    private async Task AddAsync(ReportSum sum, BucketFacts bucket, CancellationToken cancellationToken)
    {
        foreach (var profile in bucket.Profiles.Values)
            sum.Add(profile);
        foreach (var score in bucket.Scores)
        {
            if (bucket.Profiles.TryGetValue(score.Customer, out var profile))
                sum.Add(profile, score, await ModelAsync(sum.Models, score.Model, cancellationToken));
        }

        foreach (var entry in bucket.Ledger.Where(e => e.Sequence.Length > 0))
            sum.Of(entry.Sequence).Add(entry);
        var drawn = bucket.Ledger.Where(e => e.Kind == LedgerKind.Variant).ToLookup(d => d.Enrolment, StringComparer.Ordinal);
        foreach (var (enrolment, own, result, coupons) in bucket.Enrolments)
        {
            var tally = sum.Of(enrolment.Id.Sequence);
            tally.Add(enrolment, result);
            own.ForEach(tally.Add);
            foreach (var draw in drawn[enrolment.Id.ToString()])
                tally.Add(draw, own, result);
            foreach (var used in coupons)
                tally.AddCoupon(used);
        }
    }

    /// <summary>The model of a version, read once; null where it is not kept any more. Scores are of one version or two.</summary>
    private async Task<ShopModel?> ModelAsync(Dictionary<string, ShopModel?> known, string version, CancellationToken cancellationToken)
    {
        if (!known.TryGetValue(version, out var model))
            known[version] = model = await models.FindAsync(version, cancellationToken);
        return model;
    }

    /// <summary>Of each code that it issued whether it was used.</summary>
    private async Task<IReadOnlyList<bool>> CouponsAsync(EnrolmentRow enrolment, CancellationToken cancellationToken)
    {
        var codes = await customers.CouponsAsync(enrolment.Id, cancellationToken).ToListAsync(cancellationToken);
        if (codes.Count == 0)
            return [];
        var used = await customers.EventsAsync(enrolment.Id.Customer, enrolment.StartedAt, cancellationToken)
            .OfType<OrderPlaced>().Select(o => o.Coupon).Where(c => c is not null).ToHashSetAsync(cancellationToken: cancellationToken);
        return [.. codes.Select(c => used.Contains(c.Code))];
    }

    /// <summary>What a bucket has to say.</summary>
    private sealed record BucketFacts(
        Dictionary<CustomerKey, Profile> Profiles, List<Score> Scores, List<LedgerEntry> Ledger, IReadOnlyList<EnrolmentFacts> Enrolments);

    /// <summary>What an enrolment has, its codes as whether each was used.</summary>
    private sealed record EnrolmentFacts(EnrolmentRow Enrolment, List<TouchRow> Touches, EnrolmentResult? Result, IReadOnlyList<bool> Coupons);
}
