using Recall.Core.Measurement;

namespace Recall.Core.Scoring.Backtesting;

/// <summary>What a back-test found.</summary>
/// <param name="HorizonDays">Days after each cut-off that were compared with.</param>
/// <param name="CutOffs">Ascending.</param>
/// <param name="Leaks">Models that saw the future; their figures mean nothing.</param>
public sealed record BacktestReport(int HorizonDays, IReadOnlyList<CutOffResult> CutOffs, IReadOnlyList<Leak> Leaks);

/// <summary>One cut-off.</summary>
/// <param name="Day">The last day that was known.</param>
/// <param name="Customers">Customers who had bought by then.</param>
/// <param name="Bought">Of them, those who bought in the horizon.</param>
/// <param name="Revenue">Paid by them in the horizon.</param>
/// <param name="Models">In the order of the contest.</param>
public sealed record CutOffResult(DateOnly Day, int Customers, int Bought, decimal Revenue, IReadOnlyList<ModelResult> Models);

/// <summary>How a model did at a cut-off.</summary>
/// <param name="Model">Its name.</param>
/// <param name="Auc">Chance that one who bought was ranked before one who did not.</param>
/// <param name="Brier">Mean squared error of the chances (Brier 1950); NaN of a model that gives none.</param>
/// <param name="LogLoss">Mean of minus the log-likelihood; NaN likewise.</param>
/// <param name="CalibrationError">
/// Mean absolute difference of predicted and observed share over deciles, each by its customers; NaN likewise.
/// </param>
/// <param name="RevenueInTopFifth">Share of the revenue that came from the fifth ranked most likely to buy.</param>
/// <param name="Deciles">Most likely to buy first.</param>
/// <param name="Leads">By what was known at the cut-off, scores would have been by this one.</param>
public sealed record ModelResult(
    string Model, double Auc, double Brier, double LogLoss, double CalibrationError, double RevenueInTopFifth, IReadOnlyList<Decile> Deciles,
    bool Leads = false);

/// <summary>A tenth of the customers.</summary>
/// <param name="Customers">How many.</param>
/// <param name="Predicted">Mean chance; NaN of a model that gives none.</param>
/// <param name="Observed">Share that bought, with its 95 % interval.</param>
/// <param name="Lift">That share over the share of all.</param>
public sealed record Decile(int Customers, double Predicted, Interval Observed, double Lift);
