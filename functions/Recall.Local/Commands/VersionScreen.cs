using System.Globalization;
using Recall.App.Sequences;
using Recall.App.Sequences.Versions;
using Recall.Core.Wording;
using Recall.Local.Wording;

namespace Recall.Local.Commands;

/// <summary>Shows versions, what they change, and what became of the customers inside.</summary>
internal static class VersionScreen
{
    /// <summary>Runs of one reason that are named.</summary>
    private const int Named = 5;

    public static void Show(Screen screen, DiffAnswer diff)
    {
        if (diff.Changes.Count == 0)
            screen.Line(VersionTexts.Same);
        else
            Changes(screen, diff.Sequence, diff.Changes);
        foreach (var note in diff.Notes)
            screen.Line(note);
    }

    public static void Show(Screen screen, PublishOutcome outcome)
    {
        var answer = PublishAnswer.Of(outcome, [], screen.Locale)!;
        var version = answer.Version;
        if (answer.Created && version.Changes.Count > 0)
            Changes(screen, version.Sequence, version.Changes);
        switch (answer.Created, version.Kind)
        {
            case (true, "withdrawn"):
                screen.Strong(VersionTexts.Withdrawn, version.Sequence);
                break;
            case (false, "withdrawn"):
                screen.Line(VersionTexts.AlreadyWithdrawn, version.Sequence);
                break;
            case (true, "rolled-back"):
                screen.Strong(VersionTexts.RolledBack, version.Sequence, version.Number, version.Restored);
                break;
            case (true, _):
                screen.Strong(VersionTexts.Published, version.Sequence, version.Number);
                break;
            default:
                screen.Line(VersionTexts.Already, version.Sequence, version.Number);
                break;
        }

        foreach (var note in answer.Notes)
            screen.Line(note);
        if (answer.Runs is { } runs)
            Runs(screen, runs, version.Number);
    }

    public static void Show(Screen screen, IReadOnlyList<Publication> history)
    {
        foreach (var version in history)
        {
            screen.Title(screen.Say(VersionTexts.Version, version.Number, version.At, version.Author, Did(screen, version)));
            foreach (var change in version.Changes)
                Change(screen, ChangeAnswer.Of(change, screen.Locale));
        }
    }

    /// <summary>Says which files are not what is in force.</summary>
    public static void Differences(Screen screen, SequenceCatalogue catalogue)
    {
        foreach (var entry in catalogue.Files)
        {
            if (entry.Published is not { } version || Said(entry) is not { } phrase)
                continue;
            screen.Line(phrase, entry.File, version.Number, version.At.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), version.Author);
        }
    }

    private static Phrase? Said(SequenceEntry entry) => entry switch
    {
        { Withdrawn: true, Standing: not FileStanding.Missing } => VersionTexts.FileWithdrawn,
        { Withdrawn: true } => null,
        { Standing: FileStanding.Differs } => VersionTexts.FileDiffers,
        { Standing: FileStanding.Broken } => VersionTexts.FileBroken,
        _ => null,
    };

    private static string Did(Screen screen, Publication version) => version.Kind switch
    {
        PublicationKind.Withdrawn => screen.Say(VersionTexts.WasWithdrawn),
        PublicationKind.RolledBack => screen.Say(VersionTexts.WasRolledBack, version.Restored),
        _ => screen.Say(VersionTexts.WasPublished),
    };

    private static void Changes(Screen screen, string sequence, IReadOnlyList<ChangeAnswer> changes)
    {
        screen.Line(VersionTexts.Changes, sequence);
        foreach (var change in changes)
            Change(screen, change);
        screen.Line();
    }

    private static void Change(Screen screen, ChangeAnswer change)
    {
        var sign = change.Kind switch { "added" => '+', "removed" => '-', "moved" => '>', _ => '~' };
        screen.Line($"  {sign} {change.Text}");
        foreach (var line in change.Lines)
            screen.Line($"      {line}".TrimEnd());
    }

    private static void Runs(Screen screen, RunsAnswer runs, int number)
    {
        screen.Line(VersionTexts.Moving, runs.Moving, number);
        if (runs.Staying == 0)
            return;
        screen.Line(VersionTexts.Staying, runs.Staying);
        foreach (var reason in runs.Stayed.GroupBy(s => s.Because, StringComparer.Ordinal))
        {
            foreach (var run in reason.Take(Named))
                screen.Line(VersionTexts.StayingBecause, run.Enrolment, run.Because);
            if (reason.Count() > Named)
                screen.Line(VersionTexts.AndMore, reason.Count() - Named);
        }
    }
}
