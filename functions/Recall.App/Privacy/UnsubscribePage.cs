using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;

namespace Recall.App.Privacy;

/// <summary>
/// The pages behind an unsubscribe link: no script, nothing loaded from elsewhere, one button, and nothing about the person, because
/// links are forwarded.
/// </summary>
internal static class UnsubscribePage
{
    private const string Style =
        "body{font:18px/1.6 system-ui,sans-serif;max-width:34rem;margin:12vh auto;padding:0 1.25rem;color:#1a1a1a;background:#fff}"
        + "h1{font-size:1.5rem}button{font:inherit;padding:.7rem 1.4rem;border:0;border-radius:.4rem;background:#1d4ed8;color:#fff;cursor:pointer}"
        + "button:focus-visible{outline:3px solid #f59e0b;outline-offset:3px}"
        + "@media(prefers-color-scheme:dark){body{color:#f3f4f6;background:#111827}button{background:#93c5fd;color:#111827}}";

    public static IResult Ask(string shop, string locale) => locale == "zh-CN"
        ? Page(200, locale, "退订", $"确认不再接收 {Html(shop)} 的任何营销消息吗？", "确认退订")
        : Page(200, locale, "Unsubscribe", $"Stop all marketing messages from {Html(shop)}?", "Unsubscribe");

    public static IResult Done(string shop, string locale) => locale == "zh-CN"
        ? Page(200, locale, "您已退订", $"{Html(shop)} 不会再向您发送营销消息。已在途中的消息可能仍会送达。")
        : Page(200, locale, "You are unsubscribed", $"{Html(shop)} sends you no more marketing messages. One that is already on its way may still arrive.");

    public static IResult NotFound(string shop, string locale) => locale == "zh-CN"
        ? Page(404, locale, "链接无效", $"此退订链接不完整或已失效。请使用消息中的完整链接，或直接回复 {Html(shop)}。")
        : Page(404, locale, "This link does not work", $"The link is not complete. Use the whole link of the message, or write to {Html(shop)}.");

    private static HtmlPage Page(int status, string locale, string title, string text, string? button = null)
    {
        // The form posts to the page's own address, so the link's parts need not be repeated.
        var form = button is null ? "" : $"""<form method="post"><button type="submit">{button}</button></form>""";
        return new(status, $"""
            <!doctype html>
            <html lang="{locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
            <meta name="robots" content="noindex"><title>{title}</title><style>{Style}</style></head>
            <body><main><h1>{title}</h1><p role="status">{text}</p>{form}</main></body></html>
            """);
    }

    private static string Html(string text) => HtmlEncoder.Default.Encode(text);

    private sealed class HtmlPage(int status, string html) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.StatusCode = status;
            response.ContentType = "text/html; charset=utf-8";
            response.Headers.CacheControl = "no-store";
            response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
            response.Headers.XContentTypeOptions = "nosniff";
            response.Headers["Referrer-Policy"] = "no-referrer";
            return response.WriteAsync(html, httpContext.RequestAborted);
        }
    }
}
