using Recall.Core.Wording;

namespace Recall.Local.Wording;

/// <summary>What <c>sequences packs</c> and <c>sequences add</c> say.</summary>
internal static class PackTexts
{
    public static Phrase Pack { get; } = new("pack", "行业包");

    public static Phrase Sequences { get; } = new("sequences", "流程");

    public static Phrase HowToAdd { get; } = new(
        "Take one, or a pack: recall sequences add birthday", "添加单个流程或整个行业包：recall sequences add birthday");

    public static Phrase NoSuch { get; } = new("There is no sequence and no pack '{0}'{1}", "没有名为“{0}”的流程或行业包{1}");

    public static Phrase Added { get; } = new("{0}: added", "{0}：已添加");

    public static Phrase There { get; } = new("{0}: is there already, left as it is", "{0}：已存在，未改动");

    public static Phrase Look { get; } = new(
        "They are in use from the next start on. Read their texts, and try them with 'recall sequences replay': {0}",
        "下次启动后生效。请先阅读文案，并用 recall sequences replay 试算：{0}");
}
