using System.Collections.Frozen;
using System.Reflection;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Microsoft.AspNetCore.Http;
using Recall.App.Http;
using Recall.Core.Wording;

namespace Recall.App.Pages;

/// <summary>
/// <c>GET /docs/{page}</c>: the documentation of this version, which comes with the program, so that it can be read where the program runs.
/// It is in English, and some of it in Chinese too; its frame is in the reader's language.
/// </summary>
public static class Documents
{
    /// <summary>Where they live.</summary>
    public const string Path = "/docs";

    private const string Prefix = "docs/";
    private const string Chinese = "zh-CN/";

    private static readonly MarkdownPipeline Markdown = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseAutoIdentifiers(AutoIdentifierOptions.GitHub).Build(); // Names of headings as where the sources are read, in Chinese too.
    private static readonly FrozenSet<string> Names = Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Select(n => n[Prefix.Length..].Replace('\\', '/')).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Those that the first page names, in the order of reading.</summary>
    internal static IReadOnlyList<(string Page, Phrase Name)> Listed { get; } =
    [
        ("concepts.md", HomeTexts.Concepts), ("connectors.md", HomeTexts.Connectors), ("events.md", HomeTexts.Events), ("sequences.md", HomeTexts.Files), ("http.md", HomeTexts.Http),
        ("scoring.md", HomeTexts.Scoring), ("operations.md", HomeTexts.Operations),
    ];

    /// <summary>200 or 404.</summary>
    public static IResult Show(string page, HttpRequest request, AppServices app) => Page(page, request, app);

    /// <summary><c>GET /docs/decisions/{page}</c>: 200 or 404.</summary>
    public static IResult ShowDecision(string page, HttpRequest request, AppServices app) => Page("decisions/" + page, request, app);

    /// <summary><c>GET /docs/connectors/{page}</c>: 200 or 404.</summary>
    public static IResult ShowConnector(string page, HttpRequest request, AppServices app) => Page("connectors/" + page, request, app);

    /// <summary><c>GET /docs/zh-CN/{page}</c>: 200 or 404.</summary>
    public static IResult ShowChinesePage(string page, HttpRequest request, AppServices app) => Page(Chinese + page, request, app);

    /// <summary>Where a page is read, in the reader's language where it is there in it.</summary>
    internal static string For(string locale, string page) => $"{Path}/{(Phrase.IsChinese(locale) && Names.Contains(Chinese + page) ? Chinese : "")}{page}";

    private static HtmlPage Page(string page, HttpRequest request, AppServices app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var locale = Language.Choose(request, null, app.Shop.Locale);
        var back = $"<p class=\"small\"><a href=\"/\">{HtmlPage.Escape(HomeTexts.Home.Say(locale))}</a></p>";
        if (!Names.Contains(page))
        {
            var none = HomeTexts.NoPage.Say(locale);
            return new(StatusCodes.Status404NotFound, locale, none, $"<main class=\"narrow\"><div class=\"card\"><h1>{HtmlPage.Escape(none)}</h1>{back}</div></main>");
        }

        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + page)!);
        var text = reader.ReadToEnd();
        var title = text[..text.IndexOf('\n', StringComparison.Ordinal)].TrimStart('#', ' ');
        return new(StatusCodes.Status200OK, locale, title, $"<main>{back}<article class=\"card text\" lang=\"{(page.StartsWith(Chinese, StringComparison.Ordinal) ? "zh-CN" : "en")}\">{Markdig.Markdown.ToHtml(text, Markdown)}</article></main>");
    }
}
