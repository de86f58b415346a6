using Recall.App.Customers;
using Recall.Core.Customers;
using Recall.Core.Scoring;
using Recall.Core.Sequences;
using Recall.Core.Sequences.Triggers;

namespace Recall.App.Enrolment;

/// <summary>Says whether a sequence means a customer now. Events are read only where it waits for them and something happened lately.</summary>
public sealed class InviteCustomer(CustomerStore customers, AppServices app)
{
    /// <summary>The answer for a customer as they were read.</summary>
    public async Task<Invitation> HandleAsync(SequenceDefinition definition, CustomerRow row, Score? score, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(row);
        var facts = new CustomerFacts(row.Profile, score, app.Clock.GetUtcNow(), app.Zone) { Sequence = definition.Name };
        return Invitation.Of(
            definition, facts, row.Engagement.Entries.GetValueOrDefault(definition.Name), await EventsAsync(definition, row, cancellationToken));
    }

    /// <summary>The customer's events as far back as the sequence's trigger looks.</summary>
    public async Task<IReadOnlyList<CustomerEvent>> EventsAsync(SequenceDefinition definition, CustomerRow row, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(row);
        var now = app.Clock.GetUtcNow();
        return definition.Trigger is Trigger.OnEvent on && row.Profile.Last.At > now - Trigger.OnEvent.Fresh
            ? await customers.EventsAsync(row.Profile.Customer, now - on.LooksBack, cancellationToken).ToListAsync(cancellationToken)
            : [];
    }
}
