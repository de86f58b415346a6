namespace Recall.Core.Messaging;

/// <summary>
/// Amounts that budgets are held against: whole millionths of the shop's currency, so that the gate, the stored counters and a replay add up to
/// the same to the last digit, and a message of a hundredth of a cent counts as no more than that.
/// </summary>
public static class Money
{
    /// <summary>Digits behind the point.</summary>
    public const int Decimals = 6;

    private const decimal PerUnit = 1_000_000;

    /// <summary>Up to the next millionth: no number of very small amounts comes to nothing.</summary>
    public static decimal RoundUp(decimal amount) => decimal.Ceiling(amount * PerUnit) / PerUnit;

    /// <summary>As a whole number, which tables can keep.</summary>
    public static long ToMillionths(decimal amount) => (long)decimal.Ceiling(amount * PerUnit);

    /// <summary>The amount of a whole number.</summary>
    public static decimal OfMillionths(long millionths) => millionths / PerUnit;
}
