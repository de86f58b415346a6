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

    public static Phrase NoFile { get; } = new("There is no file '{0}'.", "文件“{0}”不存在。");

    public static Phrase NoDate { get; } = new(
        "'{0}' is not a date; write it like 1997-10-01 or 1997-10-01T09:00.", "“{0}”不是日期；请写成 1997-10-01 或 1997-10-01T09:00。");

    public static Phrase Stopped { get; } = new(
        "Stopped. What was done stays done; the same command goes on from there.", "已停止。已完成的部分不受影响；再次运行同一命令会继续。");

    public static Phrase FittingBar { get; } = new("Fitting", "拟合模型");

    public static Phrase ScoringBar { get; } = new("Scoring", "评分");
}
