using System.Globalization;
using Recall.App.Customers;
using Recall.Core.Customers;
using Recall.Core.Messaging;

namespace Recall.App.Ingestion.Files;

/// <summary>
/// Addresses for customers of research data, which reach nobody: example.com is reserved for documentation (RFC 2606), and numbers
/// 555-0100 to 555-0199 of every North American area code for fiction (NANPA).
/// </summary>
internal sealed class ExampleContacts
{
    private readonly HashSet<ulong> _known = [];

    /// <summary>Before the first order of each customer: who they are, and that they may be written to.</summary>
    public IEnumerable<CustomerEvent> Before(IEnumerable<CustomerEvent> events)
    {
        foreach (var e in events)
        {
            if (e is OrderPlaced && _known.Add(Bucket.Hash(e.Customer.Value)))
            {
                // The time is part of the id: another file may begin the same customer at another time.
                foreach (var contact in Of(e, $"example-{CustomerKeys.Time(e.At)}", [Channels.Email, Channels.Sms]))
                    yield return contact;
            }

            yield return e;
        }
    }

    /// <summary>A name, an address and a consent on each of the channels, at the time of a customer's event.</summary>
    /// <param name="e">Whose.</param>
    /// <param name="id">Of the events.</param>
    /// <param name="channels">Which.</param>
    public static IEnumerable<CustomerEvent> Of(CustomerEvent e, string id, IReadOnlyList<string> channels)
    {
        var person = Person(e, id);
        yield return person with
        {
            Email = channels.Contains(Channels.Email, StringComparer.Ordinal) ? person.Email : null,
            Phone = channels.Contains(Channels.Sms, StringComparer.Ordinal) ? person.Phone : null,
            Wecom = channels.Contains(Channels.Wecom, StringComparer.Ordinal) ? ContactKey.Of("example", e.Customer.Value) : null,
        };
        foreach (var channel in channels)
            yield return new ConsentChanged { Id = $"{id}-{channel}", Customer = e.Customer, At = e.At, Channel = channel, Granted = true };
    }

    private static CustomerChanged Person(CustomerEvent e, string id)
    {
        var key = e.Customer.Value;
        var mailbox = string.Concat(key.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '.')).Trim('.');
        var hash = Bucket.Hash(key);
        return new()
        {
            Id = id,
            Customer = e.Customer,
            At = e.At,
            Email = $"{(mailbox.Length > 60 ? mailbox[..60].TrimEnd('.') : mailbox)}@example.com",
            Phone = string.Create(CultureInfo.InvariantCulture, $"+1{201 + (hash % 710)}55501{hash / 710 % 100:D2}"),
            Name = $"Customer {key[(key.IndexOf(':', StringComparison.Ordinal) + 1)..]}",
        };
    }
}
