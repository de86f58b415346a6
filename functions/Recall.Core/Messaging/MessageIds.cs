using System.Globalization;
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

    /// <summary>The fact that a step gave a tag or took it off, at the step's time, so that it is the same however often the step is performed.</summary>
    public static CustomerTagged Tagged(EnrolmentId id, TagStep step, DateTimeOffset since)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(step);
        return new() { Id = Of(id, step.Id) + "--tag", Customer = id.Customer, At = since, Tag = step.Tag, Removed = step.Remove };
    }
}
