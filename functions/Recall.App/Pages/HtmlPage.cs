using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;

namespace Recall.App.Pages;

/// <summary>A page for people: no script, nothing loaded from elsewhere, readable in the dark and on a telephone.</summary>
/// <param name="status">HTTP status.</param>
/// <param name="locale">Of the text.</param>
/// <param name="title">For the window; plain text.</param>
/// <param name="body">HTML, its values escaped by <see cref="Escape"/>.</param>
internal sealed class HtmlPage(int status, string locale, string title, string body) : IResult
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>A text as HTML.</summary>
    public static string Escape(string text) => Encoder.Encode(text);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        return response.WriteAsync(
            $"""
            <!doctype html>
            <html lang="{locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
            <meta name="robots" content="noindex"><meta name="color-scheme" content="light dark"><title>{Escape(title)}</title>
            <style>{PageStyle.Text}</style></head>
            <body>{body}</body></html>
            """,
            httpContext.RequestAborted);
    }
}
