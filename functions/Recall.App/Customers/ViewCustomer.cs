using Recall.App.Enrolment;
using Recall.App.Scoring;
using Recall.Core.Customers;
using Recall.Core.Scoring;
using Recall.Core.Scoring.Explaining;
using Recall.Core.Sequences;

namespace Recall.App.Customers;

/// <summary>Gathers all that Recall knows and thinks about one customer.</summary>
public sealed class ViewCustomer(CustomerStore customers, ModelStore models, WhySequences why, CustomerTimeline timeline, AppServices app)
{
    /// <summary>The view in a reader's language, with one page of the timeline; null where the customer is unknown.</summary>
    /// <exception cref="ArgumentException"><paramref name="after"/> is no continuation of a timeline.</exception>
    public async Task<CustomerView?> HandleAsync(
        CustomerKey customer, string locale, int take, string? after, CancellationToken cancellationToken = default)
    {
        if (await customers.FindAsync(customer, cancellationToken) is not { } row)
            return null;
        var profile = row.Profile;
        var score = await customers.FindScoreAsync(profile.Customer, cancellationToken);
        return new(
            profile.Customer.Value, Person(profile.Person),
            profile.Consents.ToDictionary(c => c.Key, c => new ConsentView(c.Value.Granted, c.Value.At), StringComparer.Ordinal),
            profile.Responses.Suppressed, Facts(profile, score, locale),
            score is null ? null : ScoreView.Of(score, profile, await ReasonsAsync(profile, score, locale, cancellationToken), Titles(score, locale)),
            new(row.Engagement.Active, [.. row.Engagement.Touches.Reverse().Select(t => new MessageView(t.At, t.Channel, t.Effect))]),
            await why.HandleAsync(row, score, locale, cancellationToken),
            await timeline.ReadAsync(profile, locale, take, after, cancellationToken),
            [profile.Customer.Value, .. profile.Keys.Where(k => k != profile.Customer).Select(k => k.Value)],
            customer == profile.Customer ? null : customer.Value);
    }

    private static PersonView Person(Person person) => new(
        person.Name, Masked.Email(person.Email), Masked.Phone(person.Phone), Masked.Phone(person.Wecom), person.Locale, person.TimeZone, person.Birthday,
        person.MembershipExpiry);

    private IReadOnlyList<FactView> Facts(Profile profile, Score? score, string locale)
    {
        var facts = new CustomerFacts(profile, score, app.Clock.GetUtcNow(), app.Zone);
        return [.. FieldCatalogue.All.Select(f => new FactView(f.Name, f.Description.For(locale), f.Get(facts)))];
    }

    /// <summary>A tag whose rule is gone since keeps its name.</summary>
    private List<string> Titles(Score score, string locale) =>
        [.. score.Tags.Select(t => app.Tags.All.FirstOrDefault(r => r.Tag == t)?.Title.For(locale) ?? t)];

    private async Task<IReadOnlyList<Reason>> ReasonsAsync(Profile profile, Score score, string locale, CancellationToken cancellationToken) =>
        await models.FindAsync(score.Model, cancellationToken) is { } model
            ? ScoreExplanation.Of(profile, score, model, score.At, app.Shop.Currency, locale)
            : [];
}
