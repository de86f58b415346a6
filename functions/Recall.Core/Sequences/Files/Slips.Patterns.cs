using System.Text.RegularExpressions;

namespace Recall.Core.Sequences.Files;

// How each slip looks in a line.
internal static partial class Slips
{
    // Where something begins: at the start of a line, behind its dashes, in brackets, behind a colon.
    private const string Line = @"^\ *(-\ +)*";
    private const string Word = @"(?<key>[A-Za-z][A-Za-z0-9._-]*)";
    private const RegexOptions Plain = RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace;

    [GeneratedRegex(@"^[\ ]*(-[\ ]*)*(?<slip>\u3000)|^[\ ]*(-[\ ]+)*[A-Za-z][A-Za-z0-9._-]*:(?<slip>\u3000)|^[\ ]*-(?<slip>\u3000)", Plain, 1000)]
    private static partial Regex WideSpace();

    [GeneratedRegex(@"^\ *(?<slip>[－—–])[\ \u3000]*[A-Za-z{\[]", Plain, 1000)]
    private static partial Regex WideDash();

    [GeneratedRegex("(" + Line + @"|[{\[,｛【［，]\s*)" + Word + @"\s*(?<slip>：)", Plain, 1000)]
    private static partial Regex WideColon();

    [GeneratedRegex(@"^\ *(?<slip>＃)", Plain, 1000)]
    private static partial Regex WideHash();

    [GeneratedRegex(@"[{\[｛].*?(?<slip>[，；;、])\s*[A-Za-z][A-Za-z0-9._-]*\s*[:：]", Plain, 1000)]
    private static partial Regex WideComma();

    [GeneratedRegex(@"(:|-|[{\[,])\s+(?<slip>“)", Plain, 1000)]
    private static partial Regex WideQuote();

    [GeneratedRegex(@"(" + Line + @"|[:：]\s*|[{\[,]\s*)((?<slip>｛)\s*[A-Za-z][A-Za-z0-9._-]*\s*[:：]|(?<slip>[【［])[A-Za-z0-9,，.'%\ -]*[】］\]]?\s*($|\#|[,}]))", Plain, 1000)]
    private static partial Regex WideOpening();

    [GeneratedRegex(@"(\[[^\]【［]*(?<slip>[】］])|\{[^}｛]*(?<slip>｝))\s*($|\#|[,}\]])", Plain, 1000)]
    private static partial Regex WideClosing();

    [GeneratedRegex(Line + Word + @"((?<colon>:)(?![\ /]|$)|\ +[^:\ ]|\ *$)", Plain, 1000)]
    private static partial Regex Start();

    [GeneratedRegex("^" + Word + @"\ +[{\[]", Plain, 1000)]
    private static partial Regex Collection();

    [GeneratedRegex(@"^\ *" + Word + @"\ *$", Plain, 1000)]
    internal static partial Regex Bare();

    [GeneratedRegex("\"[^\"]*\"|(?<![A-Za-z])'[^']*'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted();
}
