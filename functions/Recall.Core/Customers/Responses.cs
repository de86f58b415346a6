namespace Recall.Core.Customers;

/// <summary>Messages by what became of them. Opens and clicks are counted for reports; scanners make them too.</summary>
public sealed record Responses
{
    /// <summary>None yet.</summary>
    public static Responses None { get; } = new();

    /// <summary>Messages handed to a carrier.</summary>
    public int Sent { get; init; }

    /// <summary>Arrived.</summary>
    public int Delivered { get; init; }

    /// <summary>Opened, by a person or a machine.</summary>
    public int Opened { get; init; }

    /// <summary>Clicked, by a person or a machine.</summary>
    public int Clicked { get; init; }

    /// <summary>Replies.</summary>
    public int Replied { get; init; }

    /// <summary>Channels whose last message bounced and whose address has not changed since: no more is sent there.</summary>
    public IReadOnlyList<string> Suppressed { get; init; } = [];

    /// <summary>Messages handed to a carrier since the last order or reply.</summary>
    public int Unanswered { get; init; }

    /// <summary>Last message handed to a carrier, UTC.</summary>
    public DateTimeOffset? LastSentAt { get; init; }
}
