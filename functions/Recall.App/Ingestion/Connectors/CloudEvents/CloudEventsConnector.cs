using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Recall.App.Http;
using Recall.App.Ingestion.Connectors.Mapping;
using Recall.App.Ingestion.Connectors.Signatures;
using Recall.App.Ingestion.Events;
using Recall.Core.Customers;

namespace Recall.App.Ingestion.Connectors.CloudEvents;

/// <summary>
/// CloudEvents 1.0 over HTTP (github.com/cloudevents/spec, http-protocol-binding.md): structured, batched and binary. They are not signed; a caller
/// sends one of the source's secrets as <c>X-Api-Key</c>, or as a bearer token. Who may deliver is asked first by OPTIONS (http-webhook.md).
/// </summary>
public sealed class CloudEventsConnector : Connector
{
    private const string Batch = "application/cloudevents-batch+json";
    private const string Structured = "application/cloudevents+json";
    private static readonly string[] Attributes = ["ce-specversion", "ce-id", "ce-source", "ce-subject", "ce-type", "ce-time"];

    /// <inheritdoc/>
    public override string Platform => "cloudevents";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Kept { get; } = [.. Attributes, "content-type"];

    /// <inheritdoc/>
    public override Verdict Verify(Delivery delivery)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        var key = delivery.Header(ApiKeys.Header) ?? (delivery.Header("Authorization") is { } bearer && bearer.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? bearer[7..] : null);
        if (key is null)
            return new Verdict.Refused(401, $"Send one of the source's secrets in the header '{ApiKeys.Header}', or as a bearer token.");
        if (!Knows(delivery, key))
            return new Verdict.Refused(401, "The key is none of the source's secrets.");
        var type = MediaType(delivery.Header("Content-Type"));
        var binary = delivery.Header("ce-id") is not null;
        if (!binary && type is not (Structured or Batch))
            return new Verdict.Refused(415, $"Send Content-Type {Structured} or {Batch}, or a CloudEvent in binary mode with its attributes in 'ce-' headers.");
        var id = binary ? IdOf(delivery.Header("ce-source") ?? "", delivery.Header("ce-id")!) : IdOf(delivery.Body);
        return new Verdict.Accepted(id ?? BodyHash.Of(delivery.Body), "");
    }

    internal override Mapped Read(Posted posted, FactMaker make)
    {
        var type = MediaType(posted.Header("content-type"));
        if (type is not (Structured or Batch))
        {
            var headers = new CloudEventAttributes(
                Header("ce-specversion"), Header("ce-id"), Header("ce-source"), Header("ce-subject"), Header("ce-type"), Header("ce-time"), posted.Header("content-type"));
            return new Mapped.Facts([Of(make.Reader.ReadCloudEvent(headers, posted.Body.Span))], []);
        }

        if (type == Structured)
            return new Mapped.Facts([One(posted, make)], []);

        // An element that has to be read again comes alone then.
        var alone = new Dictionary<string, string>(posted.Headers, StringComparer.Ordinal) { ["content-type"] = Structured };
        return Elements.IsList(posted.Body)
            ? Elements.Read(posted with { Headers = alone }, element => One(element, make))
            : new Mapped.Wrong("", "A batch is a list of CloudEvents.");

        // Values of headers are percent-encoded (HTTP binding, 3.1.3.2).
        string? Header(string name) => posted.Header(name) is { } value ? Uri.UnescapeDataString(value) : null;
    }

    private static CustomerEvent One(Posted posted, FactMaker make) => Of(make.Reader.ReadCloudEvent(Root(posted.Body).Bytes.Span));

    private static CustomerEvent Of(EventReading reading) => reading.Event ?? throw new CannotMapException(reading.Errors[0].Field, $"{EventError.Join(reading.Errors)}.");

    /// <summary>Hashes of equal length are compared, so the time taken tells nothing of a key.</summary>
    private static bool Knows(Delivery delivery, string key)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        var knows = false;
        foreach (var secret in delivery.Source.Secrets)
            knows |= CryptographicOperations.FixedTimeEquals(hash, SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
        return knows;
    }

    private static string MediaType(string? contentType) => (contentType ?? "").Split(';')[0].Trim().ToLowerInvariant();

    /// <summary>Source and id tell events apart. A source is a URI and has no blank; one that has may not take the place of another one's id.</summary>
    private static string IdOf(string source, string id) =>
        $"{source.Replace("%", "%25", StringComparison.Ordinal).Replace(" ", "%20", StringComparison.Ordinal)} {id}";

    private static string? IdOf(ReadOnlyMemory<byte> body)
    {
        try
        {
            var e = Root(body);
            return e["id"].Text is { } id && e["source"].Text is { } source ? IdOf(source, id) : null;
        }
        catch (Exception e) when (e is JsonException or CannotMapException)
        {
            return null;
        }
    }
}
