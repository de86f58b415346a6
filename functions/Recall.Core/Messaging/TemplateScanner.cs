using System.Text.RegularExpressions;
using Recall.Core.Customers;
using Recall.Core.Sequences.Files;

namespace Recall.Core.Messaging;

/// <summary>
/// Checks a template against the part of Handlebars that Recall allows: <c>{{variable}}</c>, <c>if</c>, <c>unless</c>, <c>else</c> and
/// comments. Handlebars.Net shows no syntax tree, and an unknown variable renders as nothing; so tags are read here, and what
/// passes here also compiles there.
/// </summary>
public static partial class TemplateScanner
{
    private const string Allowed = "use {{variable}}, {{#if variable}}, {{#unless variable}}, {{else}} or {{/if}}";

    private const string ElseIf = "'{{else ...}}' takes no condition; write {{else}} and put an {{#if ...}} of its own inside it";

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
                    Fault("this '{{' is not closed; add '}}'");
                    break;
                }

                if (at > 0 && template[at - 1] == '\\')
                    Fault("a '\\' before '{{' changes what the tag means; delete the '\\'");
                else if (template.AsSpan(at).StartsWith("{{{"))
                    Fault("three braces would write the value without escaping it; write two");
                else if (end + 2 < template.Length && template[end + 2] == '}')
                    Fault("a '}' stands right behind this tag's '}}'; delete it, or put a space between");
                else
                    Tag(template[(at + 2)..end], IsInsideTag(at));

                // A '{{' inside this tag counts, because places are counted in them.
                for (var inner = template.IndexOf("{{", at + 2, StringComparison.Ordinal); inner >= 0 && inner < end; tags++)
                    inner = template.IndexOf("{{", inner + 2, StringComparison.Ordinal);
                at = end + 2;
            }

            foreach (var block in open)
                Faults.Add(new($"'{{{{#{block.Helper} {block.Variable}}}}}' is not closed; add '{{{{/{block.Helper}}}}}'", block.Place));
            if (part == TemplatePart.Html && Script().IsMatch(template))
                Faults.Add(new("mail programs refuse scripts, and so do we; delete the '<script>'", default));
        }

        private void Tag(string body, bool insideTag)
        {
            if (body.StartsWith('!'))
            {
                if (!Comment().IsMatch(body))
                    Fault("a comment is written {{! like this }}, without braces or '--' inside");
                return;
            }

            var match = Shape().Match(body);
            if (!match.Success)
            {
                var bare = body.TrimStart('~', ' ');
                Fault(bare.StartsWith("else ", StringComparison.Ordinal) ? ElseIf
                    : bare.StartsWith('>') ? $"partials ('{{{{>') do not exist here; write the text out, or {Allowed}"
                    : $"'{{{{{Shown.Short(body)}}}}}' is not allowed; {Allowed}");
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
                    if (helper.Length > 0)
                        Fault(helper is "else" ? ElseIf : $"'{{{{{Shown.Short(body)}}}}}' is not allowed; {Allowed}");
                    else if (word is "else")
                        Else();
                    else
                        Write(word, insideTag);
                    break;
            }
        }

        private void Open(string helper, string variable)
        {
            if (helper is not ("if" or "unless"))
                Fault(helper.Length == 0 ? $"'{{{{#{variable}}}}}' is not allowed; write '{{{{#if {variable}}}}}'"
                    : $"there is no '#{helper}'{NearestWord.Hint(helper, ["if", "unless"])}");
            else if (Known(variable))
                Uses.Add(new(variable, true, Guards(), here));
            open.Push((helper, variable, false, here));
        }

        private void Close(string helper)
        {
            if (!open.TryPop(out var block))
                Fault($"'{{{{/{helper}}}}}' closes nothing; delete it, or open a '{{{{#{helper} ...}}}}' before it");
            else if (!string.Equals(block.Helper, helper, StringComparison.Ordinal))
                Fault($"'{{{{/{helper}}}}}' closes '{{{{#{block.Helper} {block.Variable}}}}}'; write '{{{{/{block.Helper}}}}}'");
        }

        private void Else()
        {
            if (!open.TryPop(out var block))
                Fault("this '{{else}}' is in no '{{#if ...}}'; delete it");
            else if (block.Else)
                Fault("a block has one '{{else}}'; delete this one, or nest an '{{#if ...}}' in it");
            if (block.Helper is not null)
                open.Push(block with { Else = true });
        }

        private void Write(string variable, bool insideTag)
        {
            if (!Known(variable))
                return;
            if (variable is TemplateVariables.Coupon)
                Fault("'coupon' has parts; write {{coupon.code}}, {{coupon.percent}}, {{coupon.amount}} or {{coupon.expires}}");
            else if (insideTag && TemplateVariables.Find(variable)!.IsFreeText)
                Fault($"'{variable}' is text that people wrote; use it between HTML tags, not inside one");
            Uses.Add(new(variable, false, Guards(), here));
        }

        private bool Known(string variable)
        {
            if (TemplateVariables.Find(variable) is not null)
                return true;
            var near = NearestWord.Of(variable, TemplateVariables.Names);
            Fault($"unknown variable '{Shown.Short(variable)}'"
                + (near is null ? $"; there are {string.Join(", ", TemplateVariables.Names)}" : $"; did you mean '{near}'?"));
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

        private void Fault(string message) => Faults.Add(new(message, here));
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
