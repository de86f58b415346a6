using Recall.Core.Sequences;
using Recall.Core.Sequences.Files;
using Recall.Core.Sequences.Versions;
using Recall.Core.Wording;

namespace Recall.App.Sequences.Versions;

/// <summary>A difference.</summary>
/// <param name="Kind"><c>added</c>, <c>removed</c>, <c>changed</c> or <c>moved</c>.</param>
/// <param name="Area"><c>audience</c>, <c>step</c>, <c>template</c>, or the key at the top of the file.</param>
/// <param name="Id">The step or the template; else null.</param>
/// <param name="Text">In the reader's language.</param>
/// <param name="Lines">Of a text of several lines those that differ, with <c>-</c> or <c>+</c> before each.</param>
public sealed record ChangeAnswer(string Kind, string Area, string? Id, string Text, IReadOnlyList<string> Lines)
{
    /// <summary>The answer for a difference.</summary>
    public static ChangeAnswer Of(Change change, string locale)
    {
        ArgumentNullException.ThrowIfNull(change);
        return new(Kebab.Of(change.Kind), change.Area, change.Id, change.Text.For(locale), [.. change.Lines.Select(l => $"{(l.Added ? '+' : '-')} {l.Text}")]);
    }
}

/// <summary>A version of a sequence.</summary>
/// <param name="Sequence">Its name.</param>
/// <param name="Number">From 1.</param>
/// <param name="Version">Of its text.</param>
/// <param name="Kind"><c>published</c>, <c>rolled-back</c> or <c>withdrawn</c>.</param>
/// <param name="Author">Who said they did it.</param>
/// <param name="At">UTC.</param>
/// <param name="Measurement">Number of the version that began the measurement that it belongs to; 0 is the first.</param>
/// <param name="Restored">The version whose text a rollback put in force again; else null.</param>
/// <param name="Changes">Against what was in force before.</param>
public sealed record VersionAnswer(
    string Sequence, int Number, string Version, string Kind, string Author, DateTimeOffset At, int Measurement, int? Restored,
    IReadOnlyList<ChangeAnswer> Changes)
{
    /// <summary>The answer for a version.</summary>
    public static VersionAnswer Of(Publication version, string locale)
    {
        ArgumentNullException.ThrowIfNull(version);
        return new(
            version.Sequence, version.Number, version.Version, Kebab.Of(version.Kind), version.Author, version.At, version.Measurement, version.Restored,
            [.. version.Changes.Select(c => ChangeAnswer.Of(c, locale))]);
    }
}

/// <summary>Every version of a sequence.</summary>
/// <param name="Sequence">Its name.</param>
/// <param name="Versions">The newest first.</param>
public sealed record HistoryAnswer(string Sequence, IReadOnlyList<VersionAnswer> Versions);

/// <summary>What is said otherwise, and what that means.</summary>
/// <param name="Sequence">Its name.</param>
/// <param name="Changes">None where both say the same.</param>
/// <param name="Notes">What publishing it would mean for the figures, in the reader's language.</param>
public sealed record DiffAnswer(string Sequence, IReadOnlyList<ChangeAnswer> Changes, IReadOnlyList<string> Notes)
{
    /// <summary>The answer for two versions.</summary>
    public static DiffAnswer Of(SequenceDefinition from, SequenceDefinition to, string locale)
    {
        ArgumentNullException.ThrowIfNull(to);
        var changes = SequenceDiff.Of(from, to);
        return new(to.Name, [.. changes.Select(c => ChangeAnswer.Of(c, locale))], [.. VersionNotes.Of(from, to, changes).Select(n => n.Say(locale))]);
    }
}

/// <summary>A run that stays with its version.</summary>
/// <param name="Enrolment">The run.</param>
/// <param name="Version">The version it stays with.</param>
/// <param name="Code">What keeps it there, for machines.</param>
/// <param name="Because">The same in the reader's language.</param>
public sealed record StayingAnswer(string Enrolment, string Version, string Code, string Because);

/// <summary>What became of those inside.</summary>
/// <param name="Moving">They go on by the new version from where they wait.</param>
/// <param name="Staying">How many go on by the version they follow.</param>
/// <param name="Over">Nothing is ahead of them, or they are the control group.</param>
/// <param name="Stayed">The first thousand who stay, and why.</param>
public sealed record RunsAnswer(int Moving, int Staying, int Over, IReadOnlyList<StayingAnswer> Stayed)
{
    private const int Most = 1000;

    /// <summary>The answer for what became of the runs.</summary>
    public static RunsAnswer Of(MovedRuns runs, string locale)
    {
        ArgumentNullException.ThrowIfNull(runs);
        return new(
            runs.Moving, runs.Staying.Count, runs.Over,
            [.. runs.Staying.Take(Most).Select(s => new StayingAnswer(s.Enrolment.ToString(), s.Version, s.Why.Code, s.Why.Say(locale)))]);
    }
}

/// <summary>What became of the wish to publish.</summary>
/// <param name="Created">False where it was in force already.</param>
/// <param name="Version">The version in force.</param>
/// <param name="Notes">What it means for those inside and for the figures, in the reader's language.</param>
/// <param name="Runs">What became of those inside; null where they were not to be moved.</param>
/// <param name="Warnings">What the author of the file may not have meant.</param>
public sealed record PublishAnswer(
    bool Created, VersionAnswer Version, IReadOnlyList<string> Notes, RunsAnswer? Runs, IReadOnlyList<ProblemAnswer> Warnings)
{
    /// <summary>The answer for a version that is in force; null for an outcome that left another one there.</summary>
    public static PublishAnswer? Of(PublishOutcome outcome, IReadOnlyList<Problem> warnings, string locale) => outcome switch
    {
        PublishOutcome.Done done => new(true, VersionAnswer.Of(done.Publication, locale), Said(done.Notes, locale), Moved(done.Runs, locale), Doubts(warnings, locale)),
        PublishOutcome.Unchanged same => new(false, VersionAnswer.Of(same.Current, locale), [], Moved(same.Runs, locale), Doubts(warnings, locale)),
        _ => null,
    };

    private static List<string> Said(IReadOnlyList<Sentence> notes, string locale) => [.. notes.Select(n => n.Say(locale))];

    private static List<ProblemAnswer> Doubts(IReadOnlyList<Problem> warnings, string locale) => [.. warnings.Select(p => ProblemAnswer.Of(p, locale))];

    private static RunsAnswer? Moved(MovedRuns? runs, string locale) => runs is null ? null : RunsAnswer.Of(runs, locale);
}
