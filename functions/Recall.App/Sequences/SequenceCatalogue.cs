using Recall.App.Sequences.Versions;
using Recall.Core.Messaging;
using Recall.Core.Sequences.Files;
using Recall.Core.Sequences.Triggers;
using Recall.Core.Wording;

namespace Recall.App.Sequences;

/// <summary>How a file stands to the version of its sequence that is published.</summary>
public enum FileStanding
{
    /// <summary>The sequence was never published: the file is in force.</summary>
    InForce,

    /// <summary>It says what is published.</summary>
    Same,

    /// <summary>It says something else, and is not in force.</summary>
    Differs,

    /// <summary>It has an error, and is not in force.</summary>
    Broken,

    /// <summary>There is none.</summary>
    Missing,
}

/// <summary>A sequence as the host found its file, or as it was published.</summary>
/// <param name="File">The file's name, with its ending and without its folder.</param>
/// <param name="Source">What is in force; null where the text has an error, or the sequence was withdrawn.</param>
/// <param name="Problems">Errors and warnings of the text that is in force or would be, in its order.</param>
/// <param name="Published">The version that is published; null where the sequence never was.</param>
/// <param name="Standing">How the file stands to it.</param>
public sealed record SequenceEntry(
    string File, SequenceSource? Source, IReadOnlyList<Problem> Problems, Publication? Published = null, FileStanding Standing = FileStanding.InForce)
{
    /// <summary>The sequence's name, which is the file's.</summary>
    public string Name => Path.GetFileNameWithoutExtension(File);

    /// <summary>Somebody took it out of force.</summary>
    public bool Withdrawn => Published is { Kind: PublicationKind.Withdrawn };
}

/// <summary>
/// Sequences at one moment: the host's files, and in the place of a file what was published of its name. A text with an error is not in force
/// and keeps no other from being; a run that started by an earlier one goes on by that. What is in force now,
/// <see cref="SequencesInForce"/> says.
/// </summary>
public sealed class SequenceCatalogue
{
    private static readonly Phrase Withdrawn = new(
        "'{0}' is not in force, {1} withdrew it on {2:yyyy-MM-dd}; publish it again", "“{0}”未生效，{1} 于 {2:yyyy-MM-dd} 停用了它；请再次发布");

    private static readonly Phrase Broken = new("'{0}' is not in force, its file has an error: {1}", "“{0}”未生效，它的文件有错误：{1}");

    private static readonly Phrase Unknown = new("'{0}' is not known{1}", "没有流程“{0}”{1}");

    private readonly Dictionary<string, SequenceSource> _byName;

    /// <summary>Reads the files' texts.</summary>
    /// <param name="files">Names, with their ending and without folder, and texts.</param>
    /// <param name="shop">The shop's rules for messages, than which no file may be looser.</param>
    public SequenceCatalogue(IEnumerable<(string File, string Yaml)> files, Policy shop)
        : this((files ?? throw new ArgumentNullException(nameof(files))).Select(f => Read(f, shop)))
    {
    }

    private SequenceCatalogue(IEnumerable<SequenceEntry> entries)
    {
        Files = [.. entries.OrderBy(f => f.File, StringComparer.Ordinal)];
        Sequences = [.. Files.Select(f => f.Source).OfType<SequenceSource>()];

        WaitedFor = Sequences.Select(s => (s.Definition.Trigger as Trigger.OnEvent)?.Event).OfType<string>().ToHashSet(StringComparer.Ordinal);

        // A sequence's name is its file's, so two of one name are one file given twice: the first counts.
        _byName = Sequences.GroupBy(s => s.Definition.Name, StringComparer.Ordinal).ToDictionary(s => s.Key, s => s.First(), StringComparer.Ordinal);
    }

    /// <summary>Every file and every published sequence, by name.</summary>
    public IReadOnlyList<SequenceEntry> Files { get; }

    /// <summary>Those in force, by the names of their files.</summary>
    public IReadOnlyList<SequenceSource> Sequences { get; }

    /// <summary>Everything wrong or doubtful in any text that is in force or would be.</summary>
    public IReadOnlyList<Problem> Problems => [.. Files.SelectMany(f => f.Problems)];

    /// <summary>A sequence waits for a change of the score.</summary>
    public bool WatchesScores => Sequences.Any(s => s.Definition.Trigger is Trigger.OnScore);

    /// <summary>Types of events that a sequence waits for.</summary>
    public IReadOnlySet<string> WaitedFor { get; }

    /// <summary>The same with what was published in the place of files.</summary>
    /// <param name="published">By name, with what reading its text gives; no text for a withdrawn one.</param>
    public SequenceCatalogue With(IEnumerable<(Publication Publication, SequenceFileResult? Result, string? Yaml)> published)
    {
        ArgumentNullException.ThrowIfNull(published);
        var files = Files.DistinctBy(f => f.Name, StringComparer.Ordinal).ToDictionary(f => f.Name, StringComparer.Ordinal);
        foreach (var (publication, result, yaml) in published)
        {
            var source = result?.Definition is { } definition ? new SequenceSource(definition, yaml!) { Measurement = publication.Measurement } : null;
            files[publication.Sequence] = new(
                publication.Sequence + ".yaml", source, result?.Problems ?? [], publication, Standing(files.GetValueOrDefault(publication.Sequence), publication));
        }

        return new(files.Values);
    }

    /// <summary>The sequence of that name, or null.</summary>
    public SequenceSource? Find(string name) => Find(name, out _);

    /// <summary>
    /// The sequence of that name; else null and a sentence that goes on after the field's name: the file's first error, who withdrew it, the
    /// name that was probably meant, or the names there are.
    /// </summary>
    public SequenceSource? Find(string name, out Sentence? hint)
    {
        ArgumentNullException.ThrowIfNull(name);
        hint = null;
        if (_byName.TryGetValue(name, out var source))
            return source;
        hint = Files.FirstOrDefault(f => f.Source is null && f.Name == name) switch
        {
            { Published: { Kind: PublicationKind.Withdrawn } withdrawn } => new(Withdrawn, name, withdrawn.Author, withdrawn.At),
            { } broken => new(Broken, name, broken.Problems.First(p => p.Severity == Severity.Error).InFile),
            null => new(Unknown, Core.Customers.Shown.Short(name), NearestWord.Hint(name, _byName.Keys)),
        };
        return null;
    }

    /// <summary>True where there is a file of that name, or somebody has published it, whatever became of it.</summary>
    public bool Knows(string name) => Files.Any(f => f.Name == name);

    /// <summary>The known name that was probably meant; null where none is near.</summary>
    public string? Nearest(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return NearestWord.Of(name, Files.Select(f => f.Name));
    }

    private static FileStanding Standing(SequenceEntry? file, Publication publication) => file switch
    {
        null => FileStanding.Missing,
        { Source: null } => FileStanding.Broken,
        { Source.Definition.Version: var version } => version == publication.Version ? FileStanding.Same : FileStanding.Differs,
    };

    private static SequenceEntry Read((string File, string Yaml) file, Policy shop)
    {
        var result = SequenceFile.Read(file.File, file.Yaml, shop);
        return new(file.File, result.Definition is null ? null : new(result.Definition, file.Yaml), result.Problems);
    }
}
