using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Http;
using Recall.App.Http;
using Recall.App.Reports;
using Recall.App.Sequences.Versions;

namespace Recall.App.Pages;

/// <summary>
/// <c>GET /figures</c>: the shop's figures, for who has the API key. Always: a proxy on the same machine that says nothing of whom it asks for
/// looks like that machine in every way. A browser asks for the key by itself (Basic, RFC 7617: any user name, the key as the password) and
/// sends it to this address alone, so a name that is bound to another machine later brings nothing. No customer is on the page.
/// </summary>
public static class ShowFigures
{
    /// <summary>Where it lives.</summary>
    public const string Path = "/figures";

    /// <summary>200, or 401.</summary>
    public static async Task<IResult> HandleAsync(
        HttpRequest request, ApiKeys keys, LatestReport reports, SequencesInForce inForce, AppServices app, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(reports);
        ArgumentNullException.ThrowIfNull(inForce);
        ArgumentNullException.ThrowIfNull(app);
        var locale = Language.Choose(request, null, app.Shop.Locale);
        if (keys.Accepts(Key(request)))
        {
            var body = FiguresPage.Body(app.Shop.Name, locale, await reports.GetAsync(cancellationToken), await inForce.NowAsync(cancellationToken));
            return new HtmlPage(StatusCodes.Status200OK, locale, app.Shop.Name, body);
        }

        request.HttpContext.Response.Headers.WWWAuthenticate = "Basic realm=\"Recall\", charset=\"UTF-8\"";
        var (title, why) = (HtmlPage.Escape(HomeTexts.NoKey.Say(locale)), HtmlPage.Escape(HomeTexts.NoKeyWhy.Say(locale)));
        return new HtmlPage(
            StatusCodes.Status401Unauthorized, locale, HomeTexts.NoKey.Say(locale),
            $"<main class=\"narrow\"><div class=\"card\"><h1>{title}</h1><p>{why}</p></div></main>");
    }

    /// <summary>From the header of programs, else the password; null where neither stands there once.</summary>
    private static string? Key(HttpRequest request)
    {
        if (request.Headers.TryGetValue(ApiKeys.Header, out var given))
            return given.Count == 1 ? given[0] : null;
        if (!AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var login)
            || !login.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase) || login.Parameter is not { } packed)
            return null;
        var bytes = new byte[packed.Length];
        if (!Convert.TryFromBase64String(packed, bytes, out var count))
            return null;
        var pair = Encoding.UTF8.GetString(bytes, 0, count);
        return pair[(pair.IndexOf(':', StringComparison.Ordinal) + 1)..];
    }
}
