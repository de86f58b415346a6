using Recall.Core.Scoring;
using Recall.Core.Scoring.Buying;

namespace Recall.Core.Tests.Scoring;

/// <summary>A shop's model with round figures.</summary>
internal static class Models
{
    public static readonly ShopModel Known = new()
    {
        Version = "m1",
        FittedAt = Customer.Start,
        AsOf = new(2025, 1, 1),
        FirstDay = new(2024, 1, 1),
        Buyers = 1000,
        BgNbd = new() { Parameters = new(0.243, 4.414, 0.793, 2.426), Diagnostics = new(1, 0, 1, 1, 1, 0) },
        MbgNbd = new() { Parameters = new(0.525, 6.183, 0.891, 1.614), Diagnostics = new(1, 0, 1, 1, 1, 0) },
        ParetoNbd = new() { Parameters = new(0.553, 10.578, 0.606, 11.669), Diagnostics = new(1, 0, 1, 1, 1, 0) },
        Buying = new() { Predictor = BuyingModelName.MbgNbd, Alive = BuyingModelName.MbgNbd },
        GammaGamma = new() { Parameters = new(6.25, 3.74, 15.44), Diagnostics = new(1, 0, 1, 1, 1, 0) },
        Rfm = new(new([30, 60, 90, 120]), new([2, 3, 4, 5]), new([15, 25, 35, 45])),
        Tiers = new([15, 45]),
        Rhythm = new() { Gaps = 500, MeanDays = 40, MedianDays = 30, LapseDays = 100, Variation = 0.5 },
    };
}
