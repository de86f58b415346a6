using System.ComponentModel;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Recall.App.Http;
using Recall.Core.Sequences.Files;

namespace Recall.App.Sequences;

/// <summary>What is wrong with a file.</summary>
/// <param name="Valid">True where it could be put in force; warnings do not hinder that.</param>
/// <param name="Problems">Errors and warnings, in the order of the file.</param>
/// <param name="Sequence">What it says; null where it is not valid.</param>
public sealed record ValidateSequenceAnswer(bool Valid, IReadOnlyList<ProblemAnswer> Problems, SequenceAnswer? Sequence);

/// <summary><c>POST /api/sequences/validate</c>, the body is the file. For editors and for checks before a deployment.</summary>
public static partial class ValidateSequence
{
    private const string Fallback = "sequence.yaml";

    // Room for what the reader itself refuses with a better message.
    private const int MaxBytes = 2 * SequenceFile.MaxBytes;

    /// <summary>200 (also for a file with errors), 400, 413 or 415.</summary>
    public static async Task<IResult> HandleAsync(
        [Description("The file's name, which must agree with its 'sequence:'; else the text's own name is taken.")] string? file,
        [Description("Language of title and audience, 'en' or 'zh-CN'; else Accept-Language decides.")] string? locale,
        HttpRequest request, AppServices app, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(app);
        var errors = new FieldErrors();
        if (file is not null && !(file.EndsWith(".yaml", StringComparison.Ordinal) && RouteIds.IsName(file[..^5])))
            errors.Add("file", "must be a name such as 'dormant-winback.yaml': lower-case letters, digits and single hyphens, without a folder");
        if (Language.Wrong(locale) is { } wrong)
            errors.Add("locale", wrong);
        if (!errors.None)
            return HttpProblem.Invalid(errors);
        if (!IsText(request.ContentType))
            return HttpProblem.MediaType("text/yaml");
        var (bytes, tooLarge) = await BodyBytes.ReadAsync(request, MaxBytes, cancellationToken);
        if (tooLarge is not null)
            return tooLarge;

        var yaml = Encoding.UTF8.GetString(bytes.Span);
        var result = SequenceFile.Read(file ?? OwnName(yaml), yaml);
        var sequence = result.Definition is null
            ? null
            : SequenceAnswer.Of(
                new(result.Definition, yaml), result.Problems, Language.Choose(request, locale, app.Shop.Locale));
        return TypedResults.Json(
            new ValidateSequenceAnswer(sequence is not null, [.. result.Problems.Select(ProblemAnswer.Of)], sequence), HttpJson.Options);
    }

    private static bool IsText(string? contentType)
    {
        var media = contentType?.Split(';')[0].Trim() ?? "";
        return media.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
            || media.Equals("application/yaml", StringComparison.OrdinalIgnoreCase)
            || media.Equals("application/x-yaml", StringComparison.OrdinalIgnoreCase);
    }

    private static string OwnName(string yaml) =>
        NameLine().Match(yaml) is { Success: true } match && RouteIds.IsName(match.Groups["name"].Value)
            ? match.Groups["name"].Value + ".yaml"
            : Fallback;

    [GeneratedRegex("^sequence:[ ]*(?<name>[a-z0-9-]+)[ ]*\r?$", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex NameLine();
}
