using Recall.Local.Runtime;

namespace Recall.Local.Tests.Runtime;

public class VirtualClockTests
{
    private static readonly DateTimeOffset Start = new(2025, 1, 1, 12, 0, 0, TimeSpan.FromHours(2));
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly VirtualClock clock = new(Start);

    [Fact]
    public void It_stands_still_in_utc_until_it_is_moved_and_never_goes_back()
    {
        clock.GetUtcNow().ShouldBe(Start);
        clock.GetUtcNow().Offset.ShouldBe(TimeSpan.Zero);

        clock.Advance(Hour);
        clock.AdvanceTo(Start);

        clock.GetUtcNow().ShouldBe(Start + Hour);
        clock.GetElapsedTime(clock.GetTimestamp(), clock.GetTimestamp()).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Timers_fire_in_order_each_at_its_own_time()
    {
        var fired = new List<string>();
        using var late = Timer("late", 3 * Hour);
        using var early = Timer("early", Hour);
        using var repeating = Timer("tick", Hour, Hour);
        clock.NextTimer.ShouldBe(Start + Hour);

        clock.Advance(3 * Hour);

        fired.ShouldBe(["early 1", "tick 1", "tick 2", "late 3", "tick 3"]);

        ITimer Timer(string name, TimeSpan due, TimeSpan? period = null) => clock.CreateTimer(
            _ => fired.Add($"{name} {(clock.GetUtcNow() - Start).TotalHours}"), null, due, period ?? Timeout.InfiniteTimeSpan);
    }

    [Fact]
    public void A_timer_that_was_changed_or_disposed_fires_so_or_not_at_all()
    {
        var fired = 0;
        var timer = clock.CreateTimer(_ => fired++, null, Hour, Timeout.InfiniteTimeSpan);
        timer.Change(2 * Hour, Timeout.InfiniteTimeSpan).ShouldBeTrue();
        clock.Advance(Hour);
        fired.ShouldBe(0);
        clock.Advance(Hour);
        fired.ShouldBe(1);

        timer.Change(Hour, Timeout.InfiniteTimeSpan).ShouldBeTrue();
        timer.Dispose();
        timer.Change(Hour, Timeout.InfiniteTimeSpan).ShouldBeFalse();
        clock.Advance(2 * Hour);
        (fired, clock.NextTimer).ShouldBe((1, null));
    }

    [Fact]
    public async Task A_delay_ends_when_the_clock_reaches_it()
    {
        var delay = Task.Delay(Hour, clock, TestContext.Current.CancellationToken);
        clock.Advance(Hour - TimeSpan.FromTicks(1));
        delay.IsCompleted.ShouldBeFalse();

        clock.Advance(TimeSpan.FromTicks(1));

        await delay;
    }
}
