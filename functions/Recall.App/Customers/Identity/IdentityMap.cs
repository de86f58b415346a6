using Recall.Core.Customers;
using Recall.Core.Customers.Identity;
using Recall.Core.Wording;

namespace Recall.App.Customers.Identity;

/// <summary>The keys that are connected with some, by links or because they are one customer now.</summary>
internal sealed class IdentityMap(CustomerStore customers, IdentityStore identities, IdentityRules rules)
{
    /// <summary>
    /// Keys looked at. One more claim joins at most <see cref="AddressClaims.Most"/> persons of <see cref="IdentityRules.MostKeys"/>; a crowd beyond it
    /// was taken apart when it became one.
    /// </summary>
    private const int MostKeys = 1200;

    private readonly Dictionary<CustomerKey, CustomerKey> _homes = [];
    private readonly List<IdentityLink> _links = [];
    private readonly Dictionary<CustomerKey, string> _crowded = [];
    private readonly HashSet<string> _addresses = new(StringComparer.Ordinal);
    private readonly Queue<CustomerKey> _next = new();

    /// <summary>Of each key, the key it lives under.</summary>
    public IReadOnlyDictionary<CustomerKey, CustomerKey> Homes { get; private set; } = new Dictionary<CustomerKey, CustomerKey>();

    /// <summary>What links them.</summary>
    public IReadOnlyCollection<IdentityLink> Links { get; private set; } = [];

    /// <summary>Of keys whose address many have, that address as people see it.</summary>
    public IReadOnlyDictionary<CustomerKey, string> Crowded => _crowded;

    /// <summary>Reads it, from some keys on.</summary>
    public async Task<IdentityMap> ReadAsync(IEnumerable<CustomerKey> from, CancellationToken cancellationToken)
    {
        foreach (var key in from)
            await VisitAsync(key, cancellationToken);
        while (_next.TryDequeue(out var key) && _homes.Count <= MostKeys)
        {
            var links = await identities.FindAsync(key, cancellationToken);
            foreach (var other in links.Same)
                await LinkAsync(key, other, Whys.SamePerson, null, cancellationToken);
            foreach (var address in links.Addresses)
            {
                if (_addresses.Add(address))
                    await AddressAsync(await identities.FindAsync(address, cancellationToken), cancellationToken);
            }
        }

        // Beyond the bound some were seen and not looked at: what links them is not known, and nothing is done about them.
        var unread = _next.ToHashSet();
        Homes = _homes.Where(h => !unread.Contains(h.Key) && !unread.Contains(h.Value)).ToDictionary();
        Links = _links.FindAll(l => Homes.ContainsKey(l.A) && Homes.ContainsKey(l.B));
        return this;
    }

    private async Task AddressAsync(AddressClaims claims, CancellationToken cancellationToken)
    {
        if (claims.IsCrowded(rules))
        {
            foreach (var claim in claims.Claims)
                _crowded[claim.Customer] = claims.Shown ?? claims.Address;
        }

        // Whom the address links no more may still be one with somebody because of it.
        foreach (var claim in claims.Claims)
            await VisitAsync(claim.Customer, cancellationToken, mergedAlone: true);
        var linked = claims.Linked(rules);
        foreach (var other in linked.Skip(1))
        {
            var verified = claims.Claims.Where(c => c.Customer == linked[0] || c.Customer == other).All(c => c.Kind == ClaimKind.Verified);
            await LinkAsync(linked[0], other, verified ? Whys.SameVerified : Whys.SameAddress, claims.Shown ?? claims.Address, cancellationToken);
        }
    }

    private async Task LinkAsync(CustomerKey a, CustomerKey b, WhyKind kind, string? address, CancellationToken cancellationToken)
    {
        await VisitAsync(a, cancellationToken);
        await VisitAsync(b, cancellationToken);
        _links.Add(new(a, b, kind, address));
    }

    /// <summary>Once: a customer's keys all live under the same one.</summary>
    private async Task VisitAsync(CustomerKey key, CancellationToken cancellationToken, bool mergedAlone = false)
    {
        if (_homes.ContainsKey(key))
            return;
        var profile = await ProfileAsync(key, cancellationToken);
        if (mergedAlone && profile?.Members is null)
            return;
        foreach (var one in profile?.Keys ?? [key])
        {
            if (_homes.TryAdd(one, profile?.Customer ?? key))
                _next.Enqueue(one);
        }
    }

    /// <summary>
    /// The customer, once nothing is on its way under any of their keys: a merge that was cut off in its last step is seen in the row of the key that
    /// came, and not in theirs.
    /// </summary>
    private async Task<Profile?> ProfileAsync(CustomerKey key, CancellationToken cancellationToken)
    {
        while (true)
        {
            var profile = (await customers.FindAsync(key, cancellationToken))?.Profile;
            var moved = false;
            foreach (var other in profile?.Members?.Select(m => m.Key).Where(k => k != profile.Customer) ?? [])
                moved |= await customers.Moves.FinishAsync(other, cancellationToken);
            if (!moved)
                return profile;
        }
    }
}
