using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Recall.App.Handoffs;
using Recall.App.Http;
using Recall.App.Ports;
using Recall.Core.Customers;
using Recall.Core.Sequences;
using Recall.Core.Sequences.Files;

namespace Recall.App.Enrolment;

/// <summary>What happened.</summary>
/// <param name="Id">The sender's id of it: the same id again does nothing.</param>
/// <param name="Kind">order, reply, unsubscribe, complaint, visit, agent-outcome or cancel.</param>
/// <param name="At">When, RFC 3339 with offset; now if not given.</param>
/// <param name="Detail">The reason of a cancel, the word of an agent-outcome.</param>
/// <param name="Step">The handoff step of an agent-outcome.</param>
public sealed record SignalRequest(string Id, string Kind, string? At = null, string? Detail = null, string? Step = null);

/// <summary>The signal is stored and will be looked at.</summary>
/// <param name="Enrolment">The run.</param>
/// <param name="Id">The signal's id.</param>
/// <param name="Note">Where it will change nothing, why; else null.</param>
public sealed record SignalAnswer(string Enrolment, string Id, string? Note);

/// <summary>
/// <c>POST /api/enrolments/{id}/signals</c>: moves one run. Facts about a customer come in as events, which signal their runs
/// themselves; this is for stopping a run, and for systems that know nothing but the enrolment.
/// </summary>
public static class PostSignal
{
    private const int MaxDetail = 500;
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    /// <summary>202, 400, 404 or 409 (the task of an agent-outcome is not to be had, or not open any more).</summary>
    public static async Task<IResult> HandleAsync(
        string id, HttpRequest request, EnrolmentStore enrolments, ISequenceRuntime runtime, HandoffWork work, AppServices app,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(enrolments);
        ArgumentNullException.ThrowIfNull(runtime);
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(app);
        if (RouteIds.Enrolment(id, out var enrolment) is { } wrong)
            return HttpProblem.Invalid("id", wrong);
        var (body, problem) = await JsonBody.ReadAsync<SignalRequest>(request, cancellationToken);
        if (body is null)
            return problem!;
        var now = app.Clock.GetUtcNow();
        var errors = new FieldErrors();
        var signal = Read(body, now, errors);
        if (!errors.None)
            return HttpProblem.Invalid(errors);
        if (await enrolments.FindAsync(enrolment!, cancellationToken) is not { } row)
            return HttpProblem.NotFound($"There is no enrolment '{enrolment}'.");

        // A person's word closes their task too: one way to finish it, whoever brings the word.
        if (signal.Kind == SignalKind.AgentOutcome)
        {
            var task = Handoff.IdOf(enrolment!, signal.Step!);
            var result = await work.ResolveAsync(task, signal.Detail!, "api", cancellationToken);
            return HandoffEndpoint.Refusal(result, task, "detail") ?? (IResult)Accepted(new(id, signal.Id, null));
        }

        await runtime.SignalAsync(enrolment!, signal, cancellationToken);
        return Accepted(new(id, signal.Id, row.EndedAt is { } ended ? $"the run ended at {ended:yyyy-MM-dd HH:mm} UTC with '{row.Outcome}'" : null));
    }

    private static JsonHttpResult<SignalAnswer> Accepted(SignalAnswer answer) =>
        TypedResults.Json(answer, HttpJson.Options, statusCode: StatusCodes.Status202Accepted);

    private static Signal Read(SignalRequest body, DateTimeOffset now, FieldErrors errors)
    {
        if (!KeyRules.IsValidId(body.Id, out var error))
            errors.Add("id", error.ToString());
        if (!SequenceWords.Signals.TryGetValue(body.Kind, out var kind))
            errors.Add("kind", $"'{Shown.Short(body.Kind)}' is not known{NearestWord.Hint(body.Kind, [.. SequenceWords.Signals.Keys])}");
        else if (kind == SignalKind.AgentOutcome)
        {
            if (body.Step is null || !RouteIds.IsName(body.Step))
                errors.Add("step", "must be the id of the handoff step that the outcome is for");
            if (string.IsNullOrWhiteSpace(body.Detail))
                errors.Add("detail", "must be the word of the outcome");
        }
        else if (body.Step is not null)
            errors.Add("step", "goes with 'agent-outcome' only; leave it out");

        if (body.Detail?.Length > MaxDetail)
            errors.Add("detail", $"has {body.Detail.Length} characters; at most {MaxDetail} are kept");
        var at = now;
        if (body.At is not null && !TryTime(body.At, out at))
            errors.Add("at", $"must be a time with its offset such as '2026-03-01T09:30:00Z', found '{Shown.Short(body.At)}'");
        else if (at > now + Ahead)
            errors.Add("at", $"lies in the future, the clock here shows {now:yyyy-MM-ddTHH:mm:ssZ}; leave it out for now");
        return new(body.Id, kind, at, body.Step, body.Detail);
    }

    private static bool TryTime(string text, out DateTimeOffset at)
    {
        var hasOffset = text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-' && text[^3] == ':');
        var read = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out at);
        return hasOffset && read;
    }
}
