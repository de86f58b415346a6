using Recall.Core.Wording;

namespace Recall.Core.Sequences.Importing;

/// <summary>A flow of another tool, and what has to be known beside it.</summary>
/// <param name="Flow">The tool's own JSON.</param>
public sealed record SequenceImport(string Flow)
{
    /// <summary>The sequence's name; null makes one of the flow's.</summary>
    public string? Name { get; init; }

    /// <summary>Who e-mails come from, as in <c>Tea House &lt;hello@example.com&gt;</c>: Recall has one sender, and a flow that names another is refused.</summary>
    public string? Sender { get; init; }

    /// <summary>Events of Recall by the tool's ids of metrics.</summary>
    public IReadOnlyDictionary<string, string> Metrics { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Days that a trigger of Recall counts from, by the tool's names of date properties.</summary>
    public IReadOnlyDictionary<string, string> Dates { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Texts of files by their names without a folder: <c>XyZ123.html</c>.</summary>
    public IReadOnlyDictionary<string, string> Templates { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>What an import gave: a file, or every reason why there is none.</summary>
/// <param name="Name">Of the sequence; null where something is refused.</param>
/// <param name="Yaml">A sequence file without errors; null where something is refused.</param>
/// <param name="Refusals">All of them, in the order of the flow.</param>
/// <param name="Notes">What Recall does otherwise, or has beyond the tool.</param>
public sealed record ImportResult(string? Name, string? Yaml, IReadOnlyList<ImportRefusal> Refusals, IReadOnlyList<Sentence> Notes);

/// <summary>Something that Recall would not do as the flow says.</summary>
/// <param name="Path">Where it stands: a JSONPath (RFC 9535), behind a file's name and a line where it is in a template.</param>
/// <param name="Message">What it is, and what to do instead.</param>
public sealed record ImportRefusal(string Path, Sentence Message)
{
    /// <summary>Both.</summary>
    public Sentence InFlow => new(ImportTexts.At, Path, Message);

    /// <summary>Both, in English.</summary>
    public override string ToString() => InFlow.ToString();
}

/// <summary>Collects refusals, so that all are told at once.</summary>
internal sealed class ImportRefusals
{
    /// <summary>A file of another kind entirely would have thousands.</summary>
    private const int Most = 1000;

    private readonly List<ImportRefusal> found = [];

    public bool Any => found.Count > 0;

    public IReadOnlyList<ImportRefusal> All => [.. found.DistinctBy(r => r.ToString(), StringComparer.Ordinal)];

    public void Add(string path, Phrase phrase, params object?[] values)
    {
        if (found.Count < Most)
            found.Add(new(path, new(phrase, values)));
    }
}
