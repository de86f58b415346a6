namespace Recall.App.Ports;

/// <summary>One way of reaching a person: e-mail, SMS, the shop's own gateway, WeCom.</summary>
public interface IChannel
{
    /// <summary>As sequences name it, one of <see cref="Core.Messaging.Channels.Names"/>.</summary>
    string Name { get; }

    /// <summary>
    /// How long after a send another one under the same idempotency key still reaches the person once (e-mail by operation id); zero where it may
    /// reach them twice at once (SMS). A send of unknown outcome is repeated within that time of its first attempt and never after it.
    /// </summary>
    TimeSpan RepeatableFor { get; }

    /// <summary>Hands the touch to the carrier. Accepted is not delivered: delivery comes back as an event.</summary>
    Task<SendResult> SendAsync(OutgoingTouch touch, string idempotencyKey, CancellationToken cancellationToken = default);
}

/// <summary>A rendered message to one address.</summary>
/// <param name="To">E-mail address, E.164 phone number, customer key (<c>push</c>) or WeCom's id of the contact.</param>
/// <param name="Locale">BCP 47, for example <c>zh-CN</c>.</param>
/// <param name="Subject">E-mail only.</param>
/// <param name="Html">E-mail only.</param>
/// <param name="Text">The plain part of an e-mail; the whole of any other message.</param>
/// <param name="UnsubscribeUrl">For <c>List-Unsubscribe</c>, RFC 8058 one-click.</param>
/// <param name="From">The sender's address or number; empty where the gateway knows it.</param>
/// <param name="FromName">The sender's display name.</param>
public sealed record OutgoingTouch(
    string To, string Locale, string? Subject, string? Html, string Text, string? UnsubscribeUrl, string From, string FromName);

/// <summary>What the carrier said.</summary>
public abstract record SendResult
{
    /// <summary>Taken; <paramref name="ProviderId"/> is the carrier's id.</summary>
    public sealed record Accepted(string ProviderId) : SendResult;

    /// <summary>Refused for good.</summary>
    public sealed record Rejected(string Reason) : SendResult;

    /// <summary>Not now, and nothing was taken: try after this time.</summary>
    public sealed record TryLater(TimeSpan After) : SendResult;

    /// <summary>
    /// No answer that says whether it was taken: it may have been. It may come again after this time, under the same key and on the same channel
    /// alone. Whatever is thrown says so too.
    /// </summary>
    public sealed record Unclear(TimeSpan After) : SendResult;
}
