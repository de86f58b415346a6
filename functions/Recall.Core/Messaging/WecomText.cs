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
    public static WecomSize Measure(string template) => TemplateWays.Fold(
        template, new WecomSize(0, 0), new(0, ValueBytes), text => new(Bytes(text), Bytes(text)),
        (a, b) => new(a.Shortest + b.Shortest, a.Longest + b.Longest),
        (a, b) => new(Math.Min(a.Shortest, b.Shortest), Math.Max(a.Longest, b.Longest)));
}
