namespace Recall.Core.Tests.Sequences.Files;

/// <summary>The sequences that come with the repository.</summary>
internal static class Shipped
{
    private static readonly string Folder = Path.Combine(Repository.Root, "sequences");

    public static TheoryData<string> SequenceNames =>
        [.. Directory.GetFiles(Folder, "*.yaml", SearchOption.AllDirectories).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    public static string Sequence(string name) => File.ReadAllText(Directory.GetFiles(Folder, name, SearchOption.AllDirectories).Single());
}
