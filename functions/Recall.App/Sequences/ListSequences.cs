using System.ComponentModel;
using Microsoft.AspNetCore.Http;
using Recall.App.Http;
using Recall.Core.Sequences;
using Recall.Core.Sequences.Files;
using Recall.Core.Sequences.Triggers;

namespace Recall.App.Sequences;

/// <summary>The sequences in force and the files that are not.</summary>
public sealed record SequenceListAnswer(IReadOnlyList<SequenceAnswer> Sequences, IReadOnlyList<BrokenFileAnswer> Broken);

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
public sealed record SequenceAnswer(
    string Name, string Title, string Version, string? Trigger, string Audience, double Holdout, int Priority, int? DailyLimit, double GoalWithinDays,
    int Steps, IReadOnlyList<ProblemAnswer> Warnings)
{
    /// <summary>The answer for a sequence, in a language.</summary>
    public static SequenceAnswer Of(SequenceSource source, IEnumerable<Problem> warnings, string locale)
    {
        ArgumentNullException.ThrowIfNull(source);
        var definition = source.Definition;
        return new(
            definition.Name, definition.Title.For(locale), definition.Version, definition.Trigger is { } trigger ? TriggerText.Of(trigger, locale) : null, ConditionText.Of(definition.Audience, locale),
            definition.Holdout, definition.Priority, definition.DailyLimit, definition.GoalWithin.TotalDays, source.Tree.Steps.Count(),
            [.. warnings.Select(ProblemAnswer.Of)]);
    }
}

/// <summary>A file that is not in force.</summary>
public sealed record BrokenFileAnswer(string File, IReadOnlyList<ProblemAnswer> Problems);

/// <summary>Something wrong (<c>error</c>) or doubtful (<c>warning</c>) in a file; lines and columns count from 1.</summary>
public sealed record ProblemAnswer(string File, int Line, int Column, string Field, string Message, string Severity)
{
    /// <summary>The answer for a problem.</summary>
    public static ProblemAnswer Of(Core.Sequences.Files.Problem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return new(problem.File, problem.Line, problem.Column, problem.Field, problem.Message, Kebab.Of(problem.Severity));
    }
}

/// <summary><c>GET /api/sequences</c>.</summary>
public static class ListSequences
{
    /// <summary>200 or 400.</summary>
    public static Task<IResult> HandleAsync(
        [Description("Language of titles and audiences, 'en' or 'zh-CN'; else Accept-Language decides.")] string? locale,
        HttpRequest request, SequenceCatalogue catalogue, AppServices app)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(app);
        if (Language.Wrong(locale) is { } wrong)
            return Task.FromResult<IResult>(HttpProblem.Invalid("locale", wrong));
        var language = Language.Choose(request, locale, app.Shop.Locale);
        return Task.FromResult<IResult>(TypedResults.Json(
            new SequenceListAnswer(
                [.. catalogue.Files.Where(f => f.Source is not null).Select(f => SequenceAnswer.Of(f.Source!, f.Problems, language))],
                [.. catalogue.Files.Where(f => f.Source is null).Select(f => new BrokenFileAnswer(f.File, [.. f.Problems.Select(ProblemAnswer.Of)]))]),
            HttpJson.Options));
    }
}
