using System.Globalization;
using Recall.Core.Customers;

namespace Recall.Local.Demo.Life;

/// <summary>Collects a person's events: whole seconds, UTC, nothing outside the shop's time.</summary>
internal sealed class Story(CustomerKey customer, int number, SyntheticShopOptions options)
{
    private readonly List<CustomerEvent> _events = [];

    public CustomerKey Customer => customer;

    /// <summary>An id that is the shop's alone, for example <c>17-3-delivered</c> of customer 17's third order.</summary>
    public string Id(string what) => string.Create(CultureInfo.InvariantCulture, $"{number}-{what}");

    public void Add(CustomerEvent e)
    {
        var whole = e with { At = Seconds(e.At) };
        if (whole.At >= options.Start && whole.At < options.End)
            _events.Add(whole);
    }

    public IReadOnlyList<CustomerEvent> InOrder()
    {
        _events.Sort((a, b) => EventPosition.Of(a).CompareTo(EventPosition.Of(b)));
        return _events;
    }

    public static DateTimeOffset Seconds(DateTimeOffset at) =>
        new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
}
