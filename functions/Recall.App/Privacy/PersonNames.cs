using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Recall.Core.Customers;

namespace Recall.App.Privacy;

/// <summary>
/// What a person is called in what came in: their keys and addresses, and at the platforms the ids in the keys. A name is met where it stands whole:
/// <c>woo:2</c> is not in <c>woo:25</c>, nor <c>ann@x.de</c> in <c>joann@x.de</c>. So text that nobody could read is judged by whole words too: it goes
/// where the person is named in it, and what names others alone stays theirs.
/// </summary>
internal sealed partial class PersonNames
{
    /// <summary>They part names, and stand in them too: what decides is what is behind.</summary>
    private const string Joints = ".-+@'%";

    private const char FirstIdeograph = '\u2E80';

    private static readonly JsonDocumentOptions Lenient = new() { MaxDepth = 64 };

    private readonly List<string> _texts;
    private readonly HashSet<string> _phones = new(StringComparer.Ordinal);
    private readonly ILookup<string, string> _ids;
    private readonly string? _country;

    /// <param name="keys">All keys of the person.</param>
    /// <param name="addresses">E-mail addresses, phone numbers and other addresses, as anybody wrote them.</param>
    /// <param name="country">Of the shop, for phone numbers without a country code; null where it is not set.</param>
    public PersonNames(IReadOnlyCollection<CustomerKey> keys, IEnumerable<string> addresses, string? country)
    {
        _country = country;
        _ids = keys.ToLookup(k => k.Source.ToString(), k => k.Value[(k.Source.Length + 1)..], StringComparer.Ordinal);
        _texts = [.. keys.Select(k => k.Value)];
        foreach (var address in addresses.Where(a => a.Length > 0))
        {
            _texts.Add(address);
            if (PhoneNumber.TryRead(address, country, out var phone))
                _phones.Add(phone);
        }
    }

    /// <summary>Whether a text names the person.</summary>
    /// <param name="text">As it came: JSON, a row of a file, a sentence, whole or cut off.</param>
    public bool In(string text)
    {
        var plain = Plain(text);
        return _texts.Exists(name => Stands(name, plain)) || (_phones.Count > 0 && HasPhone(plain));
    }

    /// <summary>Whether a platform's call names the person.</summary>
    /// <param name="customers">Stands before the customer ids of the source.</param>
    /// <param name="topic">What the call is about, in the platform's words: where that is a customer, its own id is theirs.</param>
    /// <param name="body">As it came, whole or cut off.</param>
    public bool InCall(string customers, string topic, string body) => In(body) || InBody(customers, body, topic.StartsWith("customer", StringComparison.Ordinal));

    /// <summary>Whether a platform's JSON names one of its ids of the person as a customer's; false where it is not JSON.</summary>
    private bool InBody(string customers, string body, bool aboutCustomers)
    {
        var ids = _ids[customers].ToHashSet(StringComparer.Ordinal);
        if (ids.Count == 0)
            return false;
        try
        {
            using var document = JsonDocument.Parse(body, Lenient);
            return Names(document.RootElement, aboutCustomers, ids);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <param name="value">A value.</param>
    /// <param name="whose">It is a customer, or a customer's id.</param>
    /// <param name="ids">The person's.</param>
    private static bool Names(JsonElement value, bool whose, HashSet<string> ids) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().Any(field => Names(field.Value, IsCustomer(field.Name) || (whose && field.NameEquals("id")), ids)),
        JsonValueKind.Array => value.EnumerateArray().Any(item => Names(item, whose, ids)),
        JsonValueKind.Number => whose && ids.Contains(value.GetRawText()),
        JsonValueKind.String => whose && ids.Contains(value.GetString()!),
        _ => false,
    };

    private static bool IsCustomer(string field) =>
        field.StartsWith("customer", StringComparison.OrdinalIgnoreCase) || field.StartsWith("buyer", StringComparison.OrdinalIgnoreCase)
        || field is "user_id" or "yz_open_id";

    private bool HasPhone(string text)
    {
        foreach (var number in Numbers().EnumerateMatches(text))
        {
            if (PhoneNumber.TryRead(text.Substring(number.Index, number.Length), _country, out var read) && _phones.Contains(read))
                return true;
        }

        return false;
    }

    private static bool Stands(string name, string text)
    {
        for (var at = 0; (at = text.IndexOf(name, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            if (!GoesOn(text, at - 1, -1, name[0]) && !GoesOn(text, at + name.Length, 1, name[^1]))
                return true;
        }

        return false;
    }

    /// <summary>Whether the character beside a name belongs to it, so that it is another name.</summary>
    private static bool GoesOn(string text, int at, int step, char edge)
    {
        if (IsWord(text, at, edge))
            return true;
        return at >= 0 && at < text.Length && (Joints.Contains(text[at], StringComparison.Ordinal) || (step > 0 && text[at] == ':')) && IsWord(text, at + step, edge);
    }

    /// <summary>Chinese has no blanks: beside a name in other letters it is another word.</summary>
    private static bool IsWord(string text, int at, char edge) =>
        at >= 0 && at < text.Length && (text[at] == '_' || (char.IsLetterOrDigit(text[at]) && (text[at] < FirstIdeograph || edge >= FirstIdeograph)));

    /// <summary>Without the escapes of JSON and of addresses, behind which a name would not be seen.</summary>
    private static string Plain(string text)
    {
        var plain = text.Contains('\\', StringComparison.Ordinal)
            ? Escapes().Replace(text, m => m.Groups["code"] is { Success: true } code
                ? ((char)int.Parse(code.ValueSpan, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)).ToString()
                : m.ValueSpan[1] is '"' or '\\' or '/' ? m.Value[1..] : " ")
            : text;
        return plain.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(plain) : plain;
    }

    [GeneratedRegex("""\\(?:u(?<code>[0-9A-Fa-f]{4})|["\\/bfnrt])""", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Escapes();

    /// <summary>What may be a telephone number: digits with what people write between them.</summary>
    [GeneratedRegex(@"\+?\(?[0-9][0-9 ().\-]{4,24}[0-9]", RegexOptions.NonBacktracking)]
    private static partial Regex Numbers();
}
