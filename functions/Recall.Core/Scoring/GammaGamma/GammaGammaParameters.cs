namespace Recall.Core.Scoring.GammaGamma;

/// <summary>
/// Parameters of the gamma-gamma model of spend (Fader and Hardie 2013, "The Gamma-Gamma Model of Monetary Value",
/// brucehardie.com/notes/025). Spend is in the shop's currency, per purchase day.
/// </summary>
/// <param name="P">Shape of a customer's spend around their own mean.</param>
/// <param name="Q">Shape of the distribution of customers' means.</param>
/// <param name="V">Its scale; the mean customer spends <c>P V / (Q - 1)</c>.</param>
public sealed record GammaGammaParameters(double P, double Q, double V);

/// <summary>What a customer's repeat purchase days tell about their spend.</summary>
/// <param name="Repeats">x: repeat purchase days.</param>
/// <param name="Mean">m: mean spend of those days, shop's currency.</param>
public readonly record struct SpendHistory(int Repeats, double Mean);
