using System.Text.Json.Serialization;

namespace Recall.Core.Customers.Identity;

/// <summary>How sure it is that a customer has an address.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ClaimKind>))]
public enum ClaimKind
{
    /// <summary>The customer's data say so.</summary>
    [JsonStringEnumMemberName("said")] Said,

    /// <summary>The platform has seen that they read messages there.</summary>
    [JsonStringEnumMemberName("verified")] Verified,

    /// <summary>The key is made from the address: of this customer nothing else is known.</summary>
    [JsonStringEnumMemberName("key")] Key,
}

/// <summary>A customer who has, or had, an address.</summary>
/// <param name="Customer">Under this key.</param>
/// <param name="Kind">How sure it is.</param>
/// <param name="Apart">Taken apart by hand: for this key the address is no link any more.</param>
public sealed record AddressClaim(CustomerKey Customer, ClaimKind Kind, bool Apart = false);

/// <summary>All who have an address.</summary>
/// <param name="Address">Its <see cref="ContactKey"/>.</param>
/// <param name="Shown">The address as people see it, masked; null where only its hash is known.</param>
/// <param name="Claims">Who has it, at most <see cref="Most"/>.</param>
/// <param name="Crowded">More have it than are kept: it links nobody any more.</param>
public sealed record AddressClaims(string Address, string? Shown, IReadOnlyList<AddressClaim> Claims, bool Crowded = false)
{
    /// <summary>Claims kept; above any bound that a shop may set.</summary>
    public const int Most = 50;

    /// <summary>With one more claim, or a surer one of a customer who is known; itself where that says nothing new.</summary>
    public AddressClaims With(CustomerKey customer, ClaimKind kind, string? shown)
    {
        var known = Claims.FirstOrDefault(c => c.Customer == customer);
        if (known is not null && known.Kind >= kind)
            return this;
        if (known is null && Claims.Count >= Most)
            return Crowded ? this : this with { Crowded = true };
        return this with
        {
            Shown = Shown ?? shown,
            Claims = [.. Claims.Where(c => c.Customer != customer).Append(new(customer, kind, known?.Apart ?? false)).OrderBy(c => c.Customer, Survivor.Order)],
        };
    }

    /// <summary>Where the address is no link for a customer any more.</summary>
    public AddressClaims Without(CustomerKey customer) => this with
    {
        Claims = [.. Claims.Select(c => c.Customer == customer ? c with { Apart = true } : c)],
    };

    /// <summary>As if a customer had never had it; null where nothing is left to know.</summary>
    public AddressClaims? WithoutTrace(CustomerKey customer)
    {
        var left = this with { Claims = [.. Claims.Where(c => c.Customer != customer)] };
        return left.Claims.Count == 0 && !Crowded ? null : left;
    }

    /// <summary>True where so many have it that it says nothing about who they are.</summary>
    public bool IsCrowded(IdentityRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return Crowded || Linking(rules).Count > rules.MostPerAddress;
    }

    /// <summary>The customers whom the address makes one person; none or several. It depends on who has it alone, not on who came first.</summary>
    public IReadOnlyList<CustomerKey> Linked(IdentityRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var linking = Linking(rules);
        return IsCrowded(rules) || linking.Count < 2 ? [] : linking;
    }

    /// <summary>
    /// Verified addresses and keys made from the address link. A customer of whom the platform only says that they have it is linked with the
    /// platform's own guests of that address, if no other customer of the platform says so too.
    /// </summary>
    private List<CustomerKey> Linking(IdentityRules rules)
    {
        var trust = rules.Of(Address);
        if (trust == Trust.Never || rules.Ignores(Address))
            return [];
        var open = Claims.Where(c => !c.Apart).ToList();
        var keys = open.Where(c => c.Kind == ClaimKind.Key).Select(c => c.Customer.Source.ToString()).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. open.Where(c => c.Kind != ClaimKind.Said || trust == Trust.Any
                || (keys.Contains(c.Customer.Source.ToString()) && open.Count(o => o.Kind != ClaimKind.Key && o.Customer.Source.SequenceEqual(c.Customer.Source)) == 1))
                .Select(c => c.Customer),
        ];
    }
}
