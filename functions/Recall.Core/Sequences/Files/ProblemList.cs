using Recall.Core.Sequences.Files.Texts;
using Recall.Core.Wording;

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
        [.. found.DistinctBy(p => p.ToString(), StringComparer.Ordinal).OrderBy(p => p.Severity).Take(Most).OrderBy(p => p.Line).ThenBy(p => p.Column).ThenBy(p => p.Severity)];

    public void Error(Place at, string field, Sentence message) => Add(at, field, message, Severity.Error);

    public void Error(Place at, string field, Phrase phrase, params object?[] values) => Error(at, field, new Sentence(phrase, values));

    public void Error(Node at, string field, Phrase phrase, params object?[] values) => Error(at.Place, field, new Sentence(phrase, values));

    /// <summary>Says what should have stood there and what does; nothing where that was reported already.</summary>
    public void Expected(Node found, string field, Phrase expected, params object?[] values)
    {
        if (found is not BrokenNode)
            Wrong(found, field, ValueTexts.Expected, new Sentence(expected, values), found.What);
    }

    /// <summary>Says what is wrong with a key or a value; where that is a slip of the keyboard, which, and at its own place. True where it is one.</summary>
    public bool Wrong(Node at, string field, Phrase phrase, params object?[] values)
    {
        if (at is TextNode text && Slips.Of(text) is var (place, slip))
        {
            var key = Customers.Shown.Short(text.Value);
            Error(place, field.EndsWith(key, StringComparison.Ordinal) ? field[..^key.Length].TrimEnd('.') : field, slip);
            return true;
        }

        Error(at, field, phrase, values);
        return false;
    }

    public void Warn(Place at, string field, Phrase phrase, params object?[] values) => Add(at, field, new(phrase, values), Severity.Warning);

    public void Warn(Node at, string field, Phrase phrase, params object?[] values) => Warn(at.Place, field, phrase, values);

    private void Add(Place at, string field, Sentence message, Severity severity)
    {
        if ((severity == Severity.Error ? errors++ : doubts++) < Most)
            found.Add(new(file, at.Line, at.Column, field, message, severity));
    }
}
