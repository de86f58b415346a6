using System.CommandLine;
using System.Globalization;
using Recall.App;
using Recall.App.Sequences;
using Recall.App.Sequences.Versions;
using Recall.Core.Wording;
using Recall.Local.Wording;

namespace Recall.Local.Commands;

/// <summary>How commands about versions are told which, and by whom.</summary>
internal static class VersionArguments
{
    public static Option<string> Author(Cli cli) => new("--author")
    {
        Description = cli.Say(HelpTexts.Author), DefaultValueFactory = _ => Environment.UserName,
    };

    public static Option<int?> Expect(Cli cli) => new("--expect") { Description = cli.Say(HelpTexts.Expect) };

    public static Option<bool> Migrate(Cli cli) => new("--migrate") { Description = cli.Say(HelpTexts.Migrate) };

    /// <exception cref="UserException">There is no author.</exception>
    public static PublishRequest Request(string? author, int? expected, bool migrate) =>
        author?.Trim() is { Length: > 0 and <= PublishRequest.MaxAuthor } name && !name.Any(char.IsControl)
            ? new(name, expected, migrate)
            : throw new UserException(VersionTexts.NoAuthor, PublishRequest.MaxAuthor);

    /// <summary>The error for a version that is not there; another one where no sequence has that name at all.</summary>
    /// <param name="session">The shop.</param>
    /// <param name="sequence">Its name.</param>
    /// <param name="phrase">What to say where the sequence is known, with its name.</param>
    /// <param name="more">What else the phrase takes.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<NotFoundException> MissingAsync(
        Session session, string sequence, Phrase phrase, object?[] more, CancellationToken cancellationToken)
    {
        var known = await session.Get<SequencesInForce>().NowAsync(cancellationToken);
        return known.Knows(sequence) ? new(phrase, [sequence, .. more])
            : known.Nearest(sequence) is { } near ? new(VersionTexts.NoSequenceNear, sequence, near)
            : new(VersionTexts.NoSequence, sequence);
    }

    /// <summary>A file; the sequence in force of a name; or a version of it, as <c>dormant-winback@3</c>.</summary>
    /// <exception cref="UserException">There is no such thing, or it has errors, all of which are listed.</exception>
    public static async Task<SequenceSource> FindAsync(string text, Session session, CancellationToken cancellationToken)
    {
        var at = text.LastIndexOf('@');
        if (at <= 0 || File.Exists(text) || !int.TryParse(text.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return await PreviewCommand.FindAsync(text, session, cancellationToken);
        try
        {
            return await session.Get<ReadVersion>().HandleAsync(text[..at], number, cancellationToken)
                ?? throw await MissingAsync(session, text[..at], VersionTexts.NoVersion, [number], cancellationToken);
        }
        catch (UnreadableVersionException e)
        {
            throw new UserException(e.Said);
        }
    }
}
