namespace Recall.Local.Tests.Storage;

/// <summary>A data folder of one test's own.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("recall-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
