namespace Recall.Core.Sequences.Files;

/// <summary>Collects every problem of a file, so that an author sees all of them at once.</summary>
internal sealed class ProblemList(string file)
{
    /// <summary>A file of another kind entirely would have thousands.</summary>
    public const int Most = 100;

    private readonly List<Problem> found = [];
    private int errors;
    private int doubts;

    public string File => file;

    /// <summary>How many errors so far.</summary>
    public int Errors => errors;

    public bool HasErrors => errors > 0;

    /// <summary>In the order of the file; errors go before doubts only where there are too many to show.</summary>
    public IReadOnlyList<Problem> Sorted =>
        [.. found.Distinct().OrderBy(p => p.Severity).Take(Most).OrderBy(p => p.Line).ThenBy(p => p.Column).ThenBy(p => p.Severity)];

    public void Error(Place at, string field, string message) => Add(at, field, message, Severity.Error);

    public void Error(Node at, string field, string message) => Error(at.Place, field, message);

    public void Warn(Node at, string field, string message) => Add(at.Place, field, message, Severity.Warning);

    public void Warn(Place at, string field, string message) => Add(at, field, message, Severity.Warning);

    private void Add(Place at, string field, string message, Severity severity)
    {
        if ((severity == Severity.Error ? errors++ : doubts++) < Most)
            found.Add(new(file, at.Line, at.Column, field, message, severity));
    }
}
