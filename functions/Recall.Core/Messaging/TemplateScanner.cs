using System.Text.RegularExpressions;
using Recall.Core.Customers;
using Recall.Core.Sequences.Files;
using Recall.Core.Wording;

namespace Recall.Core.Messaging;

/// <summary>
/// Checks a template against the part of Handlebars that Recall allows: <c>{{variable}}</c>, <c>if</c>, <c>unless</c>, <c>else</c> and
/// comments. Handlebars.Net shows no syntax tree, and an unknown variable renders as nothing; so tags are read here, and what
/// passes here also compiles there.
/// </summary>
public static partial class TemplateScanner
{
    /// <summary>Uses and faults of a template.</summary>
    public static TemplateScan Scan(string template, TemplatePart part)
    {
        var scan = new Run(template, part);
        scan.Go();
        return new(scan.Uses, scan.Faults);
    }

    private sealed class Run(string template, TemplatePart part)
    {
        private readonly Stack<(string Helper, string Variable, bool Else, TagPlace Place)> open = new();
        private TagPlace here;
        private int looked;
        private bool insideHtmlTag;

        public List<TemplateUse> Uses { get; } = [];

        public List<TemplateFault> Faults { get; } = [];

        public void Go()
        {
            var at = 0;
            var tags = 0;
            while ((at = template.IndexOf("{{", at, StringComparison.Ordinal)) >= 0)
            {
                here = new(tags++, 0);
                var end = template.IndexOf("}}", at, StringComparison.Ordinal);
                if (end < 0)
                {
                    Fault(TemplateFaultTexts.TagOpen);
                    break;
                }

                if (at > 0 && template[at - 1] == '\\')
                    Fault(TemplateFaultTexts.Backslash);
                else if (template.AsSpan(at).StartsWith("{{{"))
                    Fault(TemplateFaultTexts.ThreeBraces);
                else if (end + 2 < template.Length && template[end + 2] == '}')
                    Fault(TemplateFaultTexts.BraceBehind);
                else
                    Tag(template[(at + 2)..end], IsInsideTag(at));

                // A '{{' inside this tag counts, because places are counted in them.
                for (var inner = template.IndexOf("{{", at + 2, StringComparison.Ordinal); inner >= 0 && inner < end; tags++)
                    inner = template.IndexOf("{{", inner + 2, StringComparison.Ordinal);
                at = end + 2;
            }

            foreach (var block in open)
                Faults.Add(new(new(TemplateFaultTexts.BlockOpen, block.Helper, block.Variable), block.Place));
            if (part == TemplatePart.Html && Script().IsMatch(template))
                Faults.Add(new(new(TemplateFaultTexts.Script), default));
        }

        private void Tag(string body, bool insideTag)
        {
            if (body.StartsWith('!'))
            {
                if (!Comment().IsMatch(body))
                    Fault(TemplateFaultTexts.Comment);
                return;
            }

            var match = Shape().Match(body);
            if (!match.Success)
            {
                var bare = body.TrimStart('~', ' ');
                if (bare.StartsWith("else ", StringComparison.Ordinal))
                    Fault(TemplateFaultTexts.ElseIf);
                else if (bare.StartsWith('>'))
                    Fault(TemplateFaultTexts.Partial, new Sentence(TemplateFaultTexts.Allowed));
                else
                    NotAllowed(body);
                return;
            }

            here = here with { Offset = 2 + match.Groups["word"].Index };
            var (sign, helper, word) = (match.Groups["sign"].Value, match.Groups["helper"].Value, match.Groups["word"].Value);
            switch (sign)
            {
                case "#":
                    Open(helper, word);
                    break;
                case "/":
                    Close(word);
                    break;
                default:
                    if (helper is "else")
                        Fault(TemplateFaultTexts.ElseIf);
                    else if (helper.Length > 0)
                        NotAllowed(body);
                    else if (word is "else")
                        Else();
                    else
                        Write(word, insideTag);
                    break;
            }
        }

        private void Open(string helper, string variable)
        {
            if (helper.Length == 0)
                Fault(TemplateFaultTexts.NoHelper, variable);
            else if (helper is not ("if" or "unless"))
                Fault(TemplateFaultTexts.UnknownHelper, helper, NearestWord.Hint(helper, ["if", "unless"]));
            else if (Known(variable))
                Uses.Add(new(variable, true, Guards(), here));
            open.Push((helper, variable, false, here));
        }

        private void Close(string helper)
        {
            if (!open.TryPop(out var block))
                Fault(TemplateFaultTexts.ClosesNothing, helper);
            else if (!string.Equals(block.Helper, helper, StringComparison.Ordinal))
                Fault(TemplateFaultTexts.ClosesOther, helper, block.Helper, block.Variable);
        }

        private void Else()
        {
            if (!open.TryPop(out var block))
                Fault(TemplateFaultTexts.ElseAlone);
            else if (block.Else)
                Fault(TemplateFaultTexts.TwoElses);
            if (block.Helper is not null)
                open.Push(block with { Else = true });
        }

        private void Write(string variable, bool insideTag)
        {
            if (!Known(variable))
                return;
            if (variable is TemplateVariables.Coupon)
                Fault(TemplateFaultTexts.CouponAlone);
            else if (insideTag && TemplateVariables.Find(variable)!.IsFreeText)
                Fault(TemplateFaultTexts.FreeText, variable);
            Uses.Add(new(variable, false, Guards(), here));
        }

        private bool Known(string variable)
        {
            if (TemplateVariables.Find(variable) is not null)
                return true;
            Fault(TemplateFaultTexts.UnknownVariable, Shown.Short(variable), NearestWord.Of(variable, TemplateVariables.Names) is { } near
                ? NearestWord.DidYouMean(near) : new Sentence(TemplateFaultTexts.Variables, string.Join(", ", TemplateVariables.Names)));
            return false;
        }

        private List<string> Guards() =>
            [.. open.Select(b => (b.Helper is "if" && !b.Else) || (b.Helper is "unless" && b.Else) ? b.Variable : "")];

        /// <summary>Between '&lt;' and '&gt;' of HTML. Places come in order, so no character is looked at twice.</summary>
        private bool IsInsideTag(int at)
        {
            for (; looked < at && part == TemplatePart.Html; looked++)
                insideHtmlTag = template[looked] == '<' || (insideHtmlTag && template[looked] != '>');
            return insideHtmlTag;
        }

        private void NotAllowed(string body) => Fault(TemplateFaultTexts.NotAllowed, Shown.Short(body), new Sentence(TemplateFaultTexts.Allowed));

        private void Fault(Phrase phrase, params object?[] values) => Faults.Add(new(new(phrase, values), here));
    }

    [GeneratedRegex(
        "^~?((?<sign>[#/])|[ ]*)((?<helper>[A-Za-z]+)[ ]+)?(?<word>[A-Za-z]+([._-][A-Za-z]+)*)[ ]*~?$",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Shape();

    [GeneratedRegex("^!(--[^{}]*--|[^{}-][^{}-]*)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Comment();

    [GeneratedRegex(@"<\s*script\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Script();
}
