namespace Recall.Core.Customers.Identity;

/// <summary>Which addresses of a kind make two customers one.</summary>
public enum Trust
{
    /// <summary>Those that a platform says are verified, and keys made from the address.</summary>
    Verified,

    /// <summary>All.</summary>
    Any,

    /// <summary>None.</summary>
    Never,
}

/// <summary>What makes two customers one: the part <c>identity</c> of a settings file.</summary>
public sealed record IdentityRules
{
    /// <summary>Most keys of one person, unless somebody said one by one that they are the same: links by addresses in a long chain are a mistake somewhere.</summary>
    public const int MostKeys = 20;

    /// <summary>Domains that no person's address has (RFC 2606, RFC 6761).</summary>
    private static readonly string[] Reserved = ["example.com", "example.net", "example.org", "test", "invalid", "localhost", "example"];

    /// <summary>Mailboxes that stand for nobody.</summary>
    private static readonly HashSet<string> Nobody = new(StringComparer.Ordinal)
    {
        "noreply", "no-reply", "no.reply", "no_reply", "donotreply", "do-not-reply", "none", "noemail", "no-email", "nomail", "unknown", "guest", "anonymous",
    };

    /// <summary>Mailboxes of no one person, though of one company (RFC 2142).</summary>
    private static readonly HashSet<string> Roles = new(StringComparer.Ordinal)
    {
        "info", "sales", "support", "admin", "postmaster", "webmaster", "hostmaster", "abuse", "marketing", "service",
    };

    private readonly HashSet<string> _ignoredKeys = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<string> _ignored = [];

    /// <summary>The rules where a shop sets none.</summary>
    public static IdentityRules Default { get; } = new();

    /// <summary>Which e-mail addresses link.</summary>
    public Trust Email { get; init; }

    /// <summary>Which phone numbers link.</summary>
    public Trust Phone { get; init; }

    /// <summary>Customers that one address may make one; an address that more of them have links nobody.</summary>
    public int MostPerAddress { get; init; } = 5;

    /// <summary>Addresses, numbers (E.164) and domains (<c>@shop.com</c>) that link nobody: the shop's own counter, a marketplace's relay.</summary>
    public IReadOnlyList<string> Ignored
    {
        get => _ignored;
        init
        {
            _ignored = [.. value.Select(v => v.Trim().ToLowerInvariant())];
            _ignoredKeys = [.. _ignored.Where(v => !v.StartsWith('@')).Select(v => v.Contains('@', StringComparison.Ordinal) ? ContactKey.OfEmail(v) : ContactKey.OfPhone(v))];
        }
    }

    /// <summary>Which addresses of this one's kind link.</summary>
    /// <param name="address">Its <see cref="ContactKey"/>.</param>
    public Trust Of(string address) => ContactKey.IsEmail(address) ? Email : Phone;

    /// <summary>True for the <see cref="ContactKey"/> of an address that links nobody by the shop's settings.</summary>
    public bool Ignores(string address) => _ignoredKeys.Contains(address);

    /// <summary>True for an e-mail address that no one person has, by the shop's settings or by its look.</summary>
    public bool IsNobodys(string email)
    {
        ArgumentNullException.ThrowIfNull(email);
        var text = email.Trim().ToLowerInvariant();
        var at = text.LastIndexOf('@');
        if (at < 1)
            return true;
        var domain = text[(at + 1)..];
        return Nobody.Contains(text[..at]) || Roles.Contains(text[..at]) || _ignored.Any(i => i.StartsWith('@') && IsIn(domain, i[1..])) || Array.Exists(Reserved, r => IsIn(domain, r));
    }

    /// <summary>
    /// True for an e-mail address that anybody may give, so that it tells no guests apart: <c>no-reply@</c> and its like, and those that the settings
    /// name. A company's <c>info@</c> or a marketplace's relay links nobody, but whoever orders with it again is the same guest.
    /// </summary>
    public bool IsAnybodys(string email)
    {
        ArgumentNullException.ThrowIfNull(email);
        var text = email.Trim().ToLowerInvariant();
        return Nobody.Contains(text[..Math.Max(0, text.LastIndexOf('@'))]) || Ignores(ContactKey.OfEmail(text));
    }

    private static bool IsIn(string domain, string of) => domain == of || domain.EndsWith("." + of, StringComparison.Ordinal);
}
