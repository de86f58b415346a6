namespace Recall.Core.Customers;

/// <summary>Time zones by IANA name.</summary>
public static class Zones
{
    /// <summary>The zone of that name, or <paramref name="fallback"/> where it is unknown or not given.</summary>
    public static TimeZoneInfo Of(string? name, TimeZoneInfo fallback) =>
        name is not null && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : fallback;
}
