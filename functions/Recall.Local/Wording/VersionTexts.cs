using Recall.Core.Wording;

namespace Recall.Local.Wording;

/// <summary>What <c>sequences diff</c>, <c>publish</c>, <c>rollback</c>, <c>withdraw</c> and <c>history</c> say.</summary>
internal static class VersionTexts
{
    public static Phrase NoVersion { get; } = new(
        "There is no version {1} of '{0}'. See: recall sequences history {0}", "“{0}”没有版本 {1}。请查看：recall sequences history {0}");

    public static Phrase NoSequence { get; } = new("There is no sequence '{0}'. See: recall sequences list", "没有流程“{0}”。请查看：recall sequences list");

    public static Phrase NoSequenceNear { get; } = new("There is no sequence '{0}'; did you mean '{1}'?", "没有流程“{0}”；是否指“{1}”？");

    public static Phrase NothingBefore { get; } = new(
        "There is no version of '{0}' to go back to. See: recall sequences history {0}", "“{0}”没有可以回退的版本。请查看：recall sequences history {0}");

    public static Phrase NeverPublished { get; } = new(
        "'{0}' was never published: its file is in force. Publish it with: recall sequences publish FILE",
        "“{0}”从未发布：目前使用的是它的文件。发布请运行：recall sequences publish 文件");

    public static Phrase NothingToWithdraw { get; } = new("No sequence '{0}' is in force.", "没有正在使用的流程“{0}”。");

    public static Phrase OtherSequence { get; } = new(
        "'{0}' and '{1}' are two sequences; compare versions of one.", "“{0}”和“{1}”是两个流程；请比较同一流程的版本。");

    public static Phrase NoAuthor { get; } = new(
        "--author: say who publishes, in at most {0} characters.", "--author：请说明由谁发布，最多 {0} 个字符。");

    public static Phrase New { get; } = new("{0} is new: nothing of that name is in force.", "{0} 是新流程：目前没有同名流程生效。");

    public static Phrase Same { get; } = new("Both say the same.", "两者内容相同。");

    public static Phrase Changes { get; } = new("What changes in {0}:", "{0} 的变化：");

    public static Phrase Published { get; } = new("{0}: version {1} is in force.", "{0}：版本 {1} 已生效。");

    public static Phrase RolledBack { get; } = new("{0}: version {1} is in force, with the text of version {2}.", "{0}：版本 {1} 已生效，内容为版本 {2}。");

    public static Phrase Withdrawn { get; } = new(
        "{0} is withdrawn: nobody enters any more, and who is inside goes on. Publishing puts it in force again.",
        "{0} 已停用：不再有人进入，已在其中的继续完成。再次发布即可重新启用。");

    public static Phrase AlreadyWithdrawn { get; } = new("{0} is withdrawn already.", "{0} 已经停用。");

    public static Phrase Already { get; } = new("{0}: this is version {1}, which is in force already.", "{0}：这就是版本 {1}，已经生效。");

    public static Phrase Overtaken { get; } = new(
        "Nothing was published: version {1} of '{0}' is in force, which {2} put there at {3:time}. Look at it, and publish again.",
        "未发布：“{0}”的版本 {1} 已由 {2} 于 {3:time} 生效。请查看后再次发布。");

    public static Phrase OutOfForce { get; } = new(
        "Nothing was published: no version of '{0}' is in force since {2} withdrew it (number {1}, {3:time}). Look at it, and publish again, with --expect 0 if you like.",
        "未发布：{2} 已停用“{0}”（序号 {1}，{3:time}），目前没有生效的版本。请查看后再次发布，需要时可加 --expect 0。");

    public static Phrase NothingThere { get; } = new(
        "Nothing was published: '{0}' was never published, so no version {1} can be in force.", "未发布：“{0}”从未发布过，不可能有生效的版本 {1}。");

    public static Phrase Moving { get; } = new(
        "{0:#customer goes|customers go} on by version {1} from the step they wait in.", "{0} 位客户从当前等待的步骤起按版本 {1} 继续。");

    public static Phrase Staying { get; } = new("{0:#customer stays|customers stay} with an earlier version:", "{0} 位客户留在较早的版本：");

    public static Phrase StayingBecause { get; } = new("  {0}: {1}", "  {0}：{1}");

    public static Phrase AndMore { get; } = new("  and {0} more; --json has them all", "  另有 {0} 位；--json 可查看全部");

    public static Phrase WasPublished { get; } = new("published", "发布");

    public static Phrase WasRolledBack { get; } = new("rolled back to version {0}", "回退到版本 {0}");

    public static Phrase WasWithdrawn { get; } = new("withdrawn", "停用");

    public static Phrase Version { get; } = new("Version {0}, {1:time}, {2}: {3}", "版本 {0}，{1:time}，{2}：{3}");

    public static Phrase FileDiffers { get; } = new(
        "{0} is not what is in force: version {1}, published on {2} by {3}, is. 'recall sequences diff FILE' shows what differs, 'recall sequences publish FILE' puts it in force.",
        "{0} 与生效内容不同：生效的是 {3} 于 {2} 发布的版本 {1}。recall sequences diff 文件 可查看差异，recall sequences publish 文件 可使其生效。");

    public static Phrase FileBroken { get; } = new(
        "{0} has an error and is not in force; version {1} is, published on {2} by {3}.", "{0} 有错误，未生效；生效的是 {3} 于 {2} 发布的版本 {1}。");

    public static Phrase FileWithdrawn { get; } = new(
        "{0} is not in force: {3} withdrew it on {2}. 'recall sequences publish' puts it in force again.", "{0} 未生效：{3} 于 {2} 停用了它。recall sequences publish 可重新启用。");
}
