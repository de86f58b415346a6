using Recall.Core.Wording;

namespace Recall.Local.Wording;

/// <summary>What any command may say.</summary>
internal static class CommonTexts
{
    public static Phrase NoShop { get; } = new(
        "There is no shop in '{0}'. Begin with 'recall demo', or bring orders in with 'recall import'; --data names another folder.",
        "“{0}”中没有店铺。请先运行 recall demo，或用 recall import 导入订单；其他文件夹用 --data 指定。");

    public static Phrase NoFolder { get; } = new(
        "There is no folder '{0}'. Begin with 'recall demo', or bring orders in with 'recall import'; --data names another folder.",
        "文件夹“{0}”不存在。请先运行 recall demo，或用 recall import 导入订单；其他文件夹用 --data 指定。");

    public static Phrase OpenElsewhere { get; } = new(
        "The data folder '{0}' is open in another Recall process. Stop that one, or choose another folder. Beside 'recall serve' whatever only "
        + "reads works (report, customers show, lapsed, export and requests, sequences list, preview and history, dead-letters list, deliveries list), and it takes over HTTP: events at "
        + "/api/events, sequences at /api/sequences/NAME/publish, dead-letters retry at /api/dead-letters/retry, customers merge, split and forget at /api/customers/KEY/merge, /split and /forget.",
        "数据文件夹“{0}”正被另一个 Recall 进程使用。请先停止它，或选择其他文件夹。recall serve 运行时，只读命令仍可使用（report，customers show、lapsed、export 和 "
        + "requests，sequences list、preview 和 history，dead-letters list，deliveries list）；其余可用 HTTP：事件提交到 /api/events，流程发布到 /api/sequences/NAME/publish，"
        + "死信重试用 /api/dead-letters/retry，合并、拆分与删除客户用 /api/customers/KEY/merge、/split 和 /forget。");

    public static Phrase ReadsOnly { get; } = new(
        "A change of a customer has not been finished, and this command only reads. Try again; if that does not help, start 'recall serve', which finishes it.",
        "某位客户的变更尚未完成，而此命令只读取数据。请重试；如仍不行，请启动 recall serve，它会完成该变更。");

    public static Phrase NewerSchema { get; } = new(
        "'{0}' has schema version {1}; this version of Recall knows versions up to {2}. Use the newer Recall that wrote it.",
        "“{0}”的数据结构版本为 {1}；本版本的 Recall 只支持到版本 {2}。请使用写入它的新版 Recall。");

    public static Phrase BadSecret { get; } = new(
        "'{0}' is not at least 32 hex digits. Put it back from a backup: codes and unsubscribe links sent so far were made with it.",
        "“{0}”应为至少 32 位十六进制数字。请从备份恢复：已发出的优惠码和退订链接都由它生成。");

    public static Phrase ShortKey { get; } = new(
        "'{0}' holds fewer than {1} characters. Delete it to get a new key.", "“{0}”少于 {1} 个字符。请删除该文件以生成新密钥。");

    public static Phrase BadClock { get; } = new(
        "'{0}' holds no time. Write the virtual time into it, for example 1997-10-01T00:00:00Z.",
        "“{0}”中不是时间。请写入虚拟时间，例如 1997-10-01T00:00:00Z。");

    public static Phrase NoLanguage { get; } = new(
        "--lang {0}: there is English (en) and Simplified Chinese (zh-CN).", "--lang {0}：可用的语言有英语（en）和简体中文（zh-CN）。");

    public static Phrase NoFile { get; } = new("There is no file '{0}'.", "文件“{0}”不存在。");

    public static Phrase NoDate { get; } = new(
        "'{0}' is not a date; write it like 1997-10-01 or 1997-10-01T09:00.", "“{0}”不是日期；请写成 1997-10-01 或 1997-10-01T09:00。");

    public static Phrase Stopped { get; } = new(
        "Stopped. What was done stays done; the same command goes on from there.", "已停止。已完成的部分不受影响；再次运行同一命令会继续。");

    public static Phrase FittingBar { get; } = new("Fitting", "拟合模型");

    public static Phrase ScoringBar { get; } = new("Scoring", "评分");
}
