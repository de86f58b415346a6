using System.Net;
using System.Runtime.CompilerServices;
using HandlebarsDotNet;
using Recall.Core.Sequences;

namespace Recall.Core.Messaging;

/// <summary>Fills templates.</summary>
public static class MessageRenderer
{
    private static readonly IHandlebars Escaping = Handlebars.Create(new HandlebarsConfiguration { TextEncoder = new HtmlEncoder() });
    private static readonly IHandlebars Plain = Handlebars.Create(new HandlebarsConfiguration { NoEscape = true });

    /// <summary>Compiling is far slower than rendering; what it gives lives as long as the text.</summary>
    private static readonly ConditionalWeakTable<TemplateText, CompiledText> Compiled = [];

    /// <summary>A template's parts for a customer, in the best of its locales for <paramref name="locale"/>.</summary>
    /// <param name="definition">Checked by the reader of sequence files.</param>
    /// <param name="template">Name of one of its templates.</param>
    /// <param name="locale">BCP 47, or null where the customer's is unknown.</param>
    /// <param name="values">What to fill in.</param>
    /// <exception cref="KeyNotFoundException">The definition has no such template.</exception>
    public static RenderedMessage Render(SequenceDefinition definition, string template, string? locale, MessageValues values)
    {
        var byLocale = definition.Templates[template].ByLocale;
        var picked = Locales.Pick(byLocale.Keys, locale);
        var compiled = Compiled.GetValue(byLocale[picked], static text => new(text));
        var context = TemplateContext.Of(values, picked);
        var html = compiled.Html?.Invoke(context);
        return new(
            OneLine(compiled.Subject?.Invoke(context)),
            html is null ? null : Document(html, compiled.Preheader?.Invoke(context), picked),
            compiled.Text?.Invoke(context),
            compiled.Sms?.Invoke(context).Trim(),
            compiled.Push?.Invoke(context).Trim(),
            compiled.Wecom?.Invoke(context).Trim(),
            picked);
    }

    /// <summary>A line break in a subject would start a header of its own (RFC 5322, 2.2).</summary>
    private static string? OneLine(string? subject) => subject is null ? null
        : string.Join(' ', string.Concat(subject.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>
    /// Marketers write the body; screen readers need its language and mail programs its character set. The preheader stands
    /// hidden before all other text, because that is what mail programs show after the subject.
    /// </summary>
    private static string Document(string html, string? preheader, string locale)
    {
        var hidden = string.IsNullOrWhiteSpace(preheader) ? ""
            : $"<div style=\"display:none;max-height:0;overflow:hidden\">{WebUtility.HtmlEncode(OneLine(preheader))}</div>\n";
        return $"""
            <!doctype html>
            <html lang="{locale}">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"></head>
            <body>
            {hidden}{html.TrimEnd()}
            </body>
            </html>

            """;
    }

    private sealed class CompiledText(TemplateText text)
    {
        public HandlebarsTemplate<object, object>? Subject { get; } = Compile(Plain, text.Subject);

        public HandlebarsTemplate<object, object>? Preheader { get; } = Compile(Plain, text.Preheader);

        public HandlebarsTemplate<object, object>? Html { get; } = Compile(Escaping, text.Html);

        public HandlebarsTemplate<object, object>? Text { get; } = Compile(Plain, text.Text);

        public HandlebarsTemplate<object, object>? Sms { get; } = Compile(Plain, text.Sms);

        public HandlebarsTemplate<object, object>? Push { get; } = Compile(Plain, text.Push);

        public HandlebarsTemplate<object, object>? Wecom { get; } = Compile(Plain, text.Wecom);

        private static HandlebarsTemplate<object, object>? Compile(IHandlebars handlebars, string? template) =>
            template is null ? null : handlebars.Compile(template);
    }
}
