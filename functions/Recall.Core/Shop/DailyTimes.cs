namespace Recall.Core.Shop;

/// <summary>
/// When the shop's daily work is done, by its clocks: scoring at night (with a new fit where one is due), audiences in the morning so that
/// what they send meets waking people.
/// </summary>
public static class DailyTimes
{
    /// <summary>Everybody is scored.</summary>
    public static TimeOnly Score { get; } = new(2, 0);

    /// <summary>Old raw deliveries are cleaned up.</summary>
    public static TimeOnly Deliveries { get; } = new(4, 0);

    /// <summary>Audiences are looked at.</summary>
    public static TimeOnly Enrol { get; } = new(9, 30);
}
