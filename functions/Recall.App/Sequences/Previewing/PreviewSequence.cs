using Recall.App.Customers;
using Recall.App.Delivery;
using Recall.App.Enrolment;
using Recall.App.Offers;
using Recall.Core.Customers;
using Recall.Core.Sequences;
using Recall.Core.Sequences.Previewing;

namespace Recall.App.Sequences.Previewing;

/// <summary>Says what a sequence would do with a customer if they entered now. Nothing is sent, issued or written.</summary>
public sealed class PreviewSequence(
    CustomerStore customers, AddressStore addresses, EnrolCustomer enrol, IssueCoupon coupons, Counters counters, UnsubscribeLinks links, AppServices app)
{
    /// <summary>The preview in the reader's language; null where the customer is unknown.</summary>
    public async Task<PreviewAnswer?> HandleAsync(
        SequenceSource sequence, CustomerKey customer, string locale, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        if (await customers.FindAsync(customer, cancellationToken) is not { } row)
            return null;
        var now = app.Clock.GetUtcNow();
        var facts = new PreviewFacts
        {
            Entry = await enrol.FactsAsync(sequence.Definition, row, cancellationToken),
            Score = await customers.FindScoreAsync(row.Profile.Customer, cancellationToken),
            Now = now,
            Touches = row.Engagement.Touches,
            Addresses = (await addresses.FindAsync(row.Profile.Person, cancellationToken)).ToDictionary(a => a.Key, a => a.Value.History, StringComparer.Ordinal),
            SentToday = await counters.GetAsync(SendTouch.DailyCounter, app.Today(now), cancellationToken),
            CouponsIssued = await IssuedAsync(sequence, cancellationToken),
            Policy = app.Shop.Policy,
            Shop = app.Identity,
            Locale = app.Shop.Locale,
            UnsubscribeUrl = links.Example(customer),
        };
        return PreviewAnswer.Of(SequencePreview.Of(facts), facts, sequence, locale);
    }

    private async Task<Dictionary<string, int>> IssuedAsync(SequenceSource sequence, CancellationToken cancellationToken)
    {
        var issued = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var step in sequence.Tree.Steps.OfType<CouponStep>())
            issued[step.Id] = await coupons.IssuedAsync(sequence.Definition.Name, step, cancellationToken);
        return issued;
    }
}
