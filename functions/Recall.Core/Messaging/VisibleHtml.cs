using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Recall.Core.Messaging;

/// <summary>
/// Which tags of an HTML template its readers see: none in a comment, none in what is hidden. Of a style sheet it knows nothing, only of what
/// elements say about themselves, as most of the texts for mail programs do.
/// </summary>
/// <param name="Text">Tags that are written as text, counted as in <see cref="TagPlace"/>.</param>
/// <param name="Links">Tags that are where a link leads which has something to click on.</param>
internal sealed partial record VisibleHtml(IReadOnlySet<int> Text, IReadOnlySet<int> Links)
{
    // Of the private use area, so no text has them.
    private const char Open = '\uE000';
    private const char Close = '\uE001';

    private static readonly string[] Unseen = ["script", "style", "template", "title", "head"];

    /// <summary>Of a template whose tags are sound, whatever its conditions say.</summary>
    public static VisibleHtml Of(string template)
    {
        ArgumentNullException.ThrowIfNull(template);
        var text = new HashSet<int>();
        var links = new List<Link>();
        var open = new Stack<(INode Node, bool Hidden, Link? Link)>();
        open.Push((new HtmlParser().ParseDocument(Marked(template)).DocumentElement, false, null));
        while (open.TryPop(out var at))
        {
            var (node, hidden, link) = at;
            if (node is IElement element)
            {
                hidden |= Unseen.Contains(element.LocalName, StringComparer.Ordinal) || element.HasAttribute("hidden") || Hiding().IsMatch(element.GetAttribute("style") ?? "");
                if (element is { LocalName: "a" } && Leads(element) is { } tag)
                    links.Add(link = new(tag));
                link?.See(!hidden && element.LocalName is "img");
            }
            else if (node is IText { Data: var data } && !hidden)
            {
                text.UnionWith(Mark().Matches(data).Select(Number));
                link?.See(!string.IsNullOrWhiteSpace(data));
            }

            for (var child = node.LastChild; child is not null; child = child.PreviousSibling)
                open.Push((child, hidden, link));
        }

        return new(text, links.Where(l => l.Seen).Select(l => l.Tag).ToHashSet());
    }

    /// <summary>Variables as marks with their number; what stands in a condition is taken as written.</summary>
    private static string Marked(string template)
    {
        var marked = new StringBuilder(template.Length);
        var at = 0;
        for (var tag = 0; template.IndexOf("{{", at, StringComparison.Ordinal) is >= 0 and var start; tag++)
        {
            var end = template.IndexOf("}}", start, StringComparison.Ordinal);
            if (end < 0)
                break;
            marked.Append(template, at, start - at);
            var body = template[(start + 2)..end].Trim('~', ' ');
            if (body.Length > 0 && char.IsLetter(body[0]) && body != "else")
                marked.Append(Open).Append(CultureInfo.InvariantCulture, $"{tag}").Append(Close);
            at = end + 2;
        }

        return marked.Append(template, at, template.Length - at).ToString();
    }

    private static int? Leads(IElement anchor) =>
        anchor.GetAttribute("href")?.Trim() is { } href && Mark().Match(href) is { Success: true, Index: 0 } mark ? Number(mark) : null;

    private static int Number(Match mark) => int.Parse(mark.Groups["tag"].ValueSpan, CultureInfo.InvariantCulture);

    private sealed class Link(int tag)
    {
        public int Tag => tag;

        public bool Seen { get; private set; }

        public void See(bool something) => Seen |= something;
    }

    [GeneratedRegex("\uE000(?<tag>[0-9]+)\uE001", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Mark();

    [GeneratedRegex(
        @"(^|;)\s*(display\s*:\s*none|visibility\s*:\s*(hidden|collapse)|(font-size|opacity|max-height)\s*:\s*0(\.0+)?\s*(px|pt|em|rem|ex|%)?)\s*(!|;|$)",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Hiding();
}
