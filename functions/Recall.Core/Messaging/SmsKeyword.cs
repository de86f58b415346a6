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
public static class SmsKeyword
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
}
