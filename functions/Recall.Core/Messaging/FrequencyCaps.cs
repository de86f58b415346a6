namespace Recall.Core.Messaging;

/// <summary>Sliding frequency caps.</summary>
public static class FrequencyCaps
{
    /// <summary>The earliest time at or after <paramref name="at"/> when one more message keeps within the cap, UTC.</summary>
    public static DateTimeOffset FreeAt(FrequencyCap cap, IReadOnlyList<Touch> touches, string channel, DateTimeOffset at)
    {
        if (cap.Channel is not null && cap.Channel != channel)
            return at;

        var counted = touches
            .Where(t => (cap.Channel is null || cap.Channel == t.Channel) && t.At > at - cap.Per)
            .Select(t => t.At)
            .Order()
            .ToList();
        return counted.Count < cap.Max ? at : Max(at, counted[counted.Count - cap.Max] + cap.Per);
    }

    private static DateTimeOffset Max(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
