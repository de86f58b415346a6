namespace Recall.Core.Scoring;

/// <summary>Everything about the shop as a whole that scoring one customer needs; fitted from merged bucket statistics.</summary>
public sealed partial record ShopModel
{
    /// <summary>Days ahead that <see cref="Score.ExpectedOrders"/> looks.</summary>
    public const int HorizonDays = 90;
}
