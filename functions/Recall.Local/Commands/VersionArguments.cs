using System.CommandLine;
using System.Globalization;
using Recall.App;
using Recall.App.Sequences;
using Recall.App.Sequences.Versions;
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
                ?? throw new NotFoundException(VersionTexts.NoVersion, text[..at], number);
        }
        catch (UnreadableVersionException e)
        {
            throw new UserException(e.Said);
        }
    }
}
