using Recall.Core.Customers.Identity;
using Recall.Core.Sequences;
using Recall.Core.Sequences.Files;
using Recall.Core.Sequences.Files.Texts;

namespace Recall.Core.Shop;

/// <summary>Reads the part <c>identity</c> of a settings file.</summary>
internal static class IdentityReader
{
    private static readonly KeyList Keys = new([], ["email", "phone", "most", "ignore"]);
    private static readonly string[] Words = [.. Enum.GetValues<Trust>().Select(Kebab.Of)];

    public static IdentityRules? Read(ProblemList problems, Node node, string field)
    {
        if (MapReader.Of(problems, node, field, Keys, SettingsTexts.IdentityKeys) is not { } map)
            return null;
        return new()
        {
            Email = Word(map, "email") ?? IdentityRules.Default.Email,
            Phone = Word(map, "phone") ?? IdentityRules.Default.Phone,
            MostPerAddress = map.Read("most", (p, n, f) => Values.Count(p, n, f, 2, AddressClaims.Most)) ?? IdentityRules.Default.MostPerAddress,
            Ignored = map.Read("ignore", Ignored) ?? [],
        };
    }

    private static Trust? Word(MapReader map, string key) =>
        map.Read(key, (p, n, f) => Values.Word(p, n, f, new(WordTexts.Rule), Words)) is { } word ? (Trust)Array.IndexOf(Words, word) : null;

    private static List<string>? Ignored(ProblemList problems, Node node, string field)
    {
        if (node is not ListNode list)
        {
            problems.Expected(node, field, SettingsTexts.Ignored);
            return null;
        }

        var ignored = new List<string>();
        foreach (var item in list.Items)
        {
            if (Values.Text(problems, item, field, SettingsTexts.Address, "counter@shop.com") is not { } text)
                continue;
            if (text.LastIndexOf('@') is >= 0 and var at ? at < text.Length - 1 : text.StartsWith('+') && text.Length > 7 && text[1..].All(char.IsAsciiDigit))
                ignored.Add(text);
            else
                problems.Expected(item, field, SettingsTexts.IgnoredOne);
        }

        return ignored;
    }
}
