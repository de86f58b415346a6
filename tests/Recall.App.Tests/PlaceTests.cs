using Recall.App.Tests.Ports;

namespace Recall.App.Tests;

public class PlaceTests
{
    private static readonly Quota Month = new("money", "202603", 10, 6);
    private static readonly Quota Day = new("money", "20260302", 10, 6);

    private readonly MemoryTableStore _store = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A month that is full for a moment would hold others back for weeks.</summary>
    [Fact]
    public async Task The_day_is_taken_before_the_month()
    {
        var periods = new List<string>();
        _store.BeforeSubmit = (_, actions) => periods.Add(actions[0].Row.RowKey);

        (await new Place(new(_store)).TakeAsync([Month, Day], Cancel)).ShouldBeTrue();

        periods.ShouldBe(["20260302", "202603"]);
    }

    [Fact]
    public async Task A_place_is_had_in_every_limit_or_in_none_and_may_be_taken_again()
    {
        var counters = new Counters(_store);
        await counters.TakeAsync(Month with { Amount = 5 }, Cancel);
        var place = new Place(counters);

        (await place.TakeAsync([Month, Day], Cancel)).ShouldBeFalse();
        (await counters.GetAmountAsync("money", "20260302", Cancel)).ShouldBe(0);
        place.Has("money", "20260302").ShouldBeFalse();

        await counters.GiveBackAsync(Month with { Amount = 5 }, Cancel);
        (await place.TakeAsync([Month, Day], Cancel)).ShouldBeTrue();
        (await place.TakeAsync([Month, Day], Cancel)).ShouldBeTrue("once is enough");
        (await counters.GetAmountAsync("money", "20260302", Cancel), await counters.GetAmountAsync("money", "202603", Cancel)).ShouldBe((6, 6));
        await place.GiveBackAsync(Cancel);
        await place.GiveBackAsync(Cancel);
        (await counters.GetAmountAsync("money", "20260302", Cancel), await counters.GetAmountAsync("money", "202603", Cancel)).ShouldBe((0, 0));
    }

    [Fact]
    public async Task What_an_earlier_attempt_took_is_neither_taken_nor_given_back()
    {
        var counters = new Counters(_store);
        await counters.TakeAsync(Month, Cancel);
        var place = new Place(counters);
        place.Counted([Month]);

        await place.TakeAsync([Month, Day], Cancel);
        await place.GiveBackAsync(Cancel);

        (await counters.GetAmountAsync("money", "20260302", Cancel), await counters.GetAmountAsync("money", "202603", Cancel)).ShouldBe((0, 6));
    }
}
