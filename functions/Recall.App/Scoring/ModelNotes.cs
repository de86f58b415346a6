using Recall.Core.Scoring;
using Recall.Core.Scoring.Champion;
using Recall.Core.Scoring.Churn;
using Recall.Core.Scoring.Populations;
using Recall.Core.Wording;

namespace Recall.App.Scoring;

/// <summary>What a shop owner should be told about the model; nothing where all is well.</summary>
public static class ModelNotes
{
    private static readonly Phrase Unjudged = new(
        "Model {1} of {0:time} is in force; how it was judged is not known.", "正在使用 {0:time} 拟合的模型 {1}；没有它的评判记录。");

    private static readonly Phrase StatedOnly = new(
        "No model: {0}. Scores are made with stated values, and a fit is tried every night.", "尚无模型：{0}。评分使用预设值，每晚都会尝试拟合。");

    private static readonly Phrase Part = new(
        "In model {0} {1} is still that of model {2}, fitted {3:time}: {4}.", "模型 {0} 中的{1}仍沿用 {3:time} 拟合的模型 {2}：{4}。");

    private static readonly Phrase Scorecard = new("the scorecard", "流失评分卡");

    private static readonly Phrase RepeatBuying = new("the model of repeat buying", "回购模型");

    private static readonly Phrase Spend = new("the model of spend", "消费模型");

    private static readonly Phrase Nobody = new("{0}: nobody was counted then", "{0}：当时没有客户");

    private static readonly Phrase Kept = new(
        "The fit of {0:time} was not put in force, model {1} stays: {2}.", "{0:time} 的拟合未启用，继续使用模型 {1}：{2}。");

    private static readonly Phrase Shifted = new(
        "Customers have shifted since the model was fitted (population stability index): {0}.", "自模型拟合以来客户群体已发生变化（群体稳定性指标 PSI）：{0}。");

    private static readonly Phrase Index = new("{0} {1:0.00} ({2:word})", "{0} {1:0.00}（{2:word}）");

    private static readonly Phrase Between = new("; ", "；");

    private static readonly Phrase Churn = new("churn probability", "流失概率");

    /// <summary>In the reader's language.</summary>
    public static IEnumerable<string> Of(ModelState? state, string locale)
    {
        if (state is null)
            yield break;
        if (state.LastTrial is not { } trial)
            yield return Unjudged.Say(locale, state.FittedAt, state.Version);
        else if (trial.Refused is { } why)
            yield return state.Version == ShopModel.Stated ? StatedOnly.Say(locale, why.Say(locale)) : Kept.Say(locale, trial.At, state.Version, why.Say(locale));
        foreach (var kept in state.Kept)
            yield return Part.Say(locale, state.Version, Name(kept.Part).Say(locale), kept.Version, kept.FittedAt, kept.Because.Say(locale));
        var shifted = state.Stability.Where(s => s.Stability != Stability.Stable).Select(s => double.IsInfinity(s.Value)
            ? Nobody.Say(locale, Name(s.Name, locale))
            : Index.Say(locale, Name(s.Name, locale), s.Value, Core.Sequences.Kebab.Of(s.Stability)));
        if (state.Version != ShopModel.Stated && state.Shift != Stability.Stable)
            yield return Shifted.Say(locale, string.Join(Between.Say(locale), shifted));
    }

    private static Phrase Name(ModelPart part) =>
        part switch { ModelPart.Scorecard => Scorecard, ModelPart.RepeatBuying => RepeatBuying, _ => Spend };

    private static string Name(string name, string locale) => IndicatorCatalogue.Find(name) is not { } indicator
        ? Churn.Say(locale)
        : Phrase.IsChinese(locale) ? indicator.Words.Chinese : indicator.Words.English;
}
