using Recall.Core.Sequences.Files;
using Recall.Core.Wording;

namespace Recall.App;

/// <summary>A mistake of the user's: its message is all they need to see.</summary>
public class UserException : Exception
{
    private readonly Sentence[] _said = [];

    /// <summary>In English only.</summary>
    public UserException(string message)
        : base(message)
    {
    }

    /// <summary>In every language.</summary>
    public UserException(Phrase phrase, params object?[] values)
        : this(new Sentence(phrase, values))
    {
    }

    /// <summary>In every language.</summary>
    public UserException(Sentence said)
        : this([said])
    {
    }

    /// <summary>A line for each problem of files.</summary>
    public UserException(IEnumerable<Problem> problems)
        : this(problems.Select(p => p.InFile).ToArray())
    {
    }

    private UserException(Sentence[] said)
        : base(string.Join(Environment.NewLine, said.AsEnumerable())) => _said = said;

    /// <summary>The message in the reader's language.</summary>
    public string Say(string? locale) => _said.Length == 0 ? Message : string.Join(Environment.NewLine, _said.Select(s => s.Say(locale)));
}
