using System.ComponentModel;
using Microsoft.AspNetCore.Http;
using Recall.App.Customers;
using Recall.App.Http;
using Recall.App.Sequences.Versions;
using Recall.Core.Messaging;
using Recall.Core.Sequences;

namespace Recall.App.Enrolment;

/// <summary>Who is to enter what.</summary>
/// <param name="Sequence">Name of a sequence in force.</param>
/// <param name="Customer">The customer key, <c>source:id</c>.</param>
public sealed record EnrolRequest(string Sequence, string Customer);

/// <summary>An enrolment that was made, or was there.</summary>
/// <param name="Id">The enrolment.</param>
/// <param name="Created">False where the customer was in this sequence already.</param>
/// <param name="Arm"><c>treated</c>, or <c>holdout</c>: the control group, which is never touched.</param>
/// <param name="Reason">Why they were let in, in the reader's language.</param>
public sealed record EnrolAnswer(string Id, bool Created, Arm Arm, string Reason);

/// <summary>
/// <c>POST /api/enrolments</c>: what the daily look at the audiences does, for one customer and now. The same rules hold, the control
/// group's draw too: nobody gets around the experiment by asking. Repeating the request is safe.
/// </summary>
public static class PostEnrolment
{
    /// <summary>201 with <c>Location</c>, 200 where they are in it already, 400, 404 (no such customer), 409 (a rule says no; <c>code</c> says which).</summary>
    public static async Task<IResult> HandleAsync(
        [Description("Language of the reason, 'en' or 'zh-CN'; else Accept-Language decides.")] string? locale,
        HttpRequest request, SequencesInForce inForce, CustomerStore customers, EnrolmentStore enrolments, EnrolCustomer enrol,
        StartRun start, AppServices app, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(inForce);
        ArgumentNullException.ThrowIfNull(customers);
        ArgumentNullException.ThrowIfNull(enrolments);
        ArgumentNullException.ThrowIfNull(enrol);
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(app);
        var (body, problem) = await JsonBody.ReadAsync<EnrolRequest>(request, cancellationToken);
        if (body is null)
            return problem!;
        var errors = new FieldErrors();
        if (Language.Wrong(locale) is { } tongue)
            errors.Add("locale", tongue);
        var sequence = (await inForce.NowAsync(cancellationToken)).Find(body.Sequence, out var hint);
        if (sequence is null)
            errors.Add("sequence", hint!.ToString());
        if (RouteIds.Customer(body.Customer, out var customer) is { } wrong)
            errors.Add("customer", wrong);
        if (sequence is null || !errors.None)
            return HttpProblem.Invalid(errors);

        var language = Language.Choose(request, locale, app.Shop.Locale);
        if (await InItAsync() is { } there)
            return there;

        var outcome = await enrol.HandleAsync(sequence, customer, cancellationToken);
        if (outcome is null)
            return HttpProblem.NotFound($"No event of customer '{customer}' has come in.");
        if (outcome.Id is null)
        {
            // The same request may have come twice at once, and the other was first.
            return (outcome.Code == HoldReason.OtherSequence ? await InItAsync() : null)
                ?? HttpProblem.Conflict(outcome.Code!, $"{customer} does not enter '{sequence.Definition.Name}': {outcome.Reason.Say(language)}.");
        }

        request.HttpContext.Response.Headers.Location = $"/api/enrolments/{Uri.EscapeDataString(outcome.Id.ToString())}";
        var answer = new EnrolAnswer(outcome.Id.ToString(), true, outcome.Arm!.Value, outcome.Reason.Say(language));
        return TypedResults.Json(answer, HttpJson.Options, statusCode: StatusCodes.Status201Created);

        async Task<IResult?> InItAsync()
        {
            if (await customers.FindAsync(customer, cancellationToken) is not { } row
                || !EnrolmentId.TryParse(row.Engagement.Active, out var active) || active.Sequence != sequence.Definition.Name
                || await enrolments.FindAsync(active, cancellationToken) is not { } running)
                return null;

            // An earlier request may have stopped between the enrolment and its run; a run starts once.
            await start.HandleAsync(running, cancellationToken);
            return TypedResults.Json(new EnrolAnswer(active.ToString(), false, running.Arm, running.Why.Say(language)), HttpJson.Options);
        }
    }
}
