using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Recall.Core.Customers;
using Recall.Core.Sequences;

namespace Recall.Core.Messaging;

/// <summary>Names of messages in events. A customer's events need no customer in their ids.</summary>
public static class MessageIds
{
    /// <summary><c>{sequence}--{episode}--{step}</c>.</summary>
    public static string Of(EnrolmentId id, string step)
    {
        ArgumentNullException.ThrowIfNull(id);
        return string.Create(CultureInfo.InvariantCulture, $"{id.Sequence}--{id.Episode}--{step}");
    }

    /// <summary>The fact that a message was handed to a carrier; its id is the message's, so repeating it does nothing.</summary>
    public static MessageStatusChanged Sent(EnrolmentId id, string step, string channel, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(id);
        var message = Of(id, step);
        return new() { Id = message + "--sent", Customer = id.Customer, At = at, Message = message, Channel = channel, Status = MessageStatus.Sent };
    }

    /// <summary>The fact of what became of a message, as its carrier reports it; each status once.</summary>
    public static MessageStatusChanged Became(EnrolmentId id, string step, string channel, MessageStatus status, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(id);
        var message = Of(id, step);
        return new()
        {
            Id = $"{message}--{status.ToString().ToLowerInvariant()}", Customer = id.Customer, At = at, Message = message, Channel = channel, Status = status,
        };
    }

    /// <summary>Reads an effect key, <see cref="EnrolmentId.EffectKey"/>.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static (EnrolmentId Id, string Step) Parse(string effect)
    {
        ArgumentNullException.ThrowIfNull(effect);
        var slash = effect.LastIndexOf('/');
        return (EnrolmentId.Parse(effect[..Math.Max(slash, 0)]), effect[(slash + 1)..]);
    }

    /// <summary>
    /// The id of a touch for carriers that want a UUID, from its effect key: always the same, and version 8 of RFC 9562 (5.8), which leaves
    /// how it is made to whoever makes it.
    /// </summary>
    public static Guid Operation(string effect)
    {
        ArgumentNullException.ThrowIfNull(effect);
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(effect)).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new(bytes, bigEndian: true);
    }

    /// <summary>The fact that a step gave a tag or took it off, at the step's time, so that it is the same however often the step is performed.</summary>
    public static CustomerTagged Tagged(EnrolmentId id, TagStep step, DateTimeOffset since)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(step);
        return new() { Id = Of(id, step.Id) + "--tag", Customer = id.Customer, At = since, Tag = step.Tag, Removed = step.Remove };
    }
}
