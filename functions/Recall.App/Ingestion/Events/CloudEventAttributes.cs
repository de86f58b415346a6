namespace Recall.App.Ingestion.Events;

/// <summary>
/// The attributes of a CloudEvent (CloudEvents 1.0.2) that Recall uses. The event's id is <c>id</c>, its type the last part of
/// <c>type</c> (<c>com.example.order</c> is an <c>order</c>), its time <c>time</c>. Its customer is <c>subject</c> where that is a whole key, else
/// the last part of <c>source</c> and the subject: <c>/shops/shopify</c> and <c>42</c> are <c>shopify:42</c>. Extension attributes describe the
/// transport (traces, partitions), not the fact, and are left alone as the specification asks.
/// </summary>
internal record struct CloudEventAttributes(
    string? SpecVersion, string? Id, string? Source, string? Subject, string? Type, string? Time, string? DataContentType)
{
    public readonly string EventType => Last(Type, '.');

    public readonly string Customer => Subject is null ? "" : Subject.Contains(':', StringComparison.Ordinal) ? Subject : $"{Last(Source, '/')}:{Subject}";

    private static string Last(string? text, char separator)
    {
        var trimmed = (text ?? "").TrimEnd(separator);
        return trimmed[(trimmed.LastIndexOf(separator) + 1)..];
    }
}
