using Recall.App.Customers;
using Recall.App.Sequences.Versions;
using Recall.Core.Scoring;
using Recall.Core.Sequences;
using Recall.Core.Wording;

namespace Recall.App.Enrolment;

/// <summary>Whether a sequence would take a customer now.</summary>
/// <param name="Sequence">Its name.</param>
/// <param name="Title">Its title in the reader's language.</param>
/// <param name="Standing"><c>in-it</c>, <c>would-enter</c> or <c>stays-out</c>.</param>
/// <param name="Code">Why they stay out, as a word; else null.</param>
/// <param name="Because">The comparison or the rule that decides it, in the reader's language.</param>
/// <param name="Enrolment">The run that has the customer, where it is of this sequence.</param>
/// <param name="Entries">How often they entered it.</param>
public sealed record SequenceStanding(
    string Sequence, string Title, string Standing, string? Code, string Because, string? Enrolment, int Entries);

/// <summary>Says for every sequence in force why a customer would enter it now, or why not. Nothing is written, and no arm is told.</summary>
public sealed class WhySequences(SequencesInForce inForce, InviteCustomer invite, EnrolCustomer enrol)
{
    /// <summary>In the order in which sequences are tried.</summary>
    public async Task<IReadOnlyList<SequenceStanding>> HandleAsync(
        CustomerRow row, Score? score, string locale, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(row);
        var standings = new List<SequenceStanding>();
        foreach (var definition in SequenceOrder.Of((await inForce.NowAsync(cancellationToken)).Sequences.Select(s => s.Definition), d => d))
        {
            var (standing, code, because) = await StandingAsync(definition, row, score, cancellationToken);
            standings.Add(new(
                definition.Name, definition.Title.For(locale), standing, code, because.Say(locale), standing == "in-it" ? row.Engagement.Active : null,
                row.Engagement.Entries.GetValueOrDefault(definition.Name).Count));
        }

        return standings;
    }

    private async Task<(string Standing, string? Code, Why Because)> StandingAsync(
        SequenceDefinition definition, CustomerRow row, Score? score, CancellationToken cancellationToken)
    {
        if (EnrolmentId.TryParse(row.Engagement.Active, out var active) && active.Sequence == definition.Name)
            return ("in-it", null, Whys.HasCustomer.With(("enrolment", active.ToString())));
        var verdict = await invite.HandleAsync(definition, row, score, cancellationToken);
        if (!verdict.Holds)
            return ("stays-out", verdict.Untriggered ? EnrolOutcome.NotTriggered : EnrolOutcome.NotInAudience, verdict.Because);
        return await enrol.ConsiderAsync(definition, row, cancellationToken) is EnrolmentDecision.Stay stay
            ? ("stays-out", stay.Code, stay.Reason)
            : ("would-enter", null, verdict.Because);
    }
}
