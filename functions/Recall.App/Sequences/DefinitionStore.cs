using System.Collections.Concurrent;
using System.Text;
using Recall.App.Ports;
using Recall.Core.Sequences;
using Recall.Core.Sequences.Files;

namespace Recall.App.Sequences;

/// <summary>
/// The texts that runs are pinned to: table <c>definitions</c>, partition the sequence's name, row the version. A version is the
/// hash of its text, so a row never changes.
/// </summary>
public sealed class DefinitionStore(ITableStore tables)
{
    /// <summary>The table.</summary>
    internal const string Table = "definitions";

    /// <summary>A file may be longer than a property: see <see cref="TableParts"/>.</summary>
    private const string Text = "yaml";

    /// <summary>What is known to be in the table: nothing is here before it is durable there.</summary>
    private readonly ConcurrentDictionary<(string Name, string Version), StepTree> _read = new();

    /// <summary>Keeps a definition's text, so that runs that start now can be finished whatever becomes of the file.</summary>
    public async Task PinAsync(SequenceSource source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (_read.ContainsKey((source.Definition.Name, source.Definition.Version)))
            return;
        var properties = new Dictionary<string, object>(StringComparer.Ordinal);
        TableParts.Add(properties, Text, Encoding.UTF8.GetBytes(source.Yaml));
        await tables.SubmitAsync(
            Table, [new(TableActionKind.Upsert, new(source.Definition.Name, source.Definition.Version, properties))], cancellationToken);
        _read.TryAdd((source.Definition.Name, source.Definition.Version), source.Tree);
    }

    /// <summary>The definition of a run.</summary>
    /// <exception cref="InvalidOperationException">The text is missing or no longer readable, which only a damaged store explains.</exception>
    public async Task<StepTree> GetAsync(string name, string version, CancellationToken cancellationToken)
    {
        if (_read.TryGetValue((name, version), out var known))
            return known;
        var (result, _) = await ReadAsync(name, version, cancellationToken);
        var tree = new StepTree(result.Definition
            ?? throw new InvalidOperationException($"Version {version} of sequence '{name}' is no longer readable: {result.Problems[0]}"));
        return _read.GetOrAdd((name, version), tree);
    }

    /// <summary>The text of a version, and what reading it gives now: this program may read it otherwise than the one that kept it.</summary>
    /// <exception cref="InvalidOperationException">The text is missing, which only a damaged store explains.</exception>
    public async Task<(SequenceFileResult Result, string Yaml)> ReadAsync(string name, string version, CancellationToken cancellationToken)
    {
        var row = await tables.GetAsync(Table, name, version, cancellationToken)
            ?? throw new InvalidOperationException($"Version {version} of sequence '{name}' is missing from table '{Table}'.");
        var yaml = Encoding.UTF8.GetString(TableParts.Join(row, Text));
        return (SequenceFile.Read(name + ".yaml", yaml), yaml);
    }
}

/// <summary>A sequence file that was read without errors.</summary>
/// <param name="Definition">What it says.</param>
/// <param name="Yaml">Its text.</param>
public sealed record SequenceSource(SequenceDefinition Definition, string Yaml)
{
    /// <summary>Its steps.</summary>
    public StepTree Tree { get; } = new(Definition);

    /// <summary>Number of the version that began the measurement it belongs to; 0 is the first.</summary>
    public int Measurement { get; init; }
}
