using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Recall.App.Http;
using Recall.App.Ingestion.DeadLetters;
using Recall.App.Ingestion.Events;
using Recall.Core.Shop;

namespace Recall.App.Ingestion.Http;

/// <summary>
/// <c>POST /api/events</c>: events as JSON (one or an array), newline-delimited JSON, or CloudEvents. The answer comes when everything is
/// on disk: 202 with counts, 422 where not one event could be taken, 400 where the body is no JSON or not whole, 413 and 415. Lines are
/// stored as they come, so an error in the middle of them says what had been stored before it.
/// </summary>
public static class PostEvents
{
    /// <summary>Source of dead letters from here.</summary>
    public const string Source = "http";

    internal static readonly string[] MediaTypes = [Json, Lines, Cloud, CloudBatch];

    private const string Json = "application/json";
    private const string Lines = "application/x-ndjson";
    private const string Cloud = "application/cloudevents+json";
    private const string CloudBatch = "application/cloudevents-batch+json";

    /// <summary>One event or a list of them, a line each with <c>application/x-ndjson</c>, or CloudEvents 1.0; every field is in docs/events.md.</summary>
    public static async Task<IResult> HandleAsync(
        HttpRequest request, IngestEvents ingest, DeadLetterBox letters, ShopSettings shop, TimeProvider clock, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (outcome, into) = (IngestOutcome.Nothing, new ReadEvents(DeadLetter.JsonFormat));
        try
        {
            var type = MediaType(request);
            var binary = type == Json && request.Headers.ContainsKey("ce-specversion");
            if (binary || type is Cloud or CloudBatch)
                into = new(DeadLetter.CloudEventFormat);
            await using var body = RequestBody.Open(request);
            var events = new EventReader(shop, clock);
            if (type == Lines)
                await EventLines.ReadAsync(body, events, into, StoreAsync, cancellationToken);
            else if (binary)
                EventBodies.ReadBinary(request, await RequestBody.ReadAllAsync(body, cancellationToken), events, into);
            else
                EventBodies.Read(await RequestBody.ReadAllAsync(body, cancellationToken), events, type is Cloud or CloudBatch, into);
            await StoreAsync();
        }
        catch (RequestException e)
        {
            return BrokenOff(e, outcome, into);
        }
        catch (BadHttpRequestException e)
        {
            return BrokenOff(
                e.StatusCode == StatusCodes.Status413PayloadTooLarge ? RequestBody.TooLarge() : new(e.StatusCode, "bad-request", "Bad request", e.Message),
                outcome, into);
        }
        catch (InvalidDataException)
        {
            return BrokenOff(RequestBody.NotWhole(), outcome, into);
        }

        return Reply(outcome, into);

        async Task StoreAsync()
        {
            var stored = await ingest.HandleAsync(into.Events, cancellationToken);
            await letters.AddAsync([.. into.Letters, .. stored.Rejected.Select(r => r.Letter(Source, null))], cancellationToken);
            into.Stored(stored);
            outcome += stored with { Rejected = [] };
        }
    }

    private static string MediaType(HttpRequest request)
    {
        var type = MediaTypeHeaderValue.TryParse(request.ContentType, out var parsed) ? parsed.MediaType.Value?.ToLowerInvariant() : null;
        if (type is not (Json or Lines or Cloud or CloudBatch))
        {
            throw new RequestException(
                StatusCodes.Status415UnsupportedMediaType, "media-type", "Unknown content type", $"Send Content-Type {Json}, {Lines}, {Cloud} or {CloudBatch}.");
        }

        return parsed!.Charset.HasValue && !parsed.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            ? throw new RequestException(StatusCodes.Status415UnsupportedMediaType, "media-type", "Unknown charset", "JSON is UTF-8 (RFC 8259); send charset=utf-8 or none.")
            : type;
    }

    private static HttpProblem BrokenOff(RequestException e, IngestOutcome outcome, ReadEvents read)
    {
        if (read.Landed == 0)
            return e.Problem("Nothing was stored.");
        read.BreakOff();
        return Counted(
            e.Problem($"The first {read.Landed} events had been dealt with before, the others were not; send all again, each id counts once."),
            outcome, read);
    }

    private static IResult Reply(IngestOutcome outcome, ReadEvents read)
    {
        if (read.Rejected.Count > 0 && outcome.Accepted + outcome.Duplicates == 0)
        {
            var reason = read.Rejected.Count == 1
                ? read.Rejected[0].Reason : $"None of the {read.Rejected.Count} events could be taken; 'rejected' says why.";
            return Counted(new(StatusCodes.Status422UnprocessableEntity, "rejected", "No event was taken", reason), outcome, read);
        }

        return TypedResults.Json(new PostEventsReply(outcome.Accepted, outcome.Duplicates, InOrder(read)), statusCode: StatusCodes.Status202Accepted);
    }

    private static HttpProblem Counted(HttpProblem problem, IngestOutcome outcome, ReadEvents read) =>
        problem.With("accepted", outcome.Accepted).With("duplicates", outcome.Duplicates).With("rejected", InOrder(read));

    private static List<RejectedEntry> InOrder(ReadEvents read) => [.. read.Rejected.OrderBy(r => r.Index)];
}

/// <summary>What became of the events of a request; all of it is on disk.</summary>
/// <param name="Accepted">Stored.</param>
/// <param name="Duplicates">Known already.</param>
/// <param name="Rejected">Kept as dead letters, in the order of the request.</param>
public sealed record PostEventsReply(int Accepted, int Duplicates, IReadOnlyList<RejectedEntry> Rejected);

/// <summary>An event that was not taken.</summary>
/// <param name="Index">Its place in the request, from 0.</param>
/// <param name="Id">Its id, where that could be read.</param>
/// <param name="Field">The first field that is wrong; empty where it is the whole.</param>
/// <param name="Reason">All that is wrong and how to mend it.</param>
public sealed record RejectedEntry(int Index, string? Id, string Field, string Reason);
