using Microsoft.AspNetCore.Http;
using Recall.App.Pages;
using Recall.Core.Wording;

namespace Recall.App.Privacy;

/// <summary>The pages behind an unsubscribe link: one button, and nothing about the person, because links are forwarded.</summary>
internal static class UnsubscribePage
{
    private static Phrase AskTitle { get; } = new("Unsubscribe", "退订");

    private static Phrase AskText { get; } = new("Stop all marketing messages from {0}?", "确认不再接收 {0} 的任何营销消息吗？");

    private static Phrase Button { get; } = new("Unsubscribe", "确认退订");

    private static Phrase DoneTitle { get; } = new("You are unsubscribed", "您已退订");

    private static Phrase DoneText { get; } = new(
        "{0} sends you no more marketing messages. One that is already on its way may still arrive.",
        "{0} 不会再向您发送营销消息。已在途中的消息可能仍会送达。");

    private static Phrase NoLinkTitle { get; } = new("This link does not work", "链接无效");

    private static Phrase NoLinkText { get; } = new(
        "The link is not complete. Use the whole link of the message, or write to {0}.",
        "此退订链接不完整或已失效。请使用消息中的完整链接，或直接回复 {0}。");

    public static IResult Ask(string shop, string locale) => Page(StatusCodes.Status200OK, locale, shop, AskTitle, AskText, Button);

    public static IResult Done(string shop, string locale) => Page(StatusCodes.Status200OK, locale, shop, DoneTitle, DoneText);

    public static IResult NotFound(string shop, string locale) => Page(StatusCodes.Status404NotFound, locale, shop, NoLinkTitle, NoLinkText);

    private static HtmlPage Page(int status, string locale, string shop, Phrase title, Phrase text, Phrase? button = null)
    {
        // The form posts to the page's own address, so the link's parts need not be repeated.
        var form = button is null ? "" : $"""<form method="post"><button type="submit">{button.Say(locale)}</button></form>""";
        return new(status, locale, title.Say(locale), $"""
            <main class="narrow"><div class="card"><p class="soft small">{HtmlPage.Escape(shop)}</p><h1>{title.Say(locale)}</h1>
            <p role="status">{HtmlPage.Escape(text.Say(locale, shop))}</p>{form}</div></main>
            """);
    }
}
