using System.ComponentModel;
using Microsoft.AspNetCore.Http;
using Recall.App.Http;

namespace Recall.App.Sequences;

/// <summary>What is wrong with a file.</summary>
/// <param name="Valid">True where it could be put in force; warnings do not hinder that.</param>
/// <param name="Problems">Errors and warnings, in the order of the file.</param>
/// <param name="Sequence">What it says; null where it is not valid.</param>
public sealed record ValidateSequenceAnswer(bool Valid, IReadOnlyList<ProblemAnswer> Problems, SequenceAnswer? Sequence);

/// <summary><c>POST /api/sequences/validate</c>, the body is the file. For editors and for checks before a deployment.</summary>
public static class ValidateSequence
{
    /// <summary>200 (also for a file with errors), 400, 413 or 415.</summary>
    public static async Task<IResult> HandleAsync(
        [Description("The file's name, which must agree with its 'sequence:'; else the text's own name is taken.")] string? file,
        [Description("Also says which cases of branches take none of today's customers; every customer is read for it.")] bool? customers,
        [Description("Language of problems, title and audience, 'en' or 'zh-CN'; else Accept-Language decides.")] string? locale,
        HttpRequest request, CheckSequences check, AppServices app, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(check);
        ArgumentNullException.ThrowIfNull(app);
        var errors = new FieldErrors();
        if (file is not null && !(file.EndsWith(".yaml", StringComparison.Ordinal) && RouteIds.IsName(file[..^5])))
            errors.Add("file", "must be a name such as 'dormant-winback.yaml': lower-case letters, digits and single hyphens, without a folder");
        if (Language.Wrong(locale) is { } wrong)
            errors.Add("locale", wrong);
        if (!errors.None)
            return HttpProblem.Invalid(errors);
        var (body, problem) = await SequenceBody.ReadAsync(request, file, app.Shop.Policy, cancellationToken);
        if (body is null)
            return problem!;
        var language = Language.Choose(request, locale, app.Shop.Locale);
        var result = (await check.HandleAsync([body.Result], customers ?? false, cancellationToken))[0];
        var sequence = result.Definition is { } definition ? SequenceAnswer.Of(new(definition, body.Yaml), result.Problems, language) : null;
        return TypedResults.Json(
            new ValidateSequenceAnswer(sequence is not null, [.. result.Problems.Select(p => ProblemAnswer.Of(p, language))], sequence), HttpJson.Options);
    }
}
