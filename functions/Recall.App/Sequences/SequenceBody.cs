using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Recall.App.Http;
using Recall.Core.Messaging;
using Recall.Core.Sequences.Files;

namespace Recall.App.Sequences;

/// <summary>A request's body that is a sequence file.</summary>
/// <param name="File">Its name, the text's own where none was given.</param>
/// <param name="Yaml">Its text.</param>
/// <param name="Result">What reading it gave.</param>
public sealed partial record SequenceBody(string File, string Yaml, SequenceFileResult Result)
{
    private const string Fallback = "sequence.yaml";

    // Room for what the reader itself refuses with a better message.
    private const int MaxBytes = 2 * SequenceFile.MaxBytes;

    /// <summary>What it says; null where it has an error.</summary>
    public SequenceSource? Source { get; } = Result.Definition is { } definition ? new(definition, Yaml) : null;

    /// <summary>The file, whatever is wrong in it; or the problem (413, 415) that the caller is answered with.</summary>
    public static async Task<(SequenceBody? Body, HttpProblem? Problem)> ReadAsync(
        HttpRequest request, string? file, Policy shop, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!IsText(request.ContentType))
            return (null, HttpProblem.MediaType("text/yaml"));
        var (bytes, tooLarge) = await BodyBytes.ReadAsync(request, MaxBytes, cancellationToken);
        if (tooLarge is not null)
            return (null, tooLarge);
        var yaml = Encoding.UTF8.GetString(bytes.Span);
        var name = file ?? OwnName(yaml);
        return (new(name, yaml, SequenceFile.Read(name, yaml, shop)), null);
    }

    /// <summary>The same for a caller that needs its <see cref="Source"/>: a file with an error is a problem too (400, with every error in the reader's language).</summary>
    public static async Task<(SequenceBody? Body, HttpProblem? Problem)> ReadSoundAsync(
        HttpRequest request, Policy shop, string locale, CancellationToken cancellationToken)
    {
        var (body, problem) = await ReadAsync(request, null, shop, cancellationToken);
        if (body is null or { Source: not null })
            return (body, problem);
        var errors = new FieldErrors();
        foreach (var error in body.Result.Problems.Where(p => p.Severity == Severity.Error))
            errors.Add("body", error.InFile.Say(locale));
        return (null, HttpProblem.Invalid(errors));
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
