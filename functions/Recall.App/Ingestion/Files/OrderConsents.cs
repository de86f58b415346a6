using Recall.Core.Customers;
using Recall.Core.Messaging;

namespace Recall.App.Ingestion.Files;

/// <summary>
/// What orders say about consent: every answer is a fact at the time of its order, so that a customer's consent depends on when things
/// happened and not on how the rows of a file are sorted. Which answers count is decided when they are folded.
/// </summary>
internal static class OrderConsents
{
    /// <summary>Fields of files with the channel each is about.</summary>
    public static IReadOnlyList<(string Field, string Channel)> Fields { get; } = [("emailConsent", Channels.Email), ("smsConsent", Channels.Sms)];

    /// <summary>
    /// What an event's id has behind the order's, the same whenever the order is read. A later export may take back what an earlier one said
    /// of the same order, as another fact of that moment.
    /// </summary>
    public static string Suffix(string channel, bool granted) => $".{channel}-{(granted ? "granted" : "withdrawn")}";

    /// <summary>Reads an answer; what is wrong goes on where the field's name ends.</summary>
    public static string? TryParse(string text, out bool granted)
    {
        granted = text.ToUpperInvariant() is "YES" or "TRUE" or "1" or "是";
        return granted || text.ToUpperInvariant() is "NO" or "FALSE" or "0" or "否"
            ? null
            : $"'{Shown.Short(text)}' is neither yes nor no; write yes, no, true, false, 1, 0, 是 or 否, or leave it empty where nobody was asked";
    }
}
