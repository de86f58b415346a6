using System.Text;

namespace Recall.Core.Messaging;

/// <summary>How long a template's text can get, in bytes of UTF-8.</summary>
/// <param name="Shortest">Whatever is filled in: the shortest way through its conditions, with nothing for its variables.</param>
/// <param name="Longest">The longest way, with what a long value takes for each variable.</param>
public sealed record WecomSize(int Shortest, int Longest);

/// <summary>Texts of WeCom, which takes 4,000 bytes (<c>text.content</c> of https://developer.work.weixin.qq.com/document/path/92135): 1,333 Chinese characters.</summary>
public static class WecomText
{
    /// <summary>Of UTF-8.</summary>
    public const int MostBytes = 4000;

    /// <summary>A long name, a date that is written out, or a link: what is longer is seen before it is sent.</summary>
    private const int ValueBytes = 100;

    /// <summary>Bytes of a text as it is sent.</summary>
    public static int Bytes(string text) => Encoding.UTF8.GetByteCount(text);

    /// <summary>The size of a template whose tags are sound.</summary>
    public static WecomSize Measure(string template)
    {
        ArgumentNullException.ThrowIfNull(template);
        var around = new Stack<(WecomSize Before, WecomSize? Other)>();
        var here = new WecomSize(0, 0);
        var at = 0;
        while (template.IndexOf("{{", at, StringComparison.Ordinal) is >= 0 and var start && template.IndexOf("}}", start, StringComparison.Ordinal) is >= 0 and var end)
        {
            here = Plus(here, Bytes(template[at..start]));
            at = end + 2;
            var tag = template[(start + 2)..end].Trim('~', ' ');
            if (tag.StartsWith('#'))
            {
                around.Push((here, null));
                here = new(0, 0);
            }
            else if (tag == "else" && around.TryPop(out var open))
            {
                around.Push((open.Before, here));
                here = new(0, 0);
            }
            else if (tag.StartsWith('/') && around.TryPop(out var block))
            {
                var other = block.Other ?? new(0, 0);
                here = new(block.Before.Shortest + Math.Min(here.Shortest, other.Shortest), block.Before.Longest + Math.Max(here.Longest, other.Longest));
            }
            else if (!tag.StartsWith('!'))
            {
                here = here with { Longest = here.Longest + ValueBytes };
            }
        }

        return Plus(here, Bytes(template[at..]));
    }

    private static WecomSize Plus(WecomSize size, int bytes) => new(size.Shortest + bytes, size.Longest + bytes);
}
