using Recall.Core.Sequences.Files;

namespace Recall.App.Sequences;

/// <summary>The sequences that a host offers: every readable file, and what is wrong with the others.</summary>
public sealed class SequenceCatalogue
{
    /// <summary>Reads the files.</summary>
    /// <param name="files">File name without its folder, and text.</param>
    public SequenceCatalogue(IEnumerable<(string File, string Yaml)> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var results = files.Select(f => (f.Yaml, Result: SequenceFile.Read(f.File, f.Yaml))).ToList();
        Problems = [.. results.SelectMany(r => r.Result.Problems)];
        Sequences = [.. results.Where(r => r.Result.Definition is not null).Select(r => new SequenceSource(r.Result.Definition!, r.Yaml))];
    }

    /// <summary>Those without errors, in the order given.</summary>
    public IReadOnlyList<SequenceSource> Sequences { get; }

    /// <summary>Errors and warnings of all files.</summary>
    public IReadOnlyList<Problem> Problems { get; }

    /// <summary>The sequence of that name, or null.</summary>
    public SequenceSource? Find(string name) => Sequences.FirstOrDefault(s => s.Definition.Name == name);
}
