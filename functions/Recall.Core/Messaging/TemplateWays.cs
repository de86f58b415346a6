namespace Recall.Core.Messaging;

/// <summary>Adds up a template whose tags are sound along the ways through its conditions: what texts and variables are worth, and what of two ways counts.</summary>
internal static class TemplateWays
{
    /// <param name="template">The template.</param>
    /// <param name="empty">What nothing is worth.</param>
    /// <param name="value">What a variable is worth.</param>
    /// <param name="text">What a text between tags is worth.</param>
    /// <param name="then">One after the other.</param>
    /// <param name="either">Of a condition's two ways.</param>
    public static T Fold<T>(string template, T empty, T value, Func<string, T> text, Func<T, T, T> then, Func<T, T, T> either)
    {
        ArgumentNullException.ThrowIfNull(template);
        var around = new Stack<(T Before, T Other)>();
        var here = empty;
        var at = 0;
        while (template.IndexOf("{{", at, StringComparison.Ordinal) is >= 0 and var start && template.IndexOf("}}", start, StringComparison.Ordinal) is >= 0 and var end)
        {
            here = then(here, text(template[at..start]));
            at = end + 2;
            var tag = template[(start + 2)..end].Trim('~', ' ');
            if (tag.StartsWith('#'))
            {
                around.Push((here, empty));
                here = empty;
            }
            else if (tag == "else" && around.TryPop(out var open))
            {
                around.Push((open.Before, here));
                here = empty;
            }
            else if (tag.StartsWith('/') && around.TryPop(out var block))
            {
                here = then(block.Before, either(block.Other, here));
            }
            else if (!tag.StartsWith('!'))
            {
                here = then(here, value);
            }
        }

        return then(here, text(template[at..]));
    }
}
