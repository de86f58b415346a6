using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Recall.App.Http;
using Recall.App.Ports;
using Recall.App.Work;
using Recall.Core;
using Recall.Core.Customers;

namespace Recall.App.Ingestion.Connectors.Deliveries;

/// <summary>
/// <c>POST /api/ingest/{connector}/{source}</c>: a platform's call. Its signature is checked over the bytes as they came, then it is stored, then the
/// answer goes out; what it says is read later, from the queue. The same delivery again is answered the same and does nothing.
/// </summary>
public static class PostDelivery
{
    /// <summary>Largest body, in bytes: the largest that the platforms send are a fraction of it.</summary>
    public const int MaxBytes = 2 * 1024 * 1024;

    /// <summary>Most bodies have no more bytes.</summary>
    private const int FirstBytes = 16 * 1024;

    /// <summary>200; 400 and 401 where it is not the platform's, 404, 413, 415; 503 where too many large bodies come in at once, and platforms try again.</summary>
    public static async Task<IResult> HandleAsync(
        string connector, string source, HttpRequest request, ConnectorCatalogue catalogue, DeliveryStore store, IWorkQueue queue, TimeProvider clock,
        RefusedCalls refusals, BodyBudget budget, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(queue);
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(refusals);
        ArgumentNullException.ThrowIfNull(budget);
        if (catalogue.Find(connector, source) is not { } from)
            return NoSource(connector, source);
        if (request.Headers.ContentEncoding.ToString() is not ("" or "identity"))
        {
            return new HttpProblem(
                StatusCodes.Status415UnsupportedMediaType, "encoding", "Unknown content encoding", "Send the body as it was signed, without Content-Encoding.");
        }

        if (request.ContentLength > MaxBytes)
            return HttpProblem.TooLarge(MaxBytes);
        using var room = budget.Open();
        if (await BodyAsync(request, room, cancellationToken) is not { } body)
            return Busy();
        if (body.Length > MaxBytes)
            return HttpProblem.TooLarge(MaxBytes);
        var platform = ConnectorCatalogue.All[from.Platform];
        var headers = request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var now = clock.GetUtcNow();
        switch (platform.Verify(new(from, headers, body, now)))
        {
            case Verdict.Handshake:
                return TypedResults.Ok();
            case Verdict.Refused refused:
                refusals.Add(from, refused.Why, request);
                return Refusal(refused);
            case Verdict.Accepted accepted:
                await KeepAsync(new(from, accepted.Id, accepted.Topic, Kept(platform, headers), body, now), accepted.Note, store, queue, cancellationToken);
                return platform.Thanks.Length == 0 ? TypedResults.Ok() : TypedResults.Text(platform.Thanks, "application/json", Encoding.UTF8);
            default:
                throw new InvalidOperationException("No such verdict.");
        }
    }

    /// <summary>
    /// <c>OPTIONS</c>: the question of CloudEvents whether events of an origin may be delivered
    /// (github.com/cloudevents/spec, cloudevents/http-webhook.md, section 4). The answer permits nothing that a key does not.
    /// </summary>
    public static IResult Ask(string connector, string source, HttpRequest request, ConnectorCatalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(catalogue);
        if (catalogue.Find(connector, source) is null)
            return NoSource(connector, source);
        var answer = request.HttpContext.Response.Headers;
        answer[HeaderNames.Allow] = "POST, OPTIONS";
        if (connector == "cloudevents" && request.Headers["WebHook-Request-Origin"] is [{ Length: > 0 } origin])
        {
            answer["WebHook-Allowed-Origin"] = origin;
            if (request.Headers.ContainsKey("WebHook-Request-Rate"))
                answer["WebHook-Allowed-Rate"] = "*";
        }

        return TypedResults.Ok();
    }

    /// <summary>
    /// The row first, then the message: a crash between them leaves a delivery that the sender sends again, or that the next look for unfinished ones
    /// finds. So one that is known and not mapped gets a message again.
    /// </summary>
    private static async Task KeepAsync(Posted posted, string? note, DeliveryStore store, IWorkQueue queue, CancellationToken cancellationToken)
    {
        var delivery = DeliveryRef.Of(posted.Source.Name, posted.Id);
        if (await store.AddAsync(posted, note, cancellationToken) || await store.IsNewAsync(delivery, cancellationToken))
            await queue.EnqueueAsync(WorkQueues.Deliveries, StoredJson.Text(delivery), default, cancellationToken);
    }

    /// <summary>
    /// The body, longer than <see cref="MaxBytes"/> where it is too large, or null where there is no room for it. Whoever has sent nothing yet is given little to
    /// wait in, whatever length they announce.
    /// </summary>
    private static async Task<ReadOnlyMemory<byte>?> BodyAsync(HttpRequest request, BodyBudget.Share room, CancellationToken cancellationToken)
    {
        var buffer = new byte[(int)Math.Min(request.ContentLength ?? FirstBytes, FirstBytes) + 1];
        for (var length = 0; ;)
        {
            var read = await request.Body.ReadAsync(buffer.AsMemory(length), cancellationToken);
            if (read == 0)
                return buffer.AsMemory(0, length);
            length += read;
            if (length > MaxBytes)
                return buffer;
            if (length < buffer.Length)
                continue;
            var larger = Math.Min(buffer.Length * 2, MaxBytes + 1);
            if (!room.TryTake(larger - buffer.Length))
                return null;
            Array.Resize(ref buffer, larger);
        }
    }

    private static Dictionary<string, string> Kept(Connector platform, Dictionary<string, string> headers) =>
        platform.Kept.Where(headers.ContainsKey).ToDictionary(name => name, name => Shown.Cut(headers[name], 1000), StringComparer.Ordinal);

    private static HttpProblem Busy() => new(
        StatusCodes.Status503ServiceUnavailable, "busy", "Too many large calls at once", "Send it again in a moment; nothing was kept of it.");

    private static HttpProblem NoSource(string connector, string source) => HttpProblem.NotFound(
        $"The shop has no source '{Shown.Short(source)}' of platform '{Shown.Short(connector)}'. Sources are set up under 'connectors' in settings.yaml.");

    private static HttpProblem Refusal(Verdict.Refused refused) => refused.Status == StatusCodes.Status401Unauthorized
        ? new(refused.Status, "unauthorized", "The call is not signed by the platform", refused.Why)
        : new(refused.Status, refused.Status == StatusCodes.Status415UnsupportedMediaType ? "media-type" : "invalid", "The call is not one of the platform's", refused.Why);
}
