using Recall.Core.Sequences.Files;
using Recall.Core.Sequences.Triggers;

namespace Recall.App.Sequences;

/// <summary>A sequence file as the host found it.</summary>
/// <param name="File">Its name, with its ending and without its folder.</param>
/// <param name="Source">What it says; null where it has an error.</param>
/// <param name="Problems">Errors and warnings, in the order of the file.</param>
public sealed record SequenceEntry(string File, SequenceSource? Source, IReadOnlyList<Problem> Problems);

/// <summary>
/// The sequences in force: the files that the host read when it started. A file with an error is not in force and keeps no other from
/// being; a run that started by an earlier text of it goes on by that text.
/// </summary>
public sealed class SequenceCatalogue
{
    private readonly Dictionary<string, SequenceSource> _byName;

    /// <summary>Reads the files' texts.</summary>
    /// <param name="files">Names, with their ending and without folder, and texts.</param>
    public SequenceCatalogue(IEnumerable<(string File, string Yaml)> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        Files = [.. files.OrderBy(f => f.File, StringComparer.Ordinal).Select(Read)];
        Sequences = [.. Files.Select(f => f.Source).OfType<SequenceSource>()];

        WaitedFor = Sequences.Select(s => (s.Definition.Trigger as Trigger.OnEvent)?.Event).OfType<string>().ToHashSet(StringComparer.Ordinal);

        // A sequence's name is its file's, so two of one name are one file given twice: the first counts.
        _byName = Sequences.GroupBy(s => s.Definition.Name, StringComparer.Ordinal).ToDictionary(s => s.Key, s => s.First(), StringComparer.Ordinal);
    }

    /// <summary>Every file, by name.</summary>
    public IReadOnlyList<SequenceEntry> Files { get; }

    /// <summary>Those in force, by the names of their files.</summary>
    public IReadOnlyList<SequenceSource> Sequences { get; }

    /// <summary>Everything wrong or doubtful in any file.</summary>
    public IReadOnlyList<Problem> Problems => [.. Files.SelectMany(f => f.Problems)];

    /// <summary>A sequence waits for a change of the score.</summary>
    public bool WatchesScores => Sequences.Any(s => s.Definition.Trigger is Trigger.OnScore);

    /// <summary>Types of events that a sequence waits for.</summary>
    public IReadOnlySet<string> WaitedFor { get; }

    /// <summary>The sequence of that name, or null.</summary>
    public SequenceSource? Find(string name) => Find(name, out _);

    /// <summary>
    /// The sequence of that name; else null and a sentence that goes on after the field's name: the file's first error, the name that was
    /// probably meant, or the names there are.
    /// </summary>
    public SequenceSource? Find(string name, out string? hint)
    {
        ArgumentNullException.ThrowIfNull(name);
        hint = null;
        if (_byName.TryGetValue(name, out var source))
            return source;
        var broken = Files.FirstOrDefault(f => f.Source is null && Path.GetFileNameWithoutExtension(f.File) == name);
        hint = broken is not null
            ? $"'{name}' is not in force, its file has an error: {broken.Problems.First(p => p.Severity == Severity.Error)}"
            : $"'{Core.Customers.Shown.Short(name)}' is not known{NearestWord.Hint(name, _byName.Keys)}";
        return null;
    }

    private static SequenceEntry Read((string File, string Yaml) file)
    {
        var result = SequenceFile.Read(file.File, file.Yaml);
        return new(file.File, result.Definition is null ? null : new(result.Definition, file.Yaml), result.Problems);
    }
}
