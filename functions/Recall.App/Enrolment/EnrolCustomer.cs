using Recall.App.Customers;
using Recall.App.Ledger;
using Recall.App.Ports;
using Recall.App.Sequences;
using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Sequences;
using Recall.Core.Wording;

namespace Recall.App.Enrolment;

/// <summary>What became of a wish to enrol.</summary>
/// <param name="Id">The enrolment, or null.</param>
/// <param name="Arm">Its arm, or null.</param>
/// <param name="Reason">Why, or why not.</param>
/// <param name="Code">Why not, as a word: <see cref="NotInAudience"/>, <see cref="NotTriggered"/> or one of <see cref="HoldReason"/>; null where they entered.</param>
public sealed record EnrolOutcome(EnrolmentId? Id, Arm? Arm, Why Reason, string? Code = null)
{
    /// <summary>The audience's condition does not hold for the customer.</summary>
    public const string NotInAudience = "not-in-audience";

    /// <summary>What the sequence waits for has not happened to the customer.</summary>
    public const string NotTriggered = "not-triggered";
}

/// <summary>
/// Lets one customer into a sequence. The enrolment, the customer's engagement and the ledger entry are one batch that holds only if
/// the customer is as the decision saw them; the run starts after it, and is started again by whoever finds it missing.
/// </summary>
public sealed class EnrolCustomer(
    CustomerStore customers, DefinitionStore definitions, InviteCustomer invite, StartRun start, Counters counters, AppServices app)
{
    /// <summary>
    /// Decides and enrols, where the sequence means the customer as they are now. Null where the customer is unknown.
    /// </summary>
    public async Task<EnrolOutcome?> HandleAsync(SequenceSource sequence, CustomerKey customer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        string? counted = null; // The day whose limit this entry counts against.
        while (true)
        {
            if (await customers.FindAsync(customer, cancellationToken) is not { } row)
                return await OutAsync(null);
            var now = app.Clock.GetUtcNow();
            var invited = await invite.HandleAsync(sequence.Definition, row, await customers.FindScoreAsync(row.Profile.Customer, cancellationToken), cancellationToken);
            if (!invited.Holds)
                return await OutAsync(new(null, null, invited.Because, invited.Untriggered ? EnrolOutcome.NotTriggered : EnrolOutcome.NotInAudience));

            var today = counted is not null ? 0 : await counters.GetAsync(DailyCounter(sequence.Definition), app.Today(now), cancellationToken);
            var decision = EnrolmentDecision.Decide(Facts(sequence.Definition, row, today), now);
            if (decision is EnrolmentDecision.Enter && counted is null && sequence.Definition.DailyLimit is { } limit)
            {
                if (!await counters.TakeAsync(new(DailyCounter(sequence.Definition), app.Today(now), limit), cancellationToken))
                    continue;
                counted = app.Today(now);
            }

            if (decision is EnrolmentDecision.Stay stay)
            {
                // Who is in the sequence already is not somebody who stays out of it.
                if (!row.Engagement.IsIn(sequence.Definition))
                    await NoteAsync(sequence.Definition, row, stay, now, cancellationToken);
                return await OutAsync(new(null, null, stay.Reason, stay.Code));
            }

            var enter = (EnrolmentDecision.Enter)decision;
            var enrolment = new EnrolmentRow(
                enter.Id, sequence.Definition.Version, enter.Arm, now, now + sequence.Definition.GoalWithin, invited.Because, KnownFacts.Of(row.Profile))
            {
                By = invited.Occurrence,
                Measurement = sequence.Measurement,
            };
            try
            {
                await definitions.PinAsync(sequence, cancellationToken);
                await customers.SubmitAsync(Actions(row, enrolment), cancellationToken);
            }
            catch (TableConflictException)
            {
                continue; // Something happened to the customer since: decide again.
            }

            await start.HandleAsync(enrolment, cancellationToken);
            return new(enter.Id, enter.Arm, invited.Because);
        }

        // Who stays out on a second look leaves their place in the day to the next.
        async Task<EnrolOutcome?> OutAsync(EnrolOutcome? outcome)
        {
            if (counted is not null)
                await counters.GiveBackAsync(new(DailyCounter(sequence.Definition), counted, null), cancellationToken);
            return outcome;
        }
    }

    /// <summary>
    /// True where the row alone says that the customer stays out for a reason that is in the ledger already: nothing would be written,
    /// so a daily look at everybody need not ask further.
    /// </summary>
    public bool StaysOut(SequenceDefinition definition, CustomerRow row)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(row);
        return EnrolmentDecision.Decide(Facts(definition, row, 0), app.Clock.GetUtcNow()) is EnrolmentDecision.Stay stay
            && row.Engagement.WhyNot.GetValueOrDefault(definition.Name) == stay.Reason.ToString();
    }

    /// <summary>The decision as it would be now; nothing is written.</summary>
    public async Task<EnrolmentDecision> ConsiderAsync(SequenceDefinition definition, CustomerRow row, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(row);
        return EnrolmentDecision.Decide(await FactsAsync(definition, row, cancellationToken), app.Clock.GetUtcNow());
    }

    /// <summary>What the decision looks at now.</summary>
    public async Task<EntryFacts> FactsAsync(SequenceDefinition definition, CustomerRow row, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(row);
        return Facts(definition, row, await counters.GetAsync(DailyCounter(definition), app.Today(app.Clock.GetUtcNow()), cancellationToken));
    }

    private static string DailyCounter(SequenceDefinition definition) => $"enrolled|{definition.Name}";

    private EntryFacts Facts(SequenceDefinition definition, CustomerRow row, int today)
    {
        var entries = row.Engagement.Entries.GetValueOrDefault(definition.Name);
        return new()
        {
            Definition = definition,
            Profile = row.Profile,
            Active = row.Engagement.Active,
            Entries = entries.Count,
            LastEntry = entries.LastAt,
            LastOccurrence = entries.By,
            EnteredToday = today,
            Channels = app.Channels,
        };
    }

    private TableAction[] Actions(CustomerRow row, EnrolmentRow enrolment)
    {
        var (id, at) = (enrolment.Id, enrolment.StartedAt);
        var partition = customers.Partition(id.Customer);
        var kind = enrolment.Arm == Arm.Holdout ? LedgerKind.HeldOut : LedgerKind.Enrolled;
        return
        [
            row.WriteEngagement(partition, row.Engagement.Entering(id, at, enrolment.By)),
            .. enrolment.Insert(partition),
            LedgerEntry.Of(id, at, kind, null, enrolment.Why, enrolment.Version).Write(partition),
        ];
    }

    /// <summary>Why not, once per reason and not once per day.</summary>
    private async Task NoteAsync(
        SequenceDefinition definition, CustomerRow row, EnrolmentDecision.Stay stay, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (row.Engagement.WhyNot.GetValueOrDefault(definition.Name) == stay.Reason.ToString())
            return;
        var partition = customers.Partition(row.Profile.Customer);
        var entry = new LedgerEntry(row.Profile.Customer, now, LedgerKind.NotEnrolled, null, definition.Name, null, stay.Reason, stay.Code);
        var engagement = row.Engagement with
        {
            WhyNot = new Dictionary<string, string>(row.Engagement.WhyNot, StringComparer.Ordinal) { [definition.Name] = stay.Reason.ToString() },
        };
        try
        {
            await customers.SubmitAsync([row.WriteEngagement(partition, engagement), entry.Write(partition)], cancellationToken);
        }
        catch (TableConflictException)
        {
            // The customer changed in this moment; the reason is noted when the audience is looked at again.
        }
    }
}
