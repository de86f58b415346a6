using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Recall.App.Ingestion.Connectors;
using Recall.App.Ingestion.Events;
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

    /// <summary>Fewer digits at the end of a number are those of many.</summary>
    private const int LeastDigits = 7;

    private const char FirstIdeograph = '\u2E80';

    private static readonly JsonDocumentOptions Lenient = new() { MaxDepth = 64 };

    private readonly HashSet<string> _keys;
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
        _keys = keys.Select(k => k.Value).ToHashSet(StringComparer.Ordinal);
        _texts = [.. _keys];
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

    /// <summary>Whether a key is one of the person's.</summary>
    public bool Has(string key) => _keys.Contains(key);

    /// <summary>Whether what a call says is about the person.</summary>
    /// <param name="mapped">What it says.</param>
    /// <param name="customers">Stands before the customer ids of its source.</param>
    public bool HasAny(Mapped mapped, string customers) => mapped switch
    {
        Mapped.Facts facts => facts.Events.Any(e => Has(e.Customer.Value)),
        Mapped.Forget forget => forget.Who.Any(k => Has(k.Value)),
        Mapped.DataRequest request => request.Who.Any(k => Has(k.Value)),
        Mapped.Fetch { What: "customer" } fetch => Has($"{customers}:{fetch.Id}"),
        _ => false,
    };

    /// <summary>
    /// Whether a platform's call names the person, in its body, whole or cut off, or in the headers of a CloudEvent. Where its topic is a customer, its own id is theirs.
    /// </summary>
    public bool InCall(Posted posted)
    {
        var body = Encoding.UTF8.GetString(posted.Body.Span);
        return In(body) || InBody(posted.Source.Customers, body, posted.Topic.StartsWith("customer", StringComparison.Ordinal))
            || Has(new CloudEventAttributes { Source = Decoded("ce-source"), Subject = Decoded("ce-subject") }.Customer);

        string? Decoded(string header) => posted.Header(header) is { } value ? Uri.UnescapeDataString(value) : null;
    }

    /// <summary>Whether a platform's JSON names one of its ids of the person as a customer's; false where it is not JSON.</summary>
    private bool InBody(string customers, string body, bool aboutCustomers)
    {
        var ids = _ids[customers].ToHashSet(StringComparer.Ordinal);
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
    private bool Names(JsonElement value, bool whose, HashSet<string> ids) => value.ValueKind switch
    {
        JsonValueKind.Object => IsCloudEventOf(value) || value.EnumerateObject().Any(field => Names(field.Value, IsCustomer(field.Name) || (whose && field.NameEquals("id")), ids)),
        JsonValueKind.Array => value.EnumerateArray().Any(item => Names(item, whose, ids)),
        JsonValueKind.Number => whose && ids.Contains(value.GetRawText()),
        JsonValueKind.String => value.GetString()! is var text && ((whose && ids.Contains(text)) || NamesInside(text, ids)),
        _ => false,
    };

    /// <summary>Youzan packs a message into a text, URL-encoded.</summary>
    private bool NamesInside(string text, HashSet<string> ids)
    {
        if (!text.StartsWith('{') && !text.StartsWith("%7B", StringComparison.OrdinalIgnoreCase))
            return false;
        try
        {
            using var document = JsonDocument.Parse(text.StartsWith('{') ? text : WebUtility.UrlDecode(text), Lenient);
            return Names(document.RootElement, whose: false, ids);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private bool IsCloudEventOf(JsonElement value) => value.TryGetProperty("specversion", out _)
        && Has(new CloudEventAttributes { Source = Text(value, "source"), Subject = Text(value, "subject") }.Customer);

    private static string? Text(JsonElement value, string field) =>
        value.TryGetProperty(field, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    private static bool IsCustomer(string field) =>
        field.StartsWith("customer", StringComparison.OrdinalIgnoreCase) || field.StartsWith("buyer", StringComparison.OrdinalIgnoreCase)
        || field is "user_id" or "yz_open_id";

    private bool HasPhone(string text)
    {
        foreach (var number in Numbers().EnumerateMatches(text))
        {
            var written = text.Substring(number.Index, number.Length);
            if ((PhoneNumber.TryRead(written, _country, out var read) && _phones.Contains(read)) || (written[0] != '+' && _phones.Any(p => IsAtHome(p, written))))
                return true;
        }

        return false;
    }

    /// <summary>Whether digits without a country code, with a trunk prefix or without, are a number as it is dialled in its own country: its code has one to three digits (ITU-T E.164).</summary>
    private static bool IsAtHome(string phone, string written)
    {
        var digits = string.Concat(written.Where(char.IsAsciiDigit)).TrimStart('0');
        return digits.Length >= LeastDigits && phone.EndsWith(digits, StringComparison.Ordinal) && phone.Length - 1 - digits.Length is >= 1 and <= 3;
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
