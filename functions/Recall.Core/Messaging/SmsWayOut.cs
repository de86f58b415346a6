using System.Text.RegularExpressions;

namespace Recall.Core.Messaging;

/// <summary>
/// Whether a short message says how to answer that no more are wanted: with one of the words of <see cref="SmsKeyword"/>, as the CTIA's Messaging Principles
/// and Best Practices (5.1.3) show it and as Chinese carriers have it said (回T退订, 拒收请回复R).
/// </summary>
public static partial class SmsWayOut
{
    /// <summary>
    /// True where a template whose tags are sound tells its reader, whatever its conditions say, to answer with a word that is understood here: the word alone
    /// is no instruction (<c>NON-STOP SALE</c>, 拒收假货), and Latin words stand in capitals, as words to send are written.
    /// </summary>
    public static bool IsIn(string template) =>
        TemplateWays.Fold(template, false, false, text => Offer().IsMatch(text), (a, b) => a || b, (a, b) => a && b);

    /// <summary>Orders to stand still, and other talk that is none of answering.</summary>
    private const string NotOrdered = @"(?<!(?i:\b(do\ not|don['’]?t|never|we|i|they|cannot|can['’]?t|won['’]?t|not|to|the|full|bus|non)\s+))";

    /// <summary>How the sentence goes on behind a Latin word to send: <c>STOP signs</c> and <c>END of season</c> are no words to send.</summary>
    private const string Then = @"(?![A-Za-z0-9-]|['’][A-Za-z])(?=[""'”’」】]*\s*($|[^\sA-Za-z0-9'’-]|(?i:to|2|at|any\s?time|if|and|or|now|by|in|from|on|for)(?![A-Za-z-])))";

    /// <summary>What stopping is for. Some words are more than this: who leaves work has left no list.</summary>
    private const string Purpose = @"(?i:opt[\ -]?out|unsubscribe|(end|quit|cancel|stop|leave)(?=\s*($|[^\sA-Za-z])|\s+(messages?|msgs?|texts?|sms|alerts?|receiving|getting|these|this|our|all|future|further|promos?|promotions?|marketing|at|any)\b))(?![A-Za-z])";

    /// <summary>Behind a word that Chinese readers send: no word that it is part of (T台, R级, T恤), only what is said of sending it.</summary>
    private const string ThenInChinese = @"(?![A-Za-z0-9-]|\s+[A-Za-z])(?=[”""」】]?\s*($|[^\s\p{IsCJKUnifiedIdeographs}]|退订(?!单)|拒收|取消|停止|不再|即可|便可|就可|可以?(退|拒|取消|停)|发送|发到|发至|到|至|或|以))";

    /// <summary>To answer, and not 首发 or 挽回 or what one is asked not to do.</summary>
    private const string Answer = @"((?<!勿|别|不要|不用|无需|未|已)(回复|发送|编辑短信|编辑)|(?<=^|[^\p{L}]|请|可|您|退订|拒收|订阅|直接|或)(回|发)|" + NotOrdered + @"(?<![A-Za-z])[Rr]eply)";

    /// <summary>No end of a word before it: 新品首发T 退订 is of a new T.</summary>
    private const string Apart = @"(?<![\p{L}0-9-])";

    [GeneratedRegex(
        $"""
        {NotOrdered}(?i:\b(reply|text|txt|send|answer|respond))(?i:[\s:]+(with|the\s+(key)?word|word|only|us|back))*[\s:]+["'“‘]?(STOP|STOPALL|STOP\ ALL|UNSUBSCRIBE|CANCEL|END|QUIT|OPTOUT|OPT\ OUT|TD){Then}
        |(?<![A-Za-z-]){NotOrdered}["'“‘]?(STOP|STOPALL|UNSUBSCRIBE|OPTOUT)["'”’]?\s*(?i:to|2|=|:)\s*{Purpose}
        |(?<=(^|[.,;:!?(。，；：！？【】])\s*)["'“‘]?(CANCEL|END|QUIT)["'”’]?\s*(?i:to|2|=|:)\s*{Purpose}
        |{Answer}\s*[“"「【]?((TD|T|R|STOP){ThenInChinese}|(退订|拒收|取消订阅)(?!单|率))
        |(退订|拒收|取消订阅)(请|可)?(回复?|发送?)?\s*[:：]?\s*[“"「【]?(TD|T|R){ThenInChinese}
        |(?<![A-Za-z0-9-])(TD|T|R)(退订|拒收)(?!单)
        |{Apart}(TD|T|R)\s+(退订|拒收)(?!单)
        """, RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace, 1000)]
    private static partial Regex Offer();
}
