using System.Text.RegularExpressions;

namespace Recall.Core.Messaging;

/// <summary>What a person asks for by a short message that is nothing but a keyword.</summary>
public enum SmsRequest
{
    /// <summary>No more messages.</summary>
    Stop,

    /// <summary>Messages again.</summary>
    Start,

    /// <summary>Who this is. The carrier answers it, or a person.</summary>
    Help,
}

/// <summary>
/// Keywords of short messages: those of the CTIA's Messaging Principles and Best Practices (5.1.3) and of
/// learn.microsoft.com/azure/communication-services/concepts/sms/sms-faq, and those that Chinese readers are told to answer with.
/// </summary>
public static partial class SmsKeyword
{
    private static readonly Dictionary<string, SmsRequest> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["STOP"] = SmsRequest.Stop, ["STOPALL"] = SmsRequest.Stop, ["STOP ALL"] = SmsRequest.Stop, ["UNSUBSCRIBE"] = SmsRequest.Stop,
        ["CANCEL"] = SmsRequest.Stop, ["END"] = SmsRequest.Stop, ["QUIT"] = SmsRequest.Stop, ["REVOKE"] = SmsRequest.Stop, ["OPTOUT"] = SmsRequest.Stop,
        ["OPT OUT"] = SmsRequest.Stop, ["T"] = SmsRequest.Stop, ["TD"] = SmsRequest.Stop, ["R"] = SmsRequest.Stop, ["退订"] = SmsRequest.Stop, ["拒收"] = SmsRequest.Stop,
        ["取消订阅"] = SmsRequest.Stop,
        ["START"] = SmsRequest.Start, ["UNSTOP"] = SmsRequest.Start, ["SUBSCRIBE"] = SmsRequest.Start, ["取消退订"] = SmsRequest.Start,
        ["恢复"] = SmsRequest.Start, ["恢复订阅"] = SmsRequest.Start, ["订阅"] = SmsRequest.Start,
        ["HELP"] = SmsRequest.Help, ["INFO"] = SmsRequest.Help, ["帮助"] = SmsRequest.Help,
    };

    /// <summary>Words that ask to stop whatever follows them: a refusal need not be tidy to count.</summary>
    private static readonly string[] Openings = ["STOP ", "UNSUBSCRIBE ", "退订 ", "退订，", "退订。"];

    /// <summary>What the text asks for, or null where it is a message for a person. Case, quotes and full stops do not matter.</summary>
    public static SmsRequest? Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var bare = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Trim(' ', '.', '!', ',', '"', '\'', '“', '”', '。', '！', '，', '【', '】');
        if (Words.TryGetValue(bare, out var request))
            return request;
        return Openings.Any(o => bare.StartsWith(o, StringComparison.OrdinalIgnoreCase)) ? SmsRequest.Stop : null;
    }

    /// <summary>
    /// True where a template whose tags are sound tells its reader, whatever its conditions say, to answer with a word that is understood here: the word alone
    /// is no instruction (<c>NON-STOP SALE</c>, 拒收假货), and Latin words stand in capitals, as words to send are written.
    /// </summary>
    public static bool IsOffered(string template) =>
        TemplateWays.Fold(template, false, false, text => Offer().IsMatch(text), (a, b) => a || b, (a, b) => a && b);

    [GeneratedRegex(
        """
        (?i:\b(reply|text|txt|send|answer|respond))(?i:[\s:]+(with|the|word|only|us|back))*[\s:]+["'“‘]?(?-i:STOP|STOPALL|STOP\ ALL|UNSUBSCRIBE|CANCEL|END|QUIT|OPTOUT|OPT\ OUT|TD)(?![A-Za-z-])
        |(?<![A-Za-z-])(STOP|STOPALL|UNSUBSCRIBE|CANCEL|END|QUIT|OPTOUT)["'”’]?\s*(?i:to|2|=|:)\s*(?i:opt[\ -]?out|unsubscribe|end|quit|cancel|stop|leave)
        |(回复?|发送?|编辑|[Rr]eply)\s*[“"「【]?(TD|T|R|STOP|退订|拒收|取消订阅)(?![A-Za-z恤-])
        |(退订|拒收|取消订阅)(请|可)?(回复?|发送?)?\s*[:：]?\s*[“"「【]?(TD|T|R)(?![A-Za-z恤-])
        |(?<![A-Za-z-])(TD|T|R)\s*(退订|拒收)
        """, RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace, 1000)]
    private static partial Regex Offer();
}
