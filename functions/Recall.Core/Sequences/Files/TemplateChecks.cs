using System.Text.RegularExpressions;
using Recall.Core.Messaging;
using Recall.Core.Sequences.Files.Texts;
using Recall.Core.Wording;

namespace Recall.Core.Sequences.Files;

/// <summary>What a template must and must not hold, beyond its grammar.</summary>
internal static partial class TemplateChecks
{
    /// <summary>Reports coupon variables that will be empty in one send.</summary>
    public static void Coupon(ProblemList problems, TemplateScan scan, string where, string step, Node at, string field, CouponStep? coupon)
    {
        foreach (var use in scan.Uses.Where(u => !u.IsTest && u.Variable.StartsWith("coupon.", StringComparison.Ordinal)))
        {
            if (use.Guards.Contains(use.Variable, StringComparer.Ordinal)
                || (coupon is null && use.Guards.Contains(TemplateVariables.Coupon, StringComparer.Ordinal)))
                continue;
            if (coupon is null)
                problems.Error(at, field, TemplateTexts.NoCoupon, use.Variable, where, step);
            else if ((use.Variable is "coupon.percent" or "coupon.zhe" && !coupon.IsShare)
                || (use.Variable is "coupon.amount" && coupon.Amount is null) || (use.Variable is "coupon.gift" && coupon.Gift is null))
                problems.Error(at, field, TemplateTexts.EmptyForCoupon, use.Variable, where, coupon.Id,
                    coupon.IsShare ? "coupon.percent" : coupon.Gift is null ? "coupon.amount" : "coupon.gift");
        }
    }

    /// <summary>Reports what is wrong with one part, wherever it is sent.</summary>
    public static TemplateScan Part(string source, ProblemList problems, TextNode node, string text, TemplatePart part, string field)
    {
        var scan = TemplateScanner.Scan(text, part);
        foreach (var fault in scan.Faults.Take(ProblemList.Most))
            problems.Error(TagPlaces.Find(source, node, fault.Place), field, fault.Message);
        foreach (var use in scan.Uses.Where(u => !u.IsTest && TemplateVariables.Find(u.Variable) is { MayBeEmpty: true }
            && u.Variable is not ("coupon.percent" or "coupon.zhe" or "coupon.amount" or "coupon.gift") && !u.Guards.Contains(u.Variable, StringComparer.Ordinal)).Take(ProblemList.Most))
            problems.Warn(TagPlaces.Find(source, node, use.Place), field, TemplateTexts.MayBeEmpty, use.Variable);
        if (text.IndexOf("｛｛", StringComparison.Ordinal) is >= 0 and var wide)
            problems.Error(node, field, TemplateTexts.WideBraces, Customers.Shown.Short(text[wide..(text.IndexOf("｝｝", wide, StringComparison.Ordinal) is > 0 and var end ? end + 2 : wide + 2)]));
        SingleBraces(source, problems, node, text, field);
        if (part is TemplatePart.Html or TemplatePart.Text)
            Law(problems, node, scan, text, part, field);
        if (part is TemplatePart.Html && text.Contains("<body", StringComparison.OrdinalIgnoreCase))
            problems.Error(node, field, TemplateTexts.NoPage);
        if (part is TemplatePart.Sms)
            Sms(problems, node, text, scan, field);
        if (part is TemplatePart.Wecom && !scan.Faults.Any())
            Wecom(problems, node, text, field);
        return scan;
    }

    /// <summary>A variable in single braces goes out as it stands.</summary>
    private static void SingleBraces(string source, ProblemList problems, TextNode node, string text, string field)
    {
        var at = node.From;
        foreach (var match in SingleBraces().Matches(text).Where(m => TemplateVariables.Find(m.Groups["variable"].Value) is not null).Take(ProblemList.Most))
        {
            // Where YAML broke the line inside the braces, the text's start has to do.
            var found = source.IndexOf(match.Value, at, node.To - at, StringComparison.Ordinal);
            var place = found < 0 ? node.Place : new(source.AsSpan(0, found).Count('\n') + 1, found - source.LastIndexOf('\n', found));
            at = found < 0 ? at : found + match.Length;
            var variable = match.Groups["variable"].Value is var name and not TemplateVariables.Coupon ? name : TemplateVariables.CouponCode;
            problems.Warn(place, field, TemplateTexts.SingleBraces, match.Value, $"{{{{{variable}}}}}");
        }
    }

    /// <summary>What WeCom would refuse for everybody, and what it may refuse for some.</summary>
    private static void Wecom(ProblemList problems, TextNode node, string text, string field)
    {
        var size = WecomText.Measure(text.Trim());
        if (size.Shortest > WecomText.MostBytes)
            problems.Error(node, field, TemplateTexts.TooLongForWecom, size.Shortest, WecomText.MostBytes);
        else if (size.Longest > WecomText.MostBytes)
            problems.Warn(node, field, TemplateTexts.MayBeTooLongForWecom, size.Longest, WecomText.MostBytes);
    }

    private static void Law(ProblemList problems, TextNode node, TemplateScan scan, string text, TemplatePart part, string field)
    {
        var wayOut = new Sentence(part == TemplatePart.Html ? TemplateTexts.WayOutInHtml : TemplateTexts.WayOutInText);
        var seen = part == TemplatePart.Html && scan.Faults.Count == 0 ? VisibleHtml.Of(text) : null;
        if (!scan.AlwaysWrites(TemplateVariables.Unsubscribe))
            problems.Error(node, field, TemplateTexts.NoWayOut, wayOut);
        else if (seen is not null && !scan.AlwaysWrites(TemplateVariables.Unsubscribe, seen.Text) && !scan.AlwaysWrites(TemplateVariables.Unsubscribe, seen.Links))
            problems.Error(node, field, TemplateTexts.WayOutUnseen, wayOut);
        if (!scan.AlwaysWrites(TemplateVariables.ShopAddress))
            problems.Error(node, field, TemplateTexts.NoAddress);
        else if (seen is not null && !scan.AlwaysWrites(TemplateVariables.ShopAddress, seen.Text))
            problems.Error(node, field, TemplateTexts.AddressUnseen);
    }

    /// <summary>A single typographic character halves what fits into a segment, and is seldom meant. What is long costs its segments for everybody.</summary>
    private static void Sms(ProblemList problems, TextNode node, string text, TemplateScan scan, string field)
    {
        if (!scan.AlwaysWrites(TemplateVariables.Unsubscribe) && !scan.Faults.Any() && !SmsWayOut.IsIn(text))
            problems.Error(node, field, TemplateTexts.NoWayOutInSms);
        var size = scan.Faults.Any() ? null : SmsText.MeasureShortest(text);
        if (size?.Segments > SmsText.MostSegments)
            problems.Error(node, field, TemplateTexts.TooLongForSms, size.Segments, SmsText.MostSegments);
        else if (size?.Segments > SmsText.UsualSegments)
            problems.Warn(node, field, TemplateTexts.DearSms, size.Segments, size.IsUnicode ? 67 : 153);
        var culprits = SmsText.Measure(text).Culprits;
        if (culprits.Count > 0 && culprits.All(c => c is "’" or "‘" or "“" or "”" or "–" or "—" or "…" or "\u00A0"))
            problems.Warn(node, field, TemplateTexts.NotPlainSms, culprits, culprits.Count);
    }

    [GeneratedRegex(@"(?<!\{)\{ *(?<variable>[A-Za-z]+(\.[A-Za-z]+)*) *\}(?!\})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SingleBraces();
}
