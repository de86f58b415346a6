using System.Text.RegularExpressions;
using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Wording;

namespace Recall.Core.Sequences.Importing;

/// <summary>
/// Klaviyo's template tags (a part of Django's, https://help.klaviyo.com/hc/en-us/articles/4408802648731) as variables of Recall: those that say
/// the same thing. Everything else is refused with the line it stands in.
/// </summary>
/// <param name="refusals">Get the others.</param>
internal sealed partial class KlaviyoTags(ImportRefusals refusals)
{
    private static readonly Dictionary<string, string> Variables = new(StringComparer.Ordinal)
    {
        ["organization.name"] = "{{shop.name}}", ["organization.full_address"] = "{{shop.address}}", ["organization.url"] = "{{shop.url}}",
    };

    /// <summary>A first name was asked for.</summary>
    public bool NamesSomebody { get; private set; }

    /// <summary>The text with tags of Recall.</summary>
    /// <param name="text">As Klaviyo has it.</param>
    /// <param name="part">What it is, which decides how a link is written.</param>
    /// <param name="path">Where it stands.</param>
    /// <param name="lines">It is a file, and lines tell more.</param>
    public string Convert(string text, TemplatePart part, string path, bool lines)
    {
        var (line, seen) = (1, 0);
        return Any().Replace(text, m => m.Value switch
        {
            "{{" or "{%" => Refuse(m, KlaviyoAdvice.OpenTag, text[m.Index..Math.Min(text.Length, m.Index + 20)]),
            ['{', '#', ..] => "",
            ['{', '{', ..] => Variable(m),
            _ => Tag(m),
        });

        string Variable(Match tag)
        {
            var match = Name().Match(tag.Groups["inside"].Value);
            var name = match.Groups["name"].Value;
            if (match.Success && Variables.TryGetValue(name, out var variable))
                return variable;
            if (!match.Success || name is not ("first_name" or "person.first_name"))
                return Refuse(tag, KlaviyoAdvice.Tag, tag.Value);
            NamesSomebody = true;
            var otherwise = match.Groups["one"].Value + match.Groups["two"].Value;
            return otherwise.Length == 0
                ? "{{#if customer.name}}{{customer.name}}{{/if}}"
                : $"{{{{#if customer.name}}}}{{{{customer.name}}}}{{{{else}}}}{otherwise}{{{{/if}}}}";
        }

        string Tag(Match tag)
        {
            var match = WayOut().Match(tag.Groups["inside"].Value);
            if (!match.Success)
                return Refuse(tag, KlaviyoAdvice.Tag, tag.Value);
            if (match.Groups["link"].Success)
                return "{{unsubscribeUrl}}";
            var label = match.Groups["one"].Value + match.Groups["two"].Value;
            if (part == TemplatePart.Html)
                return $"<a href=\"{{{{unsubscribeUrl}}}}\">{(label.Length > 0 ? label : "Unsubscribe")}</a>";
            return label.Length > 0 ? $"{label}: {{{{unsubscribeUrl}}}}" : "{{unsubscribeUrl}}";
        }

        string Refuse(Match tag, Phrase phrase, string shown)
        {
            // Tags come in order, so no line is counted twice.
            line += text.AsSpan(seen, tag.Index - seen).Count('\n');
            seen = tag.Index;
            refusals.Add(lines ? $"{path}:{line}" : path, phrase, Shown.Short(shown));
            return "";
        }
    }

    /// <summary>Tags, and what opens one that is none; a brace that closes alone is a style sheet's.</summary>
    [GeneratedRegex(@"\{\{(?<inside>[^{}]*)\}\}|\{%(?<inside>[^{}]*?)%\}|\{#[^{}]*?#\}|\{\{|\{%", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Any();

    [GeneratedRegex("""^\s*(?<name>[A-Za-z_.]+)\s*(\|\s*default\s*:\s*('(?<one>[^'{}]*)'|"(?<two>[^"{}]*)")\s*)?$""", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Name();

    [GeneratedRegex("""^\s*((?<link>unsubscribe_link)|unsubscribe(\s+('(?<one>[^'<>{}]*)'|"(?<two>[^"<>{}]*)"))?)\s*$""", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex WayOut();
}
