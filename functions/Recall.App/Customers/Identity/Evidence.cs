using Recall.Core.Customers;
using Recall.Core.Customers.Identity;

namespace Recall.App.Customers.Identity;

/// <summary>An address that something says a customer has.</summary>
/// <param name="Address">Its <see cref="ContactKey"/>.</param>
/// <param name="Kind">How sure it is.</param>
/// <param name="Shown">Masked; null where only the hash is known.</param>
internal sealed record Evidence(string Address, ClaimKind Kind, string? Shown)
{
    /// <summary>What a key and events under it say; of most events, nothing.</summary>
    public static IReadOnlyList<Evidence> Of(CustomerKey customer, IEnumerable<CustomerEvent> events, IdentityRules rules)
    {
        List<Evidence>? found = null;
        if (ContactKey.IsAddress(customer, out var address))
            (found ??= []).Add(new(address, ClaimKind.Key, null));
        foreach (var change in events.OfType<CustomerChanged>())
        {
            if (change.Email is { } email && !rules.IsNobodys(email))
                (found ??= []).AddRange(EmailForm.Of(email).Select(form => Said(ContactKey.OfEmail(form), change.EmailVerified == true, Masked.Email(email))));
            if (change.Phone is { } phone)
                (found ??= []).Add(Said(ContactKey.OfPhone(phone), change.PhoneVerified == true, Masked.Phone(phone)));
        }

        return found ?? (IReadOnlyList<Evidence>)[];
    }

    private static Evidence Said(string address, bool verified, string? shown) => new(address, verified ? ClaimKind.Verified : ClaimKind.Said, shown);
}
