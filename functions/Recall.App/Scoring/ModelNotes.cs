using Recall.Core.Scoring.Churn;
using Recall.Core.Scoring.Populations;
using Recall.Core.Wording;

namespace Recall.App.Scoring;

/// <summary>What a shop owner should be told about the model; nothing where all is well.</summary>
public static class ModelNotes
{
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
        if (state.LastTrial.Refused is { } why)
            yield return Kept.Say(locale, state.LastTrial.At, state.Version, why.Say(locale));
        var shifted = state.Stability.Where(s => s.Stability != Stability.Stable).Select(s => Index.Say(locale, Name(s.Name, locale), s.Value, Core.Sequences.Kebab.Of(s.Stability)));
        if (state.Shift != Stability.Stable)
            yield return Shifted.Say(locale, string.Join(Between.Say(locale), shifted));
    }

    private static string Name(string name, string locale) => IndicatorCatalogue.Find(name) is not { } indicator
        ? Churn.Say(locale)
        : Phrase.IsChinese(locale) ? indicator.Words.Chinese : indicator.Words.English;
}
