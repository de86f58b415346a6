using Recall.App.Ports;
using Recall.App.Tests.Http;

namespace Recall.App.Tests.Ports;

/// <summary>The double is held to the contract of the real queues, so that what passes on it passes on them.</summary>
public class MemoryWorkQueueTests : WorkQueueContract
{
    private readonly ShopClock _clock = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public MemoryWorkQueueTests() => Queue = new MemoryWorkQueue(_clock);

    protected override IWorkQueue Queue { get; }

    protected override Task Pass(TimeSpan time)
    {
        _clock.Now += time;
        return Task.CompletedTask;
    }
}
