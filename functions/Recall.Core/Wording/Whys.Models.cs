namespace Recall.Core.Wording;

/// <content>Why a new fit does not take the place of the model in force.</content>
public static partial class Whys
{
    /// <summary>No model of repeat buying, which the old model has.</summary>
    public static WhyKind LostBuying { get; } = New(
        "lost-buying", "the new fit has no model of repeat buying ({cause:word})", "新的拟合没有回购模型（{cause:word}）");

    /// <summary>No model of spend, which the old model has.</summary>
    public static WhyKind LostSpend { get; } = New(
        "lost-spend", "the new fit has no model of spend ({cause:word})", "新的拟合没有消费模型（{cause:word}）");

    /// <summary>No scorecard of the shop's own, which the old model has.</summary>
    public static WhyKind LostScorecard { get; } = New(
        "lost-scorecard", "the new fit has no scorecard of the shop's own ({cause:word})", "新的拟合没有本店自己的流失评分卡（{cause:word}）");

    /// <summary>The scorecard foresees worse.</summary>
    public static WhyKind WorseScorecard { get; } = New(
        "worse-scorecard",
        "the new scorecard foresaw the last window worse: loss {challenger:0.0000} against {champion:0.0000}, {customers:#customer|customers}",
        "新评分卡对最近一个窗口的预测更差：损失 {challenger:0.0000}，现用为 {champion:0.0000}（{customers:#,0} 位客户）");

    /// <summary>The model of repeat buying foresees worse.</summary>
    public static WhyKind WorseBuying { get; } = New(
        "worse-buying",
        "the new model of repeat buying fits the last days worse: loss {challenger:0.0000} against {champion:0.0000}, {customers:#customer|customers}",
        "新回购模型对最近一段时间的拟合更差：损失 {challenger:0.0000}，现用为 {champion:0.0000}（{customers:#,0} 位客户）");
}
