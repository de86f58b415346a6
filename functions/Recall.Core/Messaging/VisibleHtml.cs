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

    /// <summary>What is in a list to choose from is no text of the page either: most of it shows to nobody.</summary>
    private static readonly string[] Unseen =
        ["script", "style", "template", "title", "head", "select", "option", "datalist", "audio", "video", "iframe"];

    /// <summary>Of a template whose tags are sound: what readers see of whom everything is known, and also those of whom nothing is.</summary>
    public static VisibleHtml Of(string template)
    {
        ArgumentNullException.ThrowIfNull(template);
        var (known, unknown) = (Of(template, true), Of(template, false));
        return new(known.Text.Intersect(unknown.Text).ToHashSet(), known.Links.Intersect(unknown.Links).ToHashSet());
    }

    private static VisibleHtml Of(string template, bool known)
    {
        var text = new HashSet<int>();
        var links = new List<Link>();
        var open = new Stack<(INode Node, bool Hidden, Link? Link)>();
        open.Push((new HtmlParser().ParseDocument(Marked(template, known)).DocumentElement, false, null));
        while (open.TryPop(out var at))
        {
            var (node, hidden, link) = at;
            if (node is IElement element)
            {
                hidden |= Unseen.Contains(element.LocalName, StringComparer.Ordinal) || element.HasAttribute("hidden") || Hides(element.GetAttribute("style") ?? "");
                if (element is { LocalName: "a" } && Leads(element) is { } tag)
                    links.Add(link = new(tag));
                link?.See(!hidden && element.LocalName is "img");
            }
            else if (node is IText { Data: var data } && !hidden)
            {
                text.UnionWith(Mark().Matches(data).Select(Number));
                link?.See(data.Any(IsInk));
            }

            for (var child = node.LastChild; child is not null; child = child.PreviousSibling)
                open.Push((child, hidden, link));
        }

        return new(text, links.Where(l => l.Seen).Select(l => l.Tag).ToHashSet());
    }

    private static bool Hides(string style)
    {
        var bare = CssComment().Replace(style, "");
        return Hiding().IsMatch(bare) || (NoSize().IsMatch(bare) && Clipped().IsMatch(bare));
    }

    /// <summary>No space, no character of formatting (U+200B, U+00AD ...), none of those that are drawn as nothing.</summary>
    private static bool IsInk(char c) => !char.IsWhiteSpace(c) && !char.IsControl(c)
        && char.GetUnicodeCategory(c) != UnicodeCategory.Format && c is not ('\u034F' or '\u115F' or '\u1160' or '\u2800' or '\u3164' or '\uFFA0');

    /// <summary>
    /// Variables as marks with their number, and of conditions the way that readers get of whom all is known, or nothing. A variable that may be empty
    /// is nothing to read, but where a condition says that it is there.
    /// </summary>
    private static string Marked(string template, bool known)
    {
        var marked = new StringBuilder(template.Length);
        var open = new Stack<(string Variable, bool Taken)>();
        var at = 0;
        for (var tag = 0; template.IndexOf("{{", at, StringComparison.Ordinal) is >= 0 and var start; tag++)
        {
            var end = template.IndexOf("}}", start, StringComparison.Ordinal);
            if (end < 0)
                break;
            var taken = open.All(b => b.Taken);
            if (taken)
                marked.Append(template, at, start - at);
            var body = template[(start + 2)..end].Trim('~', ' ');
            if (body.StartsWith('#'))
                open.Push((body[(body.IndexOf(' ', StringComparison.Ordinal) + 1)..].Trim(), known == body.StartsWith("#if", StringComparison.Ordinal)));
            else if (body is "else" && open.TryPop(out var block))
                open.Push(block with { Taken = !block.Taken });
            else if (body.StartsWith('/'))
                open.TryPop(out _);
            else if (taken && body.Length > 0 && char.IsLetter(body[0]) && (TemplateVariables.Find(body) is not { MayBeEmpty: true } || open.Any(b => b.Variable == body)))
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

    [GeneratedRegex(@"(^|;)\s*(max-)?(height|width)\s*:\s*0(\.0+)?\s*(px|pt|em|rem|ex|%)?\s*(!|;|$)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex NoSize();

    [GeneratedRegex(@"(^|;)\s*overflow(-[xy])?\s*:\s*(hidden|clip)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Clipped();

    [GeneratedRegex(@"/\*.*?(\*/|$)", RegexOptions.Singleline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex CssComment();
}
