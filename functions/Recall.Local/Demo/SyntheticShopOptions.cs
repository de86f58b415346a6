namespace Recall.Local.Demo;

/// <summary>Which shop to make up. The same options give the same shop, to the byte.</summary>
/// <param name="Start">Nothing happens before it.</param>
/// <param name="Today">Where history ends and the demo's days begin; people's attitudes are those of this moment.</param>
/// <param name="End">Nothing happens of itself from here on.</param>
/// <param name="Seed">Another seed is another shop of the same kind.</param>
/// <param name="Customers">How many people register between <paramref name="Start"/> and <paramref name="End"/>.</param>
public sealed record SyntheticShopOptions(
    DateTimeOffset Start, DateTimeOffset Today, DateTimeOffset End, int Seed = 7, int Customers = 5000)
{
    /// <summary>Two years of history before <paramref name="today"/> and <paramref name="days"/> days after it.</summary>
    public static SyntheticShopOptions Around(DateTimeOffset today, int days = 120) => new(today.AddYears(-2), today, today.AddDays(days));

    /// <summary>Beyond it the fictional phone numbers run out.</summary>
    internal const int MostCustomers = 60_000;

    /// <exception cref="ArgumentException">The shop would have no history, no future or nobody in it.</exception>
    internal static void Check(SyntheticShopOptions options)
    {
        if (options.Today < options.Start.AddDays(30))
            throw new ArgumentException($"The shop needs 30 days of history: {options.Start:u} to {options.Today:u} is less.", nameof(options));
        if (options.End < options.Today)
            throw new ArgumentException($"The shop ends ({options.End:u}) before today ({options.Today:u}).", nameof(options));
        if (options.Customers is < 1 or > MostCustomers)
            throw new ArgumentException($"The shop needs 1 to {MostCustomers} customers, not {options.Customers}.", nameof(options));
    }
}
