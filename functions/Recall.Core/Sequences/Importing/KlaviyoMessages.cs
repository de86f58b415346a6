using System.Text.Json;
using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Wording;

namespace Recall.Core.Sequences.Importing;

/// <summary>Messages and their templates.</summary>
/// <param name="sender">Of the shop; null is not said.</param>
/// <param name="pages">Bodies of e-mails.</param>
/// <param name="tags">Converts tags.</param>
/// <param name="refusals">Get what cannot be done.</param>
internal sealed class KlaviyoMessages(string? sender, KlaviyoPages pages, KlaviyoTags tags, ImportRefusals refusals)
{
    private readonly Dictionary<string, List<string>> templates = new(StringComparer.Ordinal);

    /// <summary>Templates by name, as lines of YAML.</summary>
    public IReadOnlyDictionary<string, List<string>> Templates => templates;

    /// <summary>The fields of <c>FlowEmail</c>.</summary>
    public KlaviyoStep? Email(JsonMembers data, string id)
    {
        if (Message(data) is not { } message)
            return null;
        Sender(message);
        foreach (var name in (string[])["cc_email", "bcc_email", "smart_sending_enabled", "transactional", "add_tracking_params", "custom_tracking_params", "additional_filters"])
            message.Fixed(name);
        var (subject, preview) = (Line(message, "subject_line", TemplatePart.Subject), Line(message, "preview_text", TemplatePart.Preheader));
        var body = message.Text("template_id") is { } template ? pages.Find(template, message.At("template_id")) : null;
        message.Done();
        if (body is null || subject is null || preview is null)
            return null;
        return Named(Channels.Email, id,
        [
            $"subject: {YamlText.Quoted(subject)}", $"preheader: {YamlText.Quoted(preview)}",
            .. YamlText.Block("html", tags.Convert(body.Html, TemplatePart.Html, body.HtmlAt, body.Lines)),
            .. YamlText.Block("text", tags.Convert(body.Text, TemplatePart.Text, body.TextAt, body.TextAt.EndsWith(".txt", StringComparison.Ordinal))),
        ]);
    }

    /// <summary>The fields of <c>FlowSms</c>.</summary>
    public KlaviyoStep? Sms(JsonMembers data, string id)
    {
        if (Message(data) is not { } message)
            return null;
        foreach (var name in (string[])
            ["image_id", "dynamic_image", "message_hierarchy", "shorten_links", "include_contact_card", "add_info_link", "smart_sending_enabled", "sms_quiet_hours_enabled",
                "transactional", "add_tracking_params", "custom_tracking_params", "additional_filters", "template_id"])
            message.Fixed(name);
        var text = Line(message, "body", TemplatePart.Sms);
        var (prefix, wayOut) = (Flag(message, "add_org_prefix", true), Flag(message, "add_opt_out_language", false));
        message.Done();
        return text is null ? null : Named(Channels.Sms, id, [$"sms: {YamlText.Quoted((prefix ? "{{shop.name}}: " : "") + text.Trim() + (wayOut ? " Stop: {{unsubscribeUrl}}" : ""))}"]);
    }

    private static JsonMembers? Message(JsonMembers data)
    {
        data.Fixed("status");
        var message = data.Object("message");
        data.Done();
        return message;
    }

    private string? Line(JsonMembers message, string name, TemplatePart part) =>
        message.Text(name) is { } text ? tags.Convert(text, part, message.At(name), lines: false) : null;

    private void Sender(JsonMembers message)
    {
        var (address, label) = (message.Text("from_email"), message.Text("from_label"));
        if (message.Get("reply_to_email") is { } reply && reply.ToString() is { Length: > 0 } to && to != address)
            refusals.Add(message.At("reply_to_email"), ImportTexts.Is, Shown.Short(to), new Sentence(KlaviyoAdvice.ReplyTo));
        if (address is null || label is null || $"{label} <{address}>" is var said && said == sender)
            return;
        refusals.Add(message.At("from_email"), sender is null ? KlaviyoAdvice.Sender : KlaviyoAdvice.OtherSender, Shown.Short($"{label} <{address}>"), sender);
    }

    private bool Flag(JsonMembers message, string name, bool otherwise)
    {
        var value = message.Get(name)?.ValueKind;
        if (value is not (null or JsonValueKind.True or JsonValueKind.False))
            refusals.Add(message.At(name), KlaviyoAdvice.Flag);
        return value is null ? otherwise : value == JsonValueKind.True;
    }

    private KlaviyoStep.Send Named(string channel, string id, IReadOnlyList<string> parts)
    {
        var name = KlaviyoAction.Named(channel, id);
        for (var i = 2; !templates.TryAdd(name, [$"{name}:", "  en:", .. parts.Indented(4)]); i++)
            name = $"{KlaviyoAction.Named(channel, id)}-{i}";
        return new(channel, name);
    }
}
