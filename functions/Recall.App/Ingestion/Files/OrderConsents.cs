using Recall.Core.Customers;
using Recall.Core.Messaging;

namespace Recall.App.Ingestion.Files;

/// <summary>
/// What orders say about consent. A shop's export repeats the customer's standing answer in every order, which is no new act: a consent is a
/// fact where it is the first in the file or follows a refusal; a refusal always is. Orders may stand in any order, and where that leaves a
/// doubt the refusal counts. Remembers a bounded number of customers; forgetting some only means that an answer is stored once more.
/// </summary>
internal sealed class OrderConsents
{
    private const int Most = 1_000_000;
    private readonly Dictionary<ulong, (DateTimeOffset At, bool Granted)> _newest = [];

    /// <summary>Fields of files with the channel each is about.</summary>
    public static IReadOnlyList<(string Field, string Channel)> Fields { get; } = [("emailConsent", Channels.Email), ("smsConsent", Channels.Sms)];

    /// <summary>
    /// What an event's id has behind the order's, the same whenever the order is read. A later export may take back what an earlier one said of the same order: of two
    /// events of one moment the one whose id sorts last has the last word, and that is the refusal.
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

    /// <summary>True where the answer is a fact to be stored.</summary>
    public bool IsNew(ConsentChanged consent)
    {
        var key = Bucket.Hash($"{consent.Customer}|{consent.Channel}");
        var known = _newest.TryGetValue(key, out var newest);
        var later = !known || consent.At >= newest.At;
        if (later && _newest.Count >= Most)
            _newest.Clear();
        if (later)
            _newest[key] = (consent.At, consent.Granted);
        return !known || consent.Granted != newest.Granted || (later && !consent.Granted);
    }
}
