using Recall.App.Customers;
using Recall.App.Sequences.Versions;
using Recall.Core.Customers;
using Recall.Core.Sequences;
using Recall.Core.Sequences.Triggers;

namespace Recall.App.Enrolment;

/// <summary>
/// Looks at one customer, to whom something has happened, for the sequences that wait for events. What it finds and what comes of it is told from
/// what is stored, so doing it again starts nothing again, and the daily look at the audiences finds whom a crash has left out.
/// </summary>
public sealed class EnrolTriggered(CustomerStore customers, SequencesInForce inForce, InviteCustomer invite, EnrolCustomer enrol)
{
    /// <summary>Tries the sequences in their order; the first that takes the customer has them.</summary>
    public async Task HandleAsync(CustomerKey customer, CancellationToken cancellationToken = default)
    {
        var sequences = (await inForce.NowAsync(cancellationToken)).Sequences;
        foreach (var sequence in SequenceOrder.Of(sequences.Where(s => s.Definition.Trigger is Trigger.OnEvent), s => s.Definition))
        {
            if (await customers.FindAsync(customer, cancellationToken) is not { } row)
                return;
            if (row.Engagement.IsIn(sequence.Definition))
                continue;
            if ((await invite.HandleAsync(sequence.Definition, row, await customers.FindScoreAsync(row.Profile.Customer, cancellationToken), cancellationToken)).Holds)
                await enrol.HandleAsync(sequence, customer, cancellationToken);
        }
    }
}
