namespace Recall.Core.Tests.Sequences.Files;

/// <summary>Files of the repository.</summary>
internal static class Shipped
{
    public static string Root { get; } = FindRoot();

    public static TheoryData<string> SequenceNames =>
        [.. Directory.GetFiles(Path.Combine(Root, "sequences"), "*.yaml", SearchOption.AllDirectories).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    public static string Sequence(string name) => File.ReadAllText(
        Directory.GetFiles(Path.Combine(Root, "sequences"), name, SearchOption.AllDirectories).Single());

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Recall.slnx")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No Recall.slnx above the tests.");
        return folder.FullName;
    }
}
