using System.Globalization;
using System.Text;
using Recall.Core.Wording;

namespace Recall.App.Pages;

/// <summary>The body of the first page.</summary>
internal static class HomePage
{
    public static string Body(string shop, string locale)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<main><h1>{HtmlPage.Escape(shop)}</h1><p class=\"soft\">{Say(HomeTexts.What, locale)}</p>")
            .Append(CultureInfo.InvariantCulture, $"<section class=\"card\"><h2><a href=\"{ShowFigures.Path}\">{Say(HomeTexts.Figures, locale)}</a></h2>")
            .Append(CultureInfo.InvariantCulture, $"<p class=\"soft small\">{Say(HomeTexts.KeyWanted, locale)}</p></section>");
        Links(html, locale);
        return html.Append("</main>").ToString();
    }

    private static void Links(StringBuilder html, string locale)
    {
        html.Append(CultureInfo.InvariantCulture, $"<section class=\"card\"><h2>{Say(HomeTexts.ToRead, locale)}</h2><ul class=\"links\">");
        foreach (var (page, name) in Documents.Listed)
            html.Append(CultureInfo.InvariantCulture, $"<li><a href=\"{Documents.For(locale, page)}\">{Say(name, locale)}</a></li>");
        html.Append(CultureInfo.InvariantCulture, $"</ul><h2>{Say(HomeTexts.ForMachines, locale)}</h2><ul class=\"links\">")
            .Append(CultureInfo.InvariantCulture, $"<li><a href=\"/openapi/v1.json\">{Say(HomeTexts.OpenApi, locale)}</a></li>")
            .Append(CultureInfo.InvariantCulture, $"<li><a href=\"/healthz\">{Say(HomeTexts.Health, locale)}</a></li></ul></section>");
    }

    private static string Say(Phrase phrase, string locale, params object?[] values) => HtmlPage.Escape(phrase.Say(locale, values));
}
