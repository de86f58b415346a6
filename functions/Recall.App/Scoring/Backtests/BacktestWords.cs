using Recall.Core.Scoring.Backtesting;
using Recall.Core.Scoring.Buying;
using Recall.Core.Scoring.Churn;
using Recall.Core.Sequences;

namespace Recall.App.Scoring.Backtests;

/// <summary>Words of the back-test's report in a reader's language.</summary>
public sealed class BacktestWords(bool chinese)
{
    /// <summary>Those of a locale: English, or Simplified Chinese for <c>zh</c>.</summary>
    public static BacktestWords For(string? locale) => new(locale?.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ?? false);

    internal string Say(string english, string chineseText) => chinese ? chineseText : english;

    /// <summary>A model by which scores would have been, as people call it.</summary>
    public string Leads(string name) => Say($"{Model(name)} (leads)", $"{Model(name)}（主导）");

    /// <summary>A model as people call it.</summary>
    public string Model(string name) => name switch
    {
        ChurnScorecard.Learnt => Say("scorecard", "评分卡"),
        ChurnScorecard.Prior => Say("prior scorecard", "预设评分卡"),
        "recency" => Say("recency", "最近购买"),
        "rfm" => "RFM",
        "bg-nbd" => "BG/NBD",
        "mbg-nbd" => "MBG/NBD",
        "pareto-nbd" => "Pareto/NBD",
        _ => name,
    };

    /// <summary>What a cut-off has no figures of, and why; null where nothing is missing.</summary>
    public string? Missing(CutOffResult cutOff)
    {
        ArgumentNullException.ThrowIfNull(cutOff);
        var missing = Kebab.All<BuyingModelName>().Where(n => cutOff.Models.All(m => m.Model != n)).Select(Model).ToList();
        var card = cutOff.Models.Any(m => m.Model == ChurnScorecard.Prior)
            ? Say("Too little was known then to learn a scorecard: the prior one stands in. ", "当时已知信息太少，无法学习评分卡，以预设评分卡代替。") : "";
        var fits = missing.Count == 0 ? ""
            : Say($"Not to be fitted on what was known then, mostly because too few had bought again: {string.Join(", ", missing)}.", $"当时的数据无法拟合（多因再次购买者太少）：{string.Join("、", missing)}。");
        return card.Length + fits.Length == 0 ? null : (card + fits).TrimEnd();
    }
}
