using Recall.Core.Wording;

namespace Recall.App;

/// <summary>A mistake of the user's: its message is all they need to see.</summary>
public class UserException : Exception
{
    private readonly Sentence? _said;

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

    private UserException(Sentence said)
        : base(said.ToString()) => _said = said;

    /// <summary>The message in the reader's language.</summary>
    public string Say(string? locale) => _said?.Say(locale) ?? Message;
}
