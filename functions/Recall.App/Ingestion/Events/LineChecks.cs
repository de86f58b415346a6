namespace Recall.App.Ingestion.Events;

/// <summary>One line of an order, checked the same whether it came in JSON or in a row of a file.</summary>
internal static class LineChecks
{
    /// <summary>Most pieces in a line.</summary>
    public const int MaxQuantity = 1_000_000;

    /// <summary>Adds the line to the draft, or its errors under names that begin with <paramref name="prefix"/>.</summary>
    public static void Check(EventDraft draft, string prefix, string product, string? category, decimal quantity, decimal price, bool priced)
    {
        var clean = true;
        Fail("product", product.Length == 0 ? "is missing; give the product's id or SKU" : EventDraft.TextProblem(product, FieldRule.NameChars));
        Fail("category", category is null ? null : EventDraft.TextProblem(category, FieldRule.NameChars));
        Fail("quantity", quantity == decimal.Truncate(quantity) && quantity is >= 1 and <= MaxQuantity
            ? null
            : "must be a whole number from 1 to 1000000");
        Fail("price", priced ? Money.Problem(price) : "is missing; give the price of one piece");
        if (clean)
            draft.Add(new(product, category, (int)quantity, price));

        void Fail(string field, string? problem)
        {
            if (problem is null)
                return;
            clean = false;
            draft.Fail(prefix + field, problem);
        }
    }
}
