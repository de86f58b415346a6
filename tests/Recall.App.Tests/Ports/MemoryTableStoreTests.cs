using Recall.App.Ports;

namespace Recall.App.Tests.Ports;

/// <summary>The double is held to the contract of the real stores, so that what passes on it passes on them.</summary>
public class MemoryTableStoreTests : TableStoreLimitContract
{
    protected override ITableStore Store { get; } = new MemoryTableStore();
}
