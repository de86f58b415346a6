namespace Recall.Core.Customers;

/// <summary>Folds what became of messages.</summary>
internal static class ResponseFold
{
    public static Responses Add(Responses sum, CustomerEvent e) => e switch
    {
        Replied => sum with { Replied = sum.Replied + 1, Unanswered = 0 },
        MessageStatusChanged { Status: MessageStatus.Sent } => sum with
        {
            Sent = sum.Sent + 1,
            Unanswered = sum.Unanswered + 1,
            LastSentAt = e.At,
        },
        MessageStatusChanged { Status: MessageStatus.Delivered } m => sum with
        {
            Delivered = sum.Delivered + 1,
            Suppressed = Without(sum.Suppressed, m.Channel),
        },
        MessageStatusChanged { Status: MessageStatus.Opened } => sum with { Opened = sum.Opened + 1 },
        MessageStatusChanged { Status: MessageStatus.Clicked } => sum with { Clicked = sum.Clicked + 1 },
        MessageStatusChanged { Status: MessageStatus.Bounced } m => sum with
        {
            Suppressed = [.. Without(sum.Suppressed, m.Channel), m.Channel],
        },
        _ => sum,
    };

    /// <summary>A new address has not bounced yet.</summary>
    public static Responses Readdress(Responses sum, Person old, CustomerChanged change)
    {
        if (change.Email is not null && !string.Equals(change.Email, old.Email, StringComparison.OrdinalIgnoreCase))
            sum = sum with { Suppressed = Without(sum.Suppressed, "email") };
        if (change.Phone is not null && !string.Equals(change.Phone, old.Phone, StringComparison.Ordinal))
            sum = sum with { Suppressed = Without(sum.Suppressed, "sms") };
        if (change.Wecom is not null && !string.Equals(change.Wecom, old.Wecom, StringComparison.Ordinal))
            sum = sum with { Suppressed = Without(sum.Suppressed, "wecom") };
        return sum;
    }

    private static IReadOnlyList<string> Without(IReadOnlyList<string> channels, string channel) =>
        channels.Contains(channel, StringComparer.Ordinal)
            ? [.. channels.Where(c => !string.Equals(c, channel, StringComparison.Ordinal))]
            : channels;
}
