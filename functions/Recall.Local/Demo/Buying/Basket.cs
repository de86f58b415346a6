using Recall.Core.Customers;
using Recall.Local.Demo.People;

namespace Recall.Local.Demo.Buying;

/// <summary>What is in an order.</summary>
/// <param name="Lines">They add up to what was to pay before discounts.</param>
/// <param name="Cost">What the goods cost the shop.</param>
internal sealed record Basket(IReadOnlyList<OrderLine> Lines, decimal Cost)
{
    private const decimal LeastLoose = 3m;
    private static readonly double[] Popular = [0.2, 0.2, 0.18, 0.17, 0.13, 0.12];

    /// <summary>Smallest order.</summary>
    public const decimal Least = 4m;

    /// <summary>A person's spend on an order, drawn as gamma-gamma assumes: around their own mean.</summary>
    public static decimal Spend(HiddenTraits person, Draws draws)
    {
        var shape = BuyingTruth.Spend.P;
        return Math.Max(Least, Math.Round((decimal)(draws.Gamma(shape) * person.MeanSpend / shape), 2));
    }

    /// <summary>
    /// Packets of things at list price until little is left, and loose leaves by weight for the rest: so lines have real prices and the
    /// order has the total that was drawn.
    /// </summary>
    public static Basket Of(decimal gross, HiddenTraits person, bool gift, Draws draws)
    {
        var lines = new List<OrderLine>();
        var cost = 0m;
        var left = gross;
        for (var picks = 0; picks < 6 && left >= 9; picks++)
        {
            var category = gift && picks == 0 ? Assortment.Gifts : draws.Chance(0.6) ? person.Favourite : draws.Weighted(Popular);
            var product = draws.Pick(Assortment.Products);
            for (var tries = 0; tries < 12 && (product.Category != category || !(product.Price <= left - LeastLoose)); tries++)
                product = draws.Pick(Assortment.Products);
            if (product.Price is not { } price || price > left - LeastLoose || lines.Exists(l => l.Product == product.Id))
                continue;
            var quantity = price * 2 <= left - LeastLoose && draws.Chance(0.25) ? 2 : 1;
            Add(product, quantity, price);
        }

        Add(Loose(person.Favourite), 1, left);
        return new(lines, Math.Round(cost, 2));

        void Add(ShopProduct product, int quantity, decimal price)
        {
            var category = Assortment.Categories[product.Category];
            lines.Add(new(product.Id, category.Name, quantity, price));
            cost += price * quantity * category.CostShare;
            left -= price * quantity;
        }
    }

    private static ShopProduct Loose(int tea) => Assortment.Products.First(p => p.Category == tea && p.Price is null);
}
