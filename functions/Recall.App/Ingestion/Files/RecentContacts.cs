using Recall.Core;
using Recall.Core.Customers;

namespace Recall.App.Ingestion.Files;

/// <summary>
/// Orders repeat the customer's address; only a change is a fact. Remembers a bounded number of customers; forgetting some only
/// means that an address is stored once more. The same file gives the same events every time.
/// </summary>
internal sealed class RecentContacts
{
    private const int Most = 1_000_000;
    private readonly Dictionary<ulong, ulong> _last = [];

    /// <summary>True where the person's last known data in this file were others.</summary>
    public bool IsNew(CustomerChanged person)
    {
        var customer = Bucket.Hash(person.Customer.Value);
        var content = Bucket.Hash(StoredJson.Text(person with { Id = "", At = default }));
        if (_last.TryGetValue(customer, out var known) && known == content)
            return false;
        if (_last.Count >= Most)
            _last.Clear();
        _last[customer] = content;
        return true;
    }
}
