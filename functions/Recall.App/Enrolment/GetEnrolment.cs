using System.ComponentModel;
using Microsoft.AspNetCore.Http;
using Recall.App.Customers;
using Recall.App.Delivery;
using Recall.App.Http;
using Recall.App.Ledger;
using Recall.App.Ports;
using Recall.Core.Sequences;

namespace Recall.App.Enrolment;

/// <summary>An enrolment.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Sequence">The sequence.</param>
/// <param name="Customer">Who.</param>
/// <param name="Episode">1 for the first pass.</param>
/// <param name="Version">The version of the sequence that it follows.</param>
/// <param name="Arm">Treated or holdout.</param>
/// <param name="StartedAt">UTC.</param>
/// <param name="ObservedUntil">End of the goal window, UTC.</param>
/// <param name="Why">What let them in, in the reader's language.</param>
/// <param name="Outcome">How it ended; null while it runs.</param>
/// <param name="Reason">Why it ended so, in the reader's language.</param>
/// <param name="EndedAt">UTC; null while it runs.</param>
/// <param name="Run">Where it stands; null where the run has not started yet.</param>
/// <param name="Messages">Its messages, in the order of their steps' ids.</param>
/// <param name="Ledger">Every decision, oldest first.</param>
public sealed record EnrolmentAnswer(
    string Id, string Sequence, string Customer, int Episode, string Version, Arm Arm, DateTimeOffset StartedAt,
    DateTimeOffset ObservedUntil, string Why, string? Outcome, string? Reason, DateTimeOffset? EndedAt, RunAnswer? Run,
    IReadOnlyList<TouchAnswer> Messages, IReadOnlyList<DecisionAnswer> Ledger);

/// <summary>Where a run stands.</summary>
/// <param name="Phase">Performing, waiting, observing or done.</param>
/// <param name="Step">The step it is in, or null.</param>
/// <param name="EnteredAt">When it came to that step, UTC.</param>
/// <param name="Until">While waiting or observing: until when, UTC.</param>
public sealed record RunAnswer(RunPhase Phase, string? Step, DateTimeOffset EnteredAt, DateTimeOffset? Until);

/// <summary>A message; the address is masked.</summary>
public sealed record TouchAnswer(string Step, string Channel, string? To, string State, DateTimeOffset At, string? ProviderId);

/// <summary>A decision and its reason.</summary>
/// <param name="At">UTC.</param>
/// <param name="Kind">What was decided: <c>sent</c>, <c>deferred</c>, <c>skipped</c>, ...</param>
/// <param name="Step">The step, or null.</param>
/// <param name="Code">The reason, for machines.</param>
/// <param name="Reason">The reason, in the reader's language.</param>
/// <param name="Detail">More about it, or null.</param>
public sealed record DecisionAnswer(DateTimeOffset At, string Kind, string? Step, string Code, string Reason, string? Detail);

/// <summary><c>GET /api/enrolments/{id}</c>.</summary>
public static class GetEnrolment
{
    /// <summary>200, 400 or 404.</summary>
    public static async Task<IResult> HandleAsync(
        string id, [Description("Language of reasons, 'en' or 'zh-CN'; else Accept-Language decides.")] string? locale,
        HttpRequest request, EnrolmentStore enrolments, CustomerStore customers, ISequenceRuntime runtime, AppServices app,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(enrolments);
        ArgumentNullException.ThrowIfNull(customers);
        ArgumentNullException.ThrowIfNull(runtime);
        ArgumentNullException.ThrowIfNull(app);
        if (Language.Wrong(locale) is { } tongue)
            return HttpProblem.Invalid("locale", tongue);
        if (RouteIds.Enrolment(id, out var enrolment) is { } wrong)
            return HttpProblem.Invalid("id", wrong);
        if (await enrolments.FindAsync(enrolment!, cancellationToken) is not { } row)
            return HttpProblem.NotFound($"There is no enrolment '{enrolment}'.");
        var state = await runtime.StatusAsync(enrolment!, cancellationToken);
        var touches = await customers.RowsAsync('t', enrolment!.Customer, cancellationToken)
            .Select(TouchRow.Read).Where(t => t.Enrolment == enrolment).ToListAsync(cancellationToken);
        var ledger = await customers.RowsAsync('l', enrolment.Customer, cancellationToken)
            .Select(r => LedgerEntry.Read(enrolment.Customer, r)).Where(l => l.Enrolment == id).ToListAsync(cancellationToken);
        var language = Language.Choose(request, locale, app.Shop.Locale);
        return TypedResults.Json(
            new EnrolmentAnswer(
                id, enrolment.Sequence, enrolment.Customer.Value, enrolment.Episode, state?.Version ?? row.Version, row.Arm, row.StartedAt, row.ObservedUntil,
                row.Why.Say(language), row.Outcome, row.Reason?.Say(language), row.EndedAt,
                state is null ? null : new(state.Phase, state.Step, state.EnteredAt, state.Until),
                [.. touches.Select(t => new TouchAnswer(t.Step, t.Channel, Masked.Address(t.To), Kebab.Of(t.State), t.At, t.ProviderId))],
                [.. ledger.Select(l => new DecisionAnswer(l.At, l.Kind, l.Step, l.Why.Code, l.Why.Say(language), l.Detail))]),
            HttpJson.Options);
    }
}
