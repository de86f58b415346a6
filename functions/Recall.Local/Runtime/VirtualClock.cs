namespace Recall.Local.Runtime;

/// <summary>
/// A clock that stands still until it is moved, and only forward; demo, preview and replay run on it. Its timers fire, in order of their
/// time, inside the call that moves the clock to or past them, on that call's thread.
/// </summary>
public sealed class VirtualClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly SortedSet<VirtualTimer> timers = new(Comparer<VirtualTimer>.Create(
        (a, b) => a.Due != b.Due ? a.Due.CompareTo(b.Due) : a.Order.CompareTo(b.Order)));
    private DateTimeOffset now = start.ToUniversalTime();
    private long order;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>When the first timer fires; null where none is set.</summary>
    public DateTimeOffset? NextTimer
    {
        get
        {
            lock (gate)
                return timers.Min?.Due;
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return now;
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().Ticks;

    /// <summary>Moves the clock on; while a timer's callback runs, the clock shows that timer's time.</summary>
    public void Advance(TimeSpan by) => AdvanceTo(GetUtcNow() + by);

    /// <summary>Moves the clock to a time; does nothing if that is not later than now.</summary>
    public void AdvanceTo(DateTimeOffset time)
    {
        while (NextDue(time) is { } timer)
            timer.Fire();
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new VirtualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private VirtualTimer? NextDue(DateTimeOffset until)
    {
        lock (gate)
        {
            var timer = timers.Min;
            if (timer is null || timer.Due > until)
            {
                now = until > now ? until.ToUniversalTime() : now;
                return null;
            }
            now = timer.Due > now ? timer.Due : now;
            timers.Remove(timer);
            if (timer.Period > TimeSpan.Zero)
                Set(timer, timer.Period);
            return timer;
        }
    }

    private void Set(VirtualTimer timer, TimeSpan after)
    {
        timer.Due = now + after;
        timer.Order = ++order;
        timers.Add(timer);
    }

    private sealed class VirtualTimer(VirtualClock clock, Action fire) : ITimer
    {
        private bool disposed;

        public DateTimeOffset Due { get; set; }

        public long Order { get; set; }

        public TimeSpan Period { get; private set; }

        public Action Fire { get; } = fire;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                if (disposed)
                    return false;
                clock.timers.Remove(this);
                Period = period;
                if (dueTime >= TimeSpan.Zero)
                    clock.Set(this, dueTime);
                return true;
            }
        }

        public void Dispose()
        {
            lock (clock.gate)
            {
                disposed = true;
                clock.timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
