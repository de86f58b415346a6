using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Recall.App.Http;
using Recall.App.Ingestion.DeadLetters;
using Recall.App.Ingestion.Events;
using Recall.Core.Shop;

namespace Recall.App.Ingestion.Http;

/// <summary>
/// <c>POST /api/events</c>: events as JSON (one or an array), newline-delimited JSON, or CloudEvents. The answer comes when everything is
/// on disk: 202 with counts, 422 where not one event could be taken, 400 where the body is no JSON, 413 and 415.
/// </summary>
public static class PostEvents
{
    /// <summary>Source of dead letters from here.</summary>
    public const string Source = "http";

    private const string Json = "application/json";
    private const string Lines = "application/x-ndjson";
    private const string Cloud = "application/cloudevents+json";
    private const string CloudBatch = "application/cloudevents-batch+json";

    /// <summary>Events of a stream that are stored together.</summary>
    private const int Batch = 4000;

    private const int MaxLine = 1024 * 1024;

    /// <summary>Handles the request.</summary>
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
                await ReadLinesAsync(body, events, into, StoreAsync, cancellationToken);
            else if (binary)
                EventBodies.ReadBinary(request, await RequestBody.ReadAllAsync(body, cancellationToken), events, into);
            else
                EventBodies.Read(await RequestBody.ReadAllAsync(body, cancellationToken), events, type is Cloud or CloudBatch, into);
            await StoreAsync();
        }
        catch (RequestException e)
        {
            return e.Problem();
        }
        catch (BadHttpRequestException e)
        {
            return e.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? RequestBody.TooLarge().Problem()
                : new HttpProblem(e.StatusCode, "bad-request", "Bad request", e.Message);
        }
        catch (InvalidDataException)
        {
            return new HttpProblem(StatusCodes.Status400BadRequest, "invalid", "Body cannot be unpacked", "The body is not whole gzip data.");
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

    private static async Task ReadLinesAsync(
        Stream body, EventReader events, ReadEvents into, Func<Task> store, CancellationToken cancellationToken)
    {
        var lines = RequestBody.Lines(body);
        var total = 0L;
        while (true)
        {
            var read = await lines.ReadAsync(cancellationToken);
            var rest = read.Buffer;
            while (Cut(ref rest, read.IsCompleted, out var line))
            {
                total += line.Length + 1;
                EventBodies.ReadLine(line, events, into);
            }

            if (total + rest.Length > RequestBody.MaxBytes + 1)
                throw RequestBody.TooLarge();
            if (rest.Length > MaxLine)
            {
                throw new RequestException(
                    StatusCodes.Status413PayloadTooLarge, "too-large", "Line too long", $"A line has more than {MaxLine} bytes; an event has at most {EventReader.MaxEventBytes}.");
            }

            lines.AdvanceTo(rest.Start, rest.End);
            if (into.Waiting >= Batch)
                await store();
            if (read.IsCompleted)
                break;
        }

        await lines.CompleteAsync();
    }

    private static bool Cut(ref ReadOnlySequence<byte> rest, bool last, out ReadOnlySequence<byte> line)
    {
        line = rest;
        if (rest.PositionOf((byte)'\n') is { } end)
        {
            line = rest.Slice(0, end);
            rest = rest.Slice(rest.GetPosition(1, end));
            return true;
        }

        if (!last || rest.IsEmpty)
            return false;
        rest = rest.Slice(rest.End);
        return true;
    }

    private static IResult Reply(IngestOutcome outcome, ReadEvents read)
    {
        read.Rejected.Sort((a, b) => a.Index.CompareTo(b.Index));
        var reply = new PostEventsReply(outcome.Accepted, outcome.Duplicates, read.Rejected);
        if (reply.Rejected.Count == 0 || reply.Accepted + reply.Duplicates > 0)
            return TypedResults.Json(reply, statusCode: StatusCodes.Status202Accepted);
        return new HttpProblem(
                StatusCodes.Status422UnprocessableEntity,
                "rejected",
                "No event was taken",
                reply.Rejected.Count == 1 ? reply.Rejected[0].Reason : $"None of the {reply.Rejected.Count} events could be taken; 'rejected' says why.")
            .With("accepted", 0).With("duplicates", 0).With("rejected", reply.Rejected);
    }
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
