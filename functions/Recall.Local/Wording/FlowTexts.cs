using Recall.Core.Wording;

namespace Recall.Local.Wording;

/// <summary>What <c>sequences import</c> says.</summary>
internal static class FlowTexts
{
    public static Phrase Pair { get; } = new("'{0}' is no pair for {1}; write it as in {1} XyZ123=order", "“{0}”不是 {1} 的键值对；请写成 {1} XyZ123=order");

    public static Phrase PairTwice { get; } = new("{1} is given twice for '{0}'; keep one", "“{0}”的 {1} 给了两次；请只保留一个");

    public static Phrase Exists { get; } = new("'{0}' is there already; give another --name or --to, or move it away", "“{0}”已存在；请用 --name 或 --to 另行指定，或移走该文件");

    public static Phrase Nothing { get; } = new("{0:#thing is|things are} refused, and nothing was written.", "有 {0} 处无法照做，未写出任何内容。");

    public static Phrase Written { get; } = new("{0} is written, and not in use yet. Look at it, then validate, preview and publish it.", "已写出 {0}，尚未启用。请查看后再检查、预览并发布。");
}
