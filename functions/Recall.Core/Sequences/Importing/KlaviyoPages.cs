using System.Text.Json;
using System.Text.RegularExpressions;
using Recall.Core.Sequences.Files;

namespace Recall.Core.Sequences.Importing;

/// <summary>The body of an e-mail.</summary>
internal sealed record KlaviyoBody(string Html, string HtmlAt, string Text, string TextAt, bool Lines);

/// <summary>Bodies of e-mails: Klaviyo's answers for templates, or their HTML and text.</summary>
/// <param name="files">By name.</param>
/// <param name="refusals">Get what is missing or cannot be kept.</param>
internal sealed partial class KlaviyoPages(IReadOnlyDictionary<string, string> files, ImportRefusals refusals)
{
    /// <summary>The body; null with a refusal.</summary>
    /// <param name="id">The template's.</param>
    /// <param name="path">Where the flow names it.</param>
    public KlaviyoBody? Find(string id, string path)
    {
        var (html, text) = (files.GetValueOrDefault(id + ".html"), files.GetValueOrDefault(id + ".txt"));
        var (htmlAt, textAt, lines) = (id + ".html", id + ".txt", true);
        if (files.TryGetValue(id + ".json", out var json))
        {
            if (html is not null)
                refusals.Add(id + ".html", KlaviyoAdvice.TwoFiles, id);
            var file = id + ".json";
            (var page, var plain) = Answer(json, id, file);
            if (page is null)
                return null;
            html = page;
            htmlAt = $"{file}: $.data.attributes.html";
            lines = false;
            if (plain is not null && text is not null)
                refusals.Add(id + ".txt", KlaviyoAdvice.TwoFiles, id);
            if (plain is not null)
                (text, textAt) = (plain, $"{file}: $.data.attributes.text");
        }

        if (html is null)
            refusals.Add(path, KlaviyoAdvice.NoFile, id);
        else if (html.Length > SequenceFile.MaxBytes)
            refusals.Add(htmlAt, Files.Texts.FileTexts.TooLarge, html.Length / 1024, SequenceFile.MaxBytes / 1024);
        else if (string.IsNullOrWhiteSpace(text))
            refusals.Add(path, KlaviyoAdvice.NoText, id);
        else if (Inside(html, htmlAt) is { } inside)
            return new(inside, htmlAt, text, textAt, lines);
        return null;
    }

    /// <summary>Of https://developers.klaviyo.com/en/reference/get_template.</summary>
    private (string? Html, string? Text) Answer(string json, string id, string file)
    {
        using var document = KlaviyoFlow.Parse(json, file, refusals);
        if (document is null || JsonMembers.Of(document.RootElement, $"{file}: $", refusals) is not { } top)
            return default;
        var data = top.Object("data");
        top.Done();
        data?.Is("type", "template", KlaviyoAdvice.UnknownTemplate);
        if (data?.Text("id") is { } own && own != id)
            refusals.Add(data.At("id"), ImportTexts.Is, Customers.Shown.Short(own), new Wording.Sentence(KlaviyoAdvice.OtherTemplate, id));
        var attributes = data?.Object("attributes");
        data?.Done();
        var html = attributes?.Text("html");

        // A blank text is none, and anything else but a text is refused.
        var none = attributes?.Get("text") is not { } given || (given.ValueKind == JsonValueKind.String && string.IsNullOrWhiteSpace(given.GetString()));
        var text = none ? null : attributes!.Text("text");
        attributes?.Fixed("amp");
        attributes?.Done();
        return (html, text);
    }

    /// <summary>What stands in the body, with the style sheets of the head before it: Recall puts a page of its own around it.</summary>
    private string? Inside(string page, string path)
    {
        var body = Body().Match(page);
        if (!body.Success)
            return page;
        var kept = new List<string>();
        var rest = Frame().Replace(page[..body.Index], m =>
        {
            if (m.Groups["keep"].Success)
                kept.Add(m.Value);
            return "";
        });
        if (rest.Trim() is { Length: > 0 } other)
            refusals.Add(path, KlaviyoAdvice.Head, Customers.Shown.Short(other));
        var end = page.LastIndexOf("</body>", StringComparison.OrdinalIgnoreCase);
        var start = body.Index + body.Length;
        var inside = end < start ? page[start..] : page[start..end];
        if (end >= start && !End().IsMatch(page[end..]))
            refusals.Add(path, KlaviyoAdvice.BehindBody);
        var attributes = body.Groups["attributes"].Value.Trim();
        foreach (Match attribute in Attribute().Matches(attributes))
        {
            if (attribute.Groups["name"].Value.ToLowerInvariant() is not ("style" or "class" or "id" or "dir" or "lang"))
                refusals.Add(path, KlaviyoAdvice.BodyAttribute, Customers.Shown.Short(attribute.Value));
        }

        kept.Add(attributes.Length > 0 ? $"<div {attributes}>{inside}</div>" : inside.Trim('\n', '\r'));
        return string.Join('\n', kept);
    }

    [GeneratedRegex(@"<body(?<attributes>(\s[^>]*)?)>", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Body();

    /// <summary>What a page has around its body, and style sheets and comments (which Outlook reads), which are kept.</summary>
    [GeneratedRegex(
        @"(?<keep><!--.*?-->|<style[^>]*>.*?</style>)|<!doctype[^>]*>|<html(\s+(lang|xmlns(:\w+)?)\s*=\s*""[^""]*"")*\s*>|</?head\s*>|<meta\s[^>]*>|<title>[^<]*</title>",
        RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Frame();

    [GeneratedRegex(@"^</body>\s*(</html>)?\s*$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex End();

    [GeneratedRegex(@"(?<name>[^\s=""'>]+)(\s*=\s*(""[^""]*""|'[^']*'|[^\s""'>]+))?", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Attribute();
}
