using Recall.Core.Scoring.Tags;
using Recall.Core.Shop;

namespace Recall.App;

/// <summary>
/// Reads the files that are the shop's: <c>settings.yaml</c>, <c>tags.yaml</c> and <c>sequences/*.yaml</c>, from a data folder or from beside
/// the program.
/// </summary>
public static class ShopFiles
{
    /// <summary>The settings.</summary>
    public const string Settings = "settings.yaml";

    /// <summary>The tag rules.</summary>
    public const string Tags = "tags.yaml";

    /// <summary>The folder of the sequences.</summary>
    public const string Sequences = "sequences";

    /// <summary>Reads a settings file.</summary>
    /// <exception cref="UserException">The file has errors; the message lists them all.</exception>
    public static ShopSettings ReadSettings(string path)
    {
        var result = SettingsFile.Read(Settings, File.ReadAllText(path));
        return result.Settings ?? throw new UserException(result.Problems);
    }

    /// <summary>Reads a tag file.</summary>
    /// <exception cref="UserException">The file has errors; the message lists them all.</exception>
    public static TagRules ReadTags(string path)
    {
        var result = TagFile.Read(Tags, File.ReadAllText(path));
        return result.Rules ?? throw new UserException(result.Problems);
    }

    /// <summary>Names and texts of the sequence files in a folder. One with errors keeps no other from being in force, so none are looked for.</summary>
    public static IReadOnlyList<(string File, string Yaml)> ReadSequences(string folder) =>
        [.. SequencesIn(folder).Select(f => (Path.GetFileName(f), File.ReadAllText(f)))];

    /// <summary>Paths of the sequence files in a folder, by name; also of those whose name ends otherwise, so that they are said to be wrong and not passed over.</summary>
    public static IReadOnlyList<string> SequencesIn(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.yaml").Concat(Directory.EnumerateFiles(folder, "*.yml")).Order(StringComparer.Ordinal)];
}
