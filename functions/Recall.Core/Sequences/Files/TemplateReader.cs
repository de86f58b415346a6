using Recall.Core.Messaging;

namespace Recall.Core.Sequences.Files;

/// <summary>Message templates, and what sends ask of them.</summary>
internal sealed class TemplateReader(string source, ProblemList problems)
{
    private readonly Dictionary<string, MessageTemplate> templates = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (TextNode Key, Dictionary<string, Place> Locales)> places = new(StringComparer.Ordinal);
    private readonly List<(string Template, string Locale, TextNode Node, TemplatePart Part, TemplateScan Scan)> scans = [];
    private readonly HashSet<string> used = new(StringComparer.Ordinal);

    /// <summary>What was read, whatever its faults.</summary>
    public IReadOnlyDictionary<string, MessageTemplate> Templates => templates;

    public void Read(Node node)
    {
        if (node is not MapNode map)
        {
            if (node is not BrokenNode)
                problems.Error(node, "templates", $"expected templates by name ('first-mail:' and below it 'en:'), found {node.What}");
            return;
        }

        foreach (var (key, value) in map.Entries)
        {
            var field = $"templates.{key.Value}";
            Values.Name(problems, key, field, "first-mail");
            var byLocale = new Dictionary<string, TemplateText>(StringComparer.Ordinal);
            var locales = new Dictionary<string, Place>(StringComparer.Ordinal);
            foreach (var (locale, parts) in LocalTextReader.Locales(problems, value, field, "texts by language ('en:' and below it 'subject: ...')"))
            {
                locales[locale] = parts.Place;
                if (Parts(parts, key.Value, locale) is { } text)
                    byLocale[locale] = text;
            }

            templates[key.Value] = new(byLocale);
            places[key.Value] = (key, locales);
        }
    }

    /// <summary>Checks that a template has what a send on some channels needs, and that its variables will be there.</summary>
    public void Use(string template, string step, Node at, string field, IReadOnlyList<string> channels, CouponStep? coupon)
    {
        used.Add(template);
        foreach (var (locale, text) in templates[template].ByLocale)
        {
            foreach (var (channel, part) in channels.SelectMany(c => SequenceWords.Channels[c].Select(p => (c, p))))
            {
                if (Part(text, part) is null)
                {
                    problems.Error(places[template].Locales[locale], $"templates.{template}.{locale}.{part}",
                        $"'{part}' is missing, and step '{step}' sends this template by {channel}; add '{part}:', or take {channel} out of the step's channels");
                }
            }
        }

        foreach (var scan in scans.Where(s => string.Equals(s.Template, template, StringComparison.Ordinal)))
        {
            if (channels.Any(c => SequenceWords.Channels[c].Contains(Kebab.Of(scan.Part), StringComparer.Ordinal)))
                Coupon(scan.Scan, scan.Locale, scan.Part, step, at, field, coupon);
        }
    }

    /// <summary>Doubts about the templates as a whole, once all sends are read.</summary>
    public void Finish(LocalText? title)
    {
        foreach (var (name, (key, locales)) in places)
        {
            if (!used.Contains(name))
                problems.Warn(key, $"templates.{name}", "no step sends this template; send it or delete it");
            var missing = title?.ByLocale.Keys.Where(l => !locales.ContainsKey(l)).Order(StringComparer.Ordinal).ToList() ?? [];
            if (missing.Count > 0 && locales.Count > 0)
                problems.Warn(key, $"templates.{name}", $"has no text in {NearestWord.List(missing)}, which the title has; customers will get '{Sequences.Locales.Pick(locales.Keys, missing[0])}'");
        }
    }

    private TemplateText? Parts(Node node, string template, string locale)
    {
        var field = $"templates.{template}.{locale}";
        if (MapReader.Of(problems, node, field, SequenceWords.Template, "parts ('subject:', 'html:', 'text:', 'sms:')") is not { } parts)
            return null;
        return new(Read(TemplatePart.Subject), Read(TemplatePart.Preheader), Read(TemplatePart.Html), Read(TemplatePart.Text), Read(TemplatePart.Sms));

        string? Read(TemplatePart part)
        {
            var key = Kebab.Of(part);
            if (parts.Get(key) is not { } value || Values.Text(problems, value, parts.Field(key)) is not { } text)
                return parts.Get(key) is null ? null : "";
            Check((TextNode)value, text, part, parts.Field(key), template, locale);
            return text;
        }
    }

    private void Check(TextNode node, string text, TemplatePart part, string field, string template, string locale)
    {
        var scan = TemplateScanner.Scan(text, part);
        scans.Add((template, locale, node, part, scan));
        foreach (var fault in scan.Faults)
            problems.Error(TagPlaces.Find(source, node, fault.Place), field, fault.Message);
        foreach (var use in scan.Uses.Where(u => !u.IsTest && TemplateVariables.Find(u.Variable) is { MayBeEmpty: true }
            && u.Variable is not ("coupon.percent" or "coupon.amount") && !u.Guards.Contains(u.Variable, StringComparer.Ordinal)))
            problems.Warn(TagPlaces.Find(source, node, use.Place), field, $"'{use.Variable}' is not known of everybody; write {{{{#if {use.Variable}}}}} ... {{{{else}}}} ... {{{{/if}}}} around it");
        if (part is TemplatePart.Html or TemplatePart.Text)
            Law(node, scan, part, field);
        if (part is TemplatePart.Html && text.Contains("<body", StringComparison.OrdinalIgnoreCase))
            problems.Error(node, field, "the page around the text is added for you; write only what stands inside <body>");
        if (part is TemplatePart.Sms)
            Sms(node, text, field);
    }

    private void Law(TextNode node, TemplateScan scan, TemplatePart part, string field)
    {
        if (!scan.AlwaysWrites(TemplateVariables.Unsubscribe))
            problems.Error(node, field, "the law wants a way out in every message; add "
                + (part == TemplatePart.Html ? "<a href=\"{{unsubscribeUrl}}\">Unsubscribe</a>" : "'Unsubscribe: {{unsubscribeUrl}}'") + ", outside of any {{#if}}");
        if (!scan.AlwaysWrites(TemplateVariables.ShopAddress))
            problems.Error(node, field, "the law wants the sender's postal address in every message; add {{shop.address}}, outside of any {{#if}}");
    }

    /// <summary>A single typographic character halves what fits into a segment, and is seldom meant.</summary>
    private void Sms(TextNode node, string text, string field)
    {
        var culprits = SmsText.Measure(text).Culprits;
        if (culprits.Count > 0 && culprits.All(c => c is "’" or "‘" or "“" or "”" or "–" or "—" or "…" or "\u00A0"))
            problems.Warn(node, field, $"{NearestWord.List(culprits)} is outside the SMS alphabet, so 70 instead of 160 characters fit into a message; use the plain keyboard character");
    }

    private void Coupon(TemplateScan scan, string locale, TemplatePart part, string step, Node at, string field, CouponStep? coupon)
    {
        foreach (var use in scan.Uses.Where(u => !u.IsTest && u.Variable.StartsWith("coupon.", StringComparison.Ordinal)))
        {
            if (use.Guards.Contains(use.Variable, StringComparer.Ordinal) || (coupon is null && use.Guards.Contains(TemplateVariables.Coupon, StringComparer.Ordinal)))
                continue;
            if (coupon is null)
                problems.Error(at, field, $"the template uses '{use.Variable}' ({locale} {Kebab.Of(part)}), and step '{step}' has no coupon; add 'coupon:' with the id of a coupon step");
            else if ((use.Variable is "coupon.percent" && coupon.Percent is null) || (use.Variable is "coupon.amount" && coupon.Amount is null))
                problems.Error(at, field, $"the template uses '{use.Variable}' ({locale} {Kebab.Of(part)}), which is empty for coupon '{coupon.Id}'; use {(coupon.Percent is null ? "'coupon.amount'" : "'coupon.percent'")}");
        }
    }

    private static string? Part(TemplateText text, string part) => part switch
    {
        "subject" => text.Subject,
        "html" => text.Html,
        "text" => text.Text,
        _ => text.Sms,
    };
}
