using Recall.Core.Wording;

namespace Recall.Core.Sequences.Files.Texts;

/// <summary>What a word of the language names.</summary>
internal static class WordTexts
{
    public static Phrase Channel { get; } = new("channel", "渠道");

    public static Phrase Template { get; } = new("template", "模板");

    public static Phrase Weekday { get; } = new("weekday", "星期");

    public static Phrase Signal { get; } = new("signal", "信号");

    public static Phrase Field { get; } = new("field", "字段");

    public static Phrase Event { get; } = new("event", "事件");

    public static Phrase Date { get; } = new("date", "日期");

    public static Phrase Word { get; } = new("word", "词");

    public static Phrase OfScore { get; } = new("word of the score", "评分项");

    public static Phrase ValueOf { get; } = new("value of {0}", " {0} 取值");

    public static Phrase ValueOfScore { get; } = new("{0}", " {0} 取值");

    public static Phrase SendTime { get; } = new("time to send", "发送时间");

    public static Phrase Rule { get; } = new("rule", "规则");

    public static Phrase Country { get; } = new("country", "国家");

    public static Phrase Platform { get; } = new("platform", "平台");

    public static Phrase Answer { get; } = new("answer", "回答");
}
