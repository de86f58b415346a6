using Recall.Core.Scoring.Churn;

namespace Recall.App.Scoring.Backtests;

/// <summary>Words of the back-test's report in a reader's language.</summary>
internal sealed class BacktestWords(bool chinese)
{
    public static BacktestWords For(string? locale) => new(locale?.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ?? false);

    public string Say(string english, string chineseText) => chinese ? chineseText : english;

    public string Model(string name) => name switch
    {
        ChurnScorecard.Learnt => Say("scorecard", "评分卡"),
        ChurnScorecard.Prior => Say("prior scorecard", "先验评分卡"),
        "recency" => Say("recency", "最近购买"),
        "rfm" => "RFM",
        "bg-nbd" => "BG/NBD",
        "mbg-nbd" => "MBG/NBD",
        "pareto-nbd" => "Pareto/NBD",
        _ => name,
    };
}
