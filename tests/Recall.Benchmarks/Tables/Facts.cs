using System.Runtime.InteropServices;

namespace Recall.Benchmarks.Tables;

/// <summary>What the figures were measured on.</summary>
/// <param name="At">When it began, UTC.</param>
/// <param name="Cores">Processors this process may use.</param>
/// <param name="MemoryGiB">Memory this process may use.</param>
/// <param name="System">Operating system and architecture.</param>
/// <param name="Runtime">.NET version.</param>
/// <param name="Quick">Sizes too small for the figures to mean much.</param>
/// <param name="Folder">Where data folders are made.</param>
internal sealed record Facts(DateTimeOffset At, int Cores, double MemoryGiB, string System, string Runtime, bool Quick, string Folder)
{
    public static Facts Read(TimeProvider clock, bool quick) => new(
        clock.GetUtcNow(),
        Environment.ProcessorCount,
        Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1073741824.0, 1),
        $"{RuntimeInformation.OSDescription} {RuntimeInformation.ProcessArchitecture}",
        RuntimeInformation.FrameworkDescription,
        quick,
        Path.GetTempPath());
}
