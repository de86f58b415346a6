using Recall.Core.Wording;

namespace Recall.Core.Customers.Identity;

/// <summary>Two keys of one person.</summary>
/// <param name="A">One.</param>
/// <param name="B">The other.</param>
/// <param name="Kind">How it is known.</param>
/// <param name="Address">The address that links them, as people see it; null where somebody said so.</param>
public sealed record IdentityLink(CustomerKey A, CustomerKey B, WhyKind Kind, string? Address)
{
    /// <summary>True where somebody said so.</summary>
    public bool Explicit => Address is null;

    /// <summary>How it is known, told of the other of the two.</summary>
    public Why With(CustomerKey other) => Explicit ? Kind.With(("customer", other.Value)) : Kind.With(("address", Address), ("customer", other.Value));
}

/// <summary>One move of a key's rows.</summary>
public abstract record IdentityMove
{
    /// <summary>A customer with all of their keys becomes part of another.</summary>
    public sealed record Merge(CustomerKey From, CustomerKey Into, Why Why) : IdentityMove;

    /// <summary>A key leaves the customer it was merged into.</summary>
    public sealed record Split(CustomerKey Key, CustomerKey From) : IdentityMove;
}

/// <summary>
/// What has to move so that the customers are as the links say: who is connected is one person, named by <see cref="Survivor"/>. It is told from
/// the links as they are, however they came, so any order of arrival ends in the same customers.
/// </summary>
public static class IdentityPlan
{
    /// <summary>The moves, splits before merges; none where all is as it should be. After splits it is asked again.</summary>
    /// <param name="homes">Of each key looked at, the key it lives under now.</param>
    /// <param name="links">All links among these keys.</param>
    public static IReadOnlyList<IdentityMove> Of(IReadOnlyDictionary<CustomerKey, CustomerKey> homes, IReadOnlyCollection<IdentityLink> links)
    {
        ArgumentNullException.ThrowIfNull(homes);
        ArgumentNullException.ThrowIfNull(links);
        var person = Persons(homes.Keys, links);
        var splits = homes.Where(h => h.Key != h.Value && person[h.Key] != person[h.Value]).OrderBy(h => h.Key, Survivor.Order)
            .Select(h => (IdentityMove)new IdentityMove.Split(h.Key, h.Value)).ToList();
        if (splits.Count > 0)
            return splits;
        return
        [
            .. homes.Values.Distinct().Where(home => person[home] != home).OrderBy(home => home, Survivor.Order)
                .Select(home => new IdentityMove.Merge(home, person[home], Because(home, person[home]))),
        ];

        // There is such a link: what is connected with nobody else is where it belongs.
        Why Because(CustomerKey home, CustomerKey into)
        {
            var link = links.Where(l => (homes[l.A] == home) != (homes[l.B] == home))
                .OrderByDescending(l => homes[l.A] == into || homes[l.B] == into).ThenBy(l => l.A, Survivor.Order).ThenBy(l => l.B, Survivor.Order).First();
            return link.With(homes[link.A] == home ? link.A : link.B);
        }
    }

    /// <summary>Of each key, the survivor of all that it is connected with.</summary>
    private static Dictionary<CustomerKey, CustomerKey> Persons(IEnumerable<CustomerKey> keys, IReadOnlyCollection<IdentityLink> links)
    {
        var all = Connected(keys, links);
        var crowds = all.GroupBy(p => p.Value).Where(g => g.Count() > IdentityRules.MostKeys).SelectMany(g => g.Select(p => p.Key)).ToHashSet();
        if (crowds.Count == 0)
            return all;
        return Connected(all.Keys, [.. links.Where(l => l.Explicit || !crowds.Contains(l.A))]);
    }

    private static Dictionary<CustomerKey, CustomerKey> Connected(IEnumerable<CustomerKey> keys, IEnumerable<IdentityLink> links)
    {
        var parent = keys.ToDictionary(k => k);
        foreach (var link in links)
        {
            var (a, b) = (Root(link.A), Root(link.B));
            if (Survivor.Order.Compare(a, b) < 0)
                parent[b] = a;
            else
                parent[a] = b;
        }

        return parent.Keys.ToDictionary(k => k, Root);

        CustomerKey Root(CustomerKey key)
        {
            while (parent[key] != key)
                key = parent[key] = parent[parent[key]];
            return key;
        }
    }
}
