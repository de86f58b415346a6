using System.ComponentModel;
using Microsoft.AspNetCore.Http;
using Recall.App.Http;
using Recall.App.Sequences.Versions;
using Recall.Core.Sequences;
using Recall.Core.Sequences.Files;
using Recall.Core.Sequences.Triggers;

namespace Recall.App.Sequences;

/// <summary>The sequences in force and the files that are not.</summary>
/// <param name="Sequences">By name.</param>
/// <param name="Broken">Texts with an error.</param>
/// <param name="Withdrawn">Names of those that somebody took out of force.</param>
public sealed record SequenceListAnswer(
    IReadOnlyList<SequenceAnswer> Sequences, IReadOnlyList<BrokenFileAnswer> Broken, IReadOnlyList<string> Withdrawn);

/// <summary>The version that is in force.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Author">Who published it.</param>
/// <param name="At">UTC.</param>
/// <param name="File">How the file on the server stands to it: <c>same</c>, <c>differs</c>, <c>broken</c> or <c>missing</c>. It plays no part.</param>
public sealed record PublishedAnswer(int Number, string Author, DateTimeOffset At, string File);

/// <summary>A sequence.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">In the reader's language.</param>
/// <param name="Version">Of its text.</param>
/// <param name="Trigger">What has to happen first, in words; null where the audience alone decides.</param>
/// <param name="Audience">Who may enter, in words.</param>
/// <param name="Holdout">Share that is never touched, 0 to 1.</param>
/// <param name="Priority">The highest wins a customer.</param>
/// <param name="DailyLimit">Enrolments a day; null is no limit.</param>
/// <param name="GoalWithinDays">An order within so many days counts as won back.</param>
/// <param name="Steps">How many steps, branches included.</param>
/// <param name="Warnings">What its author may not have meant.</param>
/// <param name="Published">The version; null where it was never published, and its file is in force.</param>
public sealed record SequenceAnswer(
    string Name, string Title, string Version, string? Trigger, string Audience, double Holdout, int Priority, int? DailyLimit, double GoalWithinDays,
    int Steps, IReadOnlyList<ProblemAnswer> Warnings, PublishedAnswer? Published = null)
{
    /// <summary>The answer for a sequence, in a language.</summary>
    public static SequenceAnswer Of(SequenceSource source, IEnumerable<Problem> warnings, string locale)
    {
        ArgumentNullException.ThrowIfNull(source);
        var definition = source.Definition;
        return new(
            definition.Name, definition.Title.For(locale), definition.Version, definition.Trigger is { } trigger ? TriggerText.Of(trigger, locale) : null, ConditionText.Of(definition.Audience, locale),
            definition.Holdout, definition.Priority, definition.DailyLimit, definition.GoalWithin.TotalDays, source.Tree.Steps.Count(),
            [.. warnings.Select(p => ProblemAnswer.Of(p, locale))]);
    }
}

/// <summary>A file that is not in force.</summary>
public sealed record BrokenFileAnswer(string File, IReadOnlyList<ProblemAnswer> Problems);

/// <summary>Something wrong (<c>error</c>) or doubtful (<c>warning</c>) in a file; lines and columns count from 1.</summary>
public sealed record ProblemAnswer(string File, int Line, int Column, string Field, string Message, string Severity)
{
    /// <summary>The answer for a problem, in a language.</summary>
    public static ProblemAnswer Of(Core.Sequences.Files.Problem problem, string? locale)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return new(problem.File, problem.Line, problem.Column, problem.Field, problem.Message.Say(locale), Kebab.Of(problem.Severity));
    }
}

/// <summary><c>GET /api/sequences</c>.</summary>
public static class ListSequences
{
    /// <summary>200 or 400.</summary>
    public static async Task<IResult> HandleAsync(
        [Description("Language of titles and audiences, 'en' or 'zh-CN'; else Accept-Language decides.")] string? locale,
        HttpRequest request, SequencesInForce inForce, AppServices app, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(inForce);
        ArgumentNullException.ThrowIfNull(app);
        if (Language.Wrong(locale) is { } wrong)
            return HttpProblem.Invalid("locale", wrong);
        var language = Language.Choose(request, locale, app.Shop.Locale);
        var files = (await inForce.NowAsync(cancellationToken)).Files;
        return TypedResults.Json(
            new SequenceListAnswer(
                [.. files.Where(f => f.Source is not null).Select(f => SequenceAnswer.Of(f.Source!, f.Problems, language) with { Published = Published(f) })],
                [.. files.Where(f => f is { Source: null, Withdrawn: false }).Select(f => new BrokenFileAnswer(f.File, [.. f.Problems.Select(p => ProblemAnswer.Of(p, language))]))],
                [.. files.Where(f => f.Withdrawn).Select(f => f.Name)]),
            HttpJson.Options);
    }

    private static PublishedAnswer? Published(SequenceEntry entry) =>
        entry.Published is { } version ? new(version.Number, version.Author, version.At, Kebab.Of(entry.Standing)) : null;
}
