using Recall.App.Customers;
using Recall.App.Delivery;
using Recall.App.Enrolment;
using Recall.App.Offers;
using Recall.App.Scoring;
using Recall.Core.Customers;
using Recall.Core.Offers;
using Recall.Core.Sequences;
using Recall.Core.Sequences.Previewing;

namespace Recall.App.Sequences.Previewing;

/// <summary>Says what a sequence would do with a customer if they entered now. Nothing is sent, issued or written.</summary>
public sealed class PreviewSequence(
    CustomerStore customers, AddressStore addresses, InviteCustomer invite, EnrolCustomer enrol, CouponCounts coupons, MessageBudgets budgets, MoneyBudgets money, ModelStore models, UnsubscribeLinks links, AppServices app)
{
    /// <summary>The preview in the reader's language; null where the customer is unknown.</summary>
    public async Task<PreviewAnswer?> HandleAsync(
        SequenceSource sequence, CustomerKey customer, string locale, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        if (await customers.FindAsync(customer, cancellationToken) is not { } row)
            return null;
        var now = app.Clock.GetUtcNow();
        var sent = await budgets.SentAsync(sequence.Definition, now, cancellationToken);
        var facts = new PreviewFacts
        {
            Entry = await enrol.FactsAsync(sequence.Definition, row, cancellationToken),
            Score = await customers.FindScoreAsync(row.Profile.Customer, cancellationToken),
            Events = await invite.EventsAsync(sequence.Definition, row, cancellationToken),
            Now = now,
            Touches = row.Engagement.Touches,
            Addresses = (await addresses.FindAsync(row.Profile, cancellationToken)).ToDictionary(a => a.Key, a => a.Value.History, StringComparer.Ordinal),
            SentToday = sent.Today,
            SentThisMonth = sent.ThisMonth,
            OwnSentToday = sent.OwnToday,
            OwnSentThisMonth = sent.OwnThisMonth,
            Spent = await money.SpentAsync(sequence.Definition, now, cancellationToken),
            Prices = app.Shop.TouchCosts,
            MeanOrder = await models.MeanOrderAsync(cancellationToken),
            CouponUses = await UsesAsync(sequence, cancellationToken),
            Coupons = await customers.CouponsAsync(sequence.Definition.Name, row.Profile, cancellationToken).ToListAsync(cancellationToken),
            Policy = app.Shop.Policy,
            Shop = app.Identity,
            Locale = app.Shop.Locale,
            UnsubscribeUrl = links.Example(customer),
        };
        return PreviewAnswer.Of(SequencePreview.Of(facts), facts, sequence, locale);
    }

    private async Task<Dictionary<string, CouponUse>> UsesAsync(SequenceSource sequence, CancellationToken cancellationToken)
    {
        var uses = new Dictionary<string, CouponUse>(StringComparer.Ordinal);
        foreach (var step in sequence.Tree.Steps.OfType<CouponStep>())
            uses[step.Id] = await coupons.UseAsync(sequence.Definition.Name, step, app.Clock.GetUtcNow(), cancellationToken);
        return uses;
    }
}
