using Recall.App.Scoring;
using Recall.Core;
using Recall.Core.Customers;
using Recall.Core.Scoring;
using Recall.Core.Scoring.Explaining;
using Recall.Core.Scoring.Reasons;

namespace Recall.App.Customers;

/// <summary>A customer who is leaving or has left.</summary>
/// <param name="Customer">The key.</param>
/// <param name="Name">Null where it is not known.</param>
/// <param name="Stage">Dormant or lost.</param>
/// <param name="Tier">Against the other customers.</param>
/// <param name="NetValue">What they brought so far, in the shop's currency: paid, less refunds and known costs.</param>
/// <param name="ChurnProbability">Of not buying in the next <see cref="ShopModel.HorizonDays"/> days.</param>
/// <param name="Why">A sentence: what probably keeps them away, else how long they have been silent.</param>
public sealed record LapsedCustomer(
    string Customer, string? Name, LifecycleStage Stage, ValueTier Tier, decimal NetValue, double ChurnProbability, string Why);

/// <summary>Lists dormant and lost customers, those who have brought most first.</summary>
public sealed class ListLapsed(CustomerStore customers, ModelStore models, AppServices app)
{
    /// <summary>The first <paramref name="take"/> of them, by the last scoring; never more than these and a bucket's scores are in memory.</summary>
    /// <param name="take">1 or more.</param>
    /// <param name="locale">Language of the sentence, BCP 47.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<LapsedCustomer>> HandleAsync(int take, string locale, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(take, 1);
        var most = new PriorityQueue<(Profile Profile, Score Score), decimal>();
        for (var bucket = 0; bucket < customers.Buckets; bucket++)
        {
            var lapsed = await LapsedAsync(bucket, cancellationToken);
            await foreach (var row in customers.CustomersAsync(bucket, cancellationToken))
            {
                if (!lapsed.TryGetValue(CustomerKeys.CustomerOf(row.RowKey), out var score))
                    continue;
                var profile = CustomerRow.Read(row).Profile;
                if (!score.IsCurrent(profile))
                    continue; // They have ordered, or an order of theirs has come in: the next scoring says where they stand.
                most.Enqueue((profile, score), Core.Scoring.NetValue.Of(profile));
                if (most.Count > take)
                    most.Dequeue();
            }
        }

        var found = most.UnorderedItems.OrderByDescending(c => c.Priority).ThenBy(c => c.Element.Profile.Customer.Value, StringComparer.Ordinal).ToList();
        var list = new List<LapsedCustomer>(found.Count);
        foreach (var ((profile, score), net) in found)
        {
            list.Add(new(
                profile.Customer.Value, profile.Person.Name, score.Stage, score.Tier, net, score.ChurnProbability,
                await WhyAsync(profile, score, locale, cancellationToken)));
        }

        return list;
    }

    private async Task<Dictionary<CustomerKey, Score>> LapsedAsync(int bucket, CancellationToken cancellationToken)
    {
        var lapsed = new Dictionary<CustomerKey, Score>();
        await foreach (var row in customers.RowsAsync('s', bucket, cancellationToken))
        {
            var score = StoredJson.Read<Score>(row.Get<byte[]>(ScoreCustomers.ScoreProperty));
            if (score.Stage is LifecycleStage.Dormant or LifecycleStage.Lost)
                lapsed[score.Customer] = score;
        }

        return lapsed;
    }

    /// <summary>Empty where the model of the score is gone: today's would explain something else.</summary>
    private async Task<string> WhyAsync(Profile profile, Score score, string locale, CancellationToken cancellationToken)
    {
        if (await models.FindAsync(score.Model, cancellationToken) is not { } model)
            return "";
        var reasons = ScoreExplanation.Of(profile, score, model, score.At, app.Shop.Currency, locale);
        var about = score.Churn is null or { Cause: ChurnCause.Unknown } ? Indicators.Silence : Indicators.LeavingReason;
        return reasons.FirstOrDefault(r => r.Indicator == about)?.Text ?? "";
    }
}
