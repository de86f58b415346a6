namespace Recall.Benchmarks.Shops;

/// <summary>
/// A clock that is set by hand. It is not the product's virtual one, on which a folder does without the promise that what was
/// acknowledged survives a loss of power: that promise is part of what is measured.
/// </summary>
internal sealed class HandClock(DateTimeOffset start) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = start;

    public override DateTimeOffset GetUtcNow() => Now;
}
