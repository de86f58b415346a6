using Recall.Core.Messaging;
using Recall.Core.Sequences.Files.Texts;

namespace Recall.Core.Sequences.Files;

/// <summary>Message templates, and what sends ask of them.</summary>
internal sealed class TemplateReader(string source, ProblemList problems)
{
    private readonly Dictionary<string, MessageTemplate> templates = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (TextNode Key, Dictionary<string, Place> Locales)> places = new(StringComparer.Ordinal);
    private readonly List<(string Template, string Locale, TemplatePart Part, TemplateScan Scan)> scans = [];
    private readonly HashSet<string> used = new(StringComparer.Ordinal);

    /// <summary>What was read, whatever its faults.</summary>
    public IReadOnlyDictionary<string, MessageTemplate> Templates => templates;

    public void Read(Node node)
    {
        if (node is not MapNode map)
        {
            problems.Expected(node, "templates", TemplateTexts.Templates);
            return;
        }

        foreach (var (key, value) in map.Entries)
        {
            var field = $"templates.{key.Value}";
            Values.Name(problems, key, field, "first-mail");
            var byLocale = new Dictionary<string, TemplateText>(StringComparer.Ordinal);
            var locales = new Dictionary<string, Place>(StringComparer.Ordinal);
            foreach (var (locale, parts) in LocalTextReader.Locales(problems, value, field, TemplateTexts.Texts))
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
                    problems.Error(
                        places[template].Locales[locale], $"templates.{template}.{locale}.{part}",
                        part == "preheader" ? TemplateTexts.NoPreheader : TemplateTexts.NoPart, part, step, channel);
                }
            }
        }

        foreach (var (locale, part, scan) in Sent(template, channels))
            TemplateChecks.Coupon(problems, scan, $"{locale} {Kebab.Of(part)}", step, at, field, coupon);
    }

    /// <summary>True where a text that goes out on one of some channels writes a variable, to some of its readers at least.</summary>
    public bool Shows(string template, IReadOnlyList<string> channels, string variable) =>
        Sent(template, channels).Any(s => s.Scan.Uses.Any(u => !u.IsTest && u.Variable == variable));

    private IEnumerable<(string Locale, TemplatePart Part, TemplateScan Scan)> Sent(string template, IReadOnlyList<string> channels) =>
        from s in scans
        where s.Template == template && channels.Any(c => SequenceWords.Channels[c].Contains(Kebab.Of(s.Part), StringComparer.Ordinal))
        select (s.Locale, s.Part, s.Scan);

    /// <summary>Doubts about the templates as a whole, once all sends are read; who sends them is known only where every step was.</summary>
    public void Finish(LocalText? title, bool stepsAreWhole)
    {
        foreach (var (name, (key, locales)) in places)
        {
            if (stepsAreWhole && !used.Contains(name))
                problems.Warn(key, $"templates.{name}", TemplateTexts.Unsent);
            var missing = title?.ByLocale.Keys.Where(l => !locales.ContainsKey(l)).Order(StringComparer.Ordinal).ToList() ?? [];
            if (missing.Count > 0 && locales.Count > 0)
                problems.Warn(key, $"templates.{name}", TemplateTexts.NoLocale, missing, Sequences.Locales.Pick(locales.Keys, missing[0]));
        }
    }

    private TemplateText? Parts(Node node, string template, string locale)
    {
        var field = $"templates.{template}.{locale}";
        if (MapReader.Of(problems, node, field, SequenceWords.Template, TemplateTexts.Parts) is not { } parts)
            return null;
        return new(Read(TemplatePart.Subject), Read(TemplatePart.Preheader),
            Read(TemplatePart.Html), Read(TemplatePart.Text), Read(TemplatePart.Sms), Read(TemplatePart.Push), Read(TemplatePart.Wecom));

        string? Read(TemplatePart part)
        {
            var key = Kebab.Of(part);
            if (parts.Get(key) is not { } value || Values.Text(problems, value, parts.Field(key)) is not { } text)
                return parts.Get(key) is null ? null : "";
            var scan = TemplateChecks.Part(source, problems, (TextNode)value, text, part, parts.Field(key));
            scans.Add((template, locale, part, scan));
            return text;
        }
    }

    private static string? Part(TemplateText text, string part) => part switch
    {
        "subject" => text.Subject,
        "preheader" => text.Preheader,
        "html" => text.Html,
        "text" => text.Text,
        "push" => text.Push,
        "wecom" => text.Wecom,
        _ => text.Sms,
    };
}
