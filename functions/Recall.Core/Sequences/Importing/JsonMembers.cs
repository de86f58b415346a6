using System.Text.Json;
using System.Text.RegularExpressions;
using Recall.Core.Customers;
using Recall.Core.Sequences.Files;
using Recall.Core.Wording;

namespace Recall.Core.Sequences.Importing;

/// <summary>The members of a JSON object, of which none is overlooked: what nobody asked for is refused at the end.</summary>
internal sealed partial class JsonMembers
{
    private readonly Dictionary<string, JsonElement> members = new(StringComparer.Ordinal);
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);
    private readonly ImportRefusals refusals;

    private JsonMembers(JsonElement element, string path, ImportRefusals refusals)
    {
        (Path, this.refusals) = (path, refusals);
        foreach (var member in element.EnumerateObject())
        {
            if (!members.TryAdd(member.Name, member.Value))
                refusals.Add(At(member.Name), ImportTexts.Twice);
        }
    }

    /// <summary>Where the object stands.</summary>
    public string Path { get; }

    public static JsonMembers? Of(JsonElement element, string path, ImportRefusals refusals)
    {
        if (element.ValueKind == JsonValueKind.Object)
            return new(element, path, refusals);
        refusals.Add(path, ImportTexts.Expected, new Sentence(ImportTexts.Object), Show(element));
        return null;
    }

    /// <summary>Where a member stands; a name that is no identifier is written in brackets, as RFC 9535 does.</summary>
    public string At(string name) => Identifier().IsMatch(name) ? $"{Path}.{name}" : $"{Path}['{Shown.Short(name)}']";

    /// <summary>The value; null where it is not there or null.</summary>
    public JsonElement? Get(string name)
    {
        asked.Add(name);
        return members.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    /// <summary>A value that has to be there.</summary>
    public JsonElement? Need(string name)
    {
        if (Get(name) is { } value)
            return value;
        refusals.Add(At(name), ImportTexts.Missing, name);
        return null;
    }

    /// <summary>A text that has to be there.</summary>
    public string? Text(string name)
    {
        if (Need(name) is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { } text && !string.IsNullOrWhiteSpace(text))
            return text;
        refusals.Add(At(name), ImportTexts.Expected, new Sentence(ImportTexts.Text), Show(value));
        return null;
    }

    /// <summary>A whole number that has to be there.</summary>
    public int? Whole(string name)
    {
        if (Need(name) is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= 0)
            return number;
        refusals.Add(At(name), ImportTexts.Expected, new Sentence(ImportTexts.WholeNumber), Show(value));
        return null;
    }

    /// <summary>An object that has to be there.</summary>
    public JsonMembers? Object(string name) => Need(name) is { } value ? Of(value, At(name), refusals) : null;

    /// <summary>What stands in a list that has to be there.</summary>
    public IReadOnlyList<(JsonElement Value, string Path)>? Items(string name)
    {
        if (Need(name) is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.Array)
            return [.. value.EnumerateArray().Select((v, i) => (v, $"{At(name)}[{i}]"))];
        refusals.Add(At(name), ImportTexts.Expected, new Sentence(ImportTexts.List), Show(value));
        return null;
    }

    /// <summary>A text that must be one of some; the first of them is the only one that Recall can do, or else none is meant.</summary>
    public bool Is(string name, string wanted, Phrase otherwise)
    {
        if (Text(name) is not { } text)
            return false;
        if (text == wanted)
            return true;
        refusals.Add(At(name), ImportTexts.Is, Shown.Short(text), new Sentence(otherwise));
        return false;
    }

    /// <summary>A member that Recall honours at one value alone: see <see cref="KlaviyoMembers.Fixed"/>.</summary>
    public void Fixed(string name)
    {
        var only = KlaviyoMembers.Fixed[name];
        asked.Add(name);
        var has = members.TryGetValue(name, out var value) ? Plain(value) : only.Default;
        if (has != only.Value)
            refusals.Add(At(name), ImportTexts.Is, Shown.Short(has), new Sentence(only.Otherwise));
    }

    /// <summary>Refuses what nobody asked for, but for members of which customers notice nothing.</summary>
    public void Done()
    {
        foreach (var name in members.Keys.Where(n => !asked.Contains(n) && !KlaviyoMembers.HasNoEffect(At(n))))
            refusals.Add(At(name), ImportTexts.Unknown, NearestWord.Of(name, asked) is { } near ? NearestWord.DidYouMean(near) : "");
    }

    /// <summary>A value in a message.</summary>
    public static object Show(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => new Sentence(ImportTexts.Object),
        JsonValueKind.Array => new Sentence(ImportTexts.List),
        JsonValueKind.Null => "null",
        _ => Shown.Short(value.GetRawText()),
    };

    /// <summary>Nothing, however it is written, is <c>null</c>.</summary>
    private static string Plain(JsonElement value) => value.GetRawText() is "\"\"" or "[]" ? "null" : value.GetRawText();

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$", RegexOptions.NonBacktracking)]
    private static partial Regex Identifier();
}
