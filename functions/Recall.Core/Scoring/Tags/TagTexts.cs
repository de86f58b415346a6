using Recall.Core.Wording;

namespace Recall.Core.Scoring.Tags;

/// <summary>What is said about a tag file.</summary>
internal static class TagTexts
{
    public static Phrase Keys { get; } = new("'tags:' with a list of tags ('- tag: night-owl')", "“tags:”和标签列表（“- tag: night-owl”）");

    public static Phrase Tags { get; } = new("a list of tags ('- tag: night-owl')", "标签列表（“- tag: night-owl”）");

    public static Phrase TooMany { get; } = new(
        "there are {0} tags; at most {1} are read, so delete some", "有 {0} 个标签，最多读取 {1} 个；请删除一些");

    public static Phrase RuleKeys { get; } = new("keys 'tag:', 'title:' and 'when:'", "“tag:”“title:”“when:”三个键");

    public static Phrase Twice { get; } = new(
        "'{0}' is defined above already; join the two conditions with 'any:'", "“{0}”已在上面定义；请用“any:”合并两个条件");

    public static Phrase OnTags { get; } = new(
        "a tag cannot depend on tags, which are put on together; write the other tag's condition out",
        "标签不能依赖其他标签，因为它们是同时打上的；请直接写出那个标签的条件");
}
