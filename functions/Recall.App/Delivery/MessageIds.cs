using System.Globalization;
using Recall.Core.Sequences;

namespace Recall.App.Delivery;

/// <summary>Names of messages in events. A customer's events need no customer in their ids.</summary>
public static class MessageIds
{
    /// <summary><c>{sequence}--{episode}--{step}</c>.</summary>
    public static string Of(EnrolmentId id, string step)
    {
        ArgumentNullException.ThrowIfNull(id);
        return string.Create(CultureInfo.InvariantCulture, $"{id.Sequence}--{id.Episode}--{step}");
    }
}
