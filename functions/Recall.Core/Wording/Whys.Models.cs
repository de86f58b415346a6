namespace Recall.Core.Wording;

/// <content>Why a part was not fitted, what is doubtful about one that was, and why a new one does not take the place of the one in force.</content>
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

    /// <summary>Too few customers came back.</summary>
    public static WhyKind TooFewRepeatBuyers { get; } = New(
        "too-few-repeat-buyers",
        "{customers:#customer|customers} bought on more than one day; at least {least} are needed to learn how they leave",
        "只有 {customers:#,0} 位客户在多于一天购买过；至少需要 {least} 位才能得知客户如何流失");

    /// <summary>Too few customers paid on a repeat purchase day.</summary>
    public static WhyKind TooFewSpenders { get; } = New(
        "too-few-spenders",
        "{customers:#customer|customers} paid on a repeat purchase day; at least {least} are needed to learn what they spend",
        "只有 {customers:#,0} 位客户在回购日付过款；至少需要 {least} 位才能得知客户的消费");

    /// <summary>Spend has no mean.</summary>
    public static WhyKind InfiniteMean { get; } = New(
        "infinite-mean", "spend is so uneven that the fitted mean is infinite (q = {q:G4})", "消费金额过于悬殊，拟合的均值为无穷大（q = {q:G4}）");

    /// <summary>The history is too short to see who comes back.</summary>
    public static WhyKind ShortWindow { get; } = New(
        "short-window",
        "the shop's history allows windows of {days:#day|days}; at least {least} are needed to see who comes back",
        "本店历史只允许 {days} 天的窗口；至少需要 {least} 天才能看出谁会回来");

    /// <summary>Too few customers did, or did not, buy in the last window.</summary>
    public static WhyKind TooFewOutcomes { get; } = New(
        "too-few-outcomes",
        "of {customers:#customer|customers} known {days:#day|days} ago {bought:#,0} bought since; at least {least} who did and {least} who did not are needed",
        "{days} 天前已知的 {customers:#,0} 位客户中，此后有 {bought:#,0} 位购买；购买和未购买的客户各需至少 {least} 位");

    /// <summary>The model was fitted without looking at customers' pasts.</summary>
    public static WhyKind NoPast { get; } = New("no-past", "the model was fitted without looking at customers' pasts", "拟合时没有查看客户的历史");

    /// <summary>The likelihood is no number anywhere.</summary>
    public static WhyKind NotFinite { get; } = New(
        "not-finite", "the likelihood is not finite at any starting point", "在所有起点上似然都不是有限值");

    /// <summary>No optimum.</summary>
    public static WhyKind NoOptimum { get; } = New(
        "no-optimum",
        "no optimum was found in {steps:#step|steps} from {starts:#starting point|starting points}",
        "从 {starts} 个起点出发，{steps} 步内未找到最优解");

    /// <summary>Enough customers to fit, too few to trust the parameters.</summary>
    public static WhyKind FewRepeatBuyers { get; } = New(
        "few-repeat-buyers",
        "{customers:#customer|customers} bought on more than one day; with fewer than {enough} the parameters are coarse",
        "{customers:#,0} 位客户在多于一天购买过；少于 {enough} 位时参数较粗略");

    /// <summary>Parameters that cannot be told apart.</summary>
    public static WhyKind Ridge { get; } = New(
        "ridge",
        "different parameters fit nearly alike (condition number {condition:0.0e0}): read none of them alone",
        "不同的参数拟合效果几乎相同（条件数 {condition:0.0e0}）：不要单独解读任何一个");

    /// <summary>Parameters that cannot be told apart at all.</summary>
    public static WhyKind FlatRidge { get; } = New(
        "flat-ridge",
        "the likelihood is flat in a direction: different parameters fit alike, so read none of them alone",
        "似然在某个方向上是平的：不同的参数拟合效果相同，不要单独解读任何一个");

    /// <summary>Parameters without end.</summary>
    public static WhyKind AtBoundary { get; } = New(
        "at-boundary",
        "parameters at the edge of what data can tell ({parameters}): the model has a part that these customers do not show",
        "参数落在数据所能分辨的边界上（{parameters}）：模型中有一部分在这些客户身上看不到");

    /// <summary>One starting point alone led there.</summary>
    public static WhyKind OneStart { get; } = New(
        "one-start",
        "only {agreeing} of {starts:#starting point|starting points} reached the best likelihood",
        "{starts} 个起点中只有 {agreeing} 个达到最优似然");

    /// <summary>Nobody has ordered.</summary>
    public static WhyKind NoBuyers { get; } = New("no-buyers", "no customer has ordered", "还没有客户下过单");

    /// <summary>The fit ended in an error.</summary>
    public static WhyKind FitFailed { get; } = New("fit-failed", "the fit failed: {error}", "拟合出错：{error}");

    /// <summary>The scorecard foresees worse.</summary>
    public static WhyKind WorseScorecard { get; } = New(
        "worse-scorecard",
        "the new scorecard foresaw the last window worse: loss {challenger:0.0000} against {champion:0.0000}, {customers:#customer|customers}",
        "新评分卡对最近一个窗口的预测更差：损失 {challenger:0.0000}，现用为 {champion:0.0000}（{customers:#,0} 位客户）");

    /// <summary>The probabilities as scores state them are worse.</summary>
    public static WhyKind WorseLevel { get; } = New(
        "worse-level",
        "the new scorecard's probabilities fit the last window worse: loss {challenger:0.0000} against {champion:0.0000}, {customers:#customer|customers}",
        "新评分卡的概率与最近一个窗口不符：损失 {challenger:0.0000}，现用为 {champion:0.0000}（{customers:#,0} 位客户）");

    /// <summary>The shift for the season is worse than none.</summary>
    public static WhyKind WorseSeason { get; } = New(
        "worse-season",
        "a year ago the new shift for the season would have been worse than none: loss {challenger:0.0000} against {champion:0.0000}, {customers:#customer|customers}",
        "放到一年前，新的季节修正比不修正更差：损失 {challenger:0.0000}，不修正为 {champion:0.0000}（{customers:#,0} 位客户）");

    /// <summary>The model of P(alive) fits worse.</summary>
    public static WhyKind WorseAlive { get; } = New(
        "worse-alive",
        "the new model of P(alive) fits the last days worse: loss {challenger:0.0000} against {champion:0.0000}, {customers:#customer|customers}",
        "新的活跃概率模型对最近一段时间的拟合更差：损失 {challenger:0.0000}，现用为 {champion:0.0000}（{customers:#,0} 位客户）");

    /// <summary>The model of spend fits worse.</summary>
    public static WhyKind WorseSpend { get; } = New(
        "worse-spend",
        "the new model of spend fits what customers paid worse: loss {challenger:0.0000} against {champion:0.0000}, {customers:#customer|customers}",
        "新消费模型与客户实付金额不符：损失 {challenger:0.0000}，现用为 {champion:0.0000}（{customers:#,0} 位客户）");

    /// <summary>The model of repeat buying foresees worse.</summary>
    public static WhyKind WorseBuying { get; } = New(
        "worse-buying",
        "the new model of repeat buying fits the last days worse: loss {challenger:0.0000} against {champion:0.0000}, {customers:#customer|customers}",
        "新回购模型对最近一段时间的拟合更差：损失 {challenger:0.0000}，现用为 {champion:0.0000}（{customers:#,0} 位客户）");
}
