using System.Reflection;

namespace Recall.Tests;

/// <summary>The folder that the tests were built from, wherever the build put them.</summary>
internal static class Repository
{
    /// <summary>The folder with the solution; the build writes it into the assembly.</summary>
    public static string Root { get; } = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!;

    /// <summary>The text of a file in it.</summary>
    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>Public data beside the repository, or where <c>RECALL_SHARED</c> says; it may be absent.</summary>
    public static string Shared(string path) => Path.Combine(
        Environment.GetEnvironmentVariable("RECALL_SHARED") is { Length: > 0 } given ? given : Path.Combine(Root, "..", "shared"), path);
}
