namespace Recall.Benchmarks.Shops;

/// <summary>A data folder on real files, deleted at the end.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("recall-bench-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
