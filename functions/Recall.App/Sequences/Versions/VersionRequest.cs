using System.Globalization;
using Microsoft.AspNetCore.Http;
using Recall.App.Http;
using Recall.Core.Customers;
using Recall.Core.Sequences.Files;

namespace Recall.App.Sequences.Versions;

/// <summary>What requests about versions have in common.</summary>
internal static class VersionRequest
{
    /// <summary>
    /// Who publishes, and over which version: <c>If-Match: "3"</c> (RFC 9110, 13.1.1), or <c>If-None-Match: *</c> for the first. Null where
    /// something is wrong, which is among the errors then.
    /// </summary>
    public static PublishRequest? Read(HttpRequest request, string name, string? author, bool? migrate, string? locale, FieldErrors errors)
    {
        Name(name, errors);
        if (Language.Wrong(locale) is { } tongue)
            errors.Add("locale", tongue);
        author = author?.Trim();
        if (string.IsNullOrEmpty(author))
            errors.Add("author", "is missing; say who publishes, such as 'mei'");
        else if (author.Length > PublishRequest.MaxAuthor || author.Any(char.IsControl))
            errors.Add("author", $"must have at most {PublishRequest.MaxAuthor} characters, and no control characters");
        var expected = Expected(request, errors);
        return errors.None ? new(author!, expected, migrate ?? false) : null;
    }

    /// <summary>Says what is wrong with a sequence's name.</summary>
    public static void Name(string name, FieldErrors errors)
    {
        if (!RouteIds.IsName(name))
            errors.Add("name", $"'{Shown.Short(name)}' is no name of a sequence; they have lower-case letters, digits and single hyphens");
    }

    /// <summary>404 for a version that is not there, or for a sequence that is nowhere.</summary>
    /// <param name="known">What there is.</param>
    /// <param name="name">Of the sequence.</param>
    /// <param name="missing">What to say where the sequence is known.</param>
    public static HttpProblem Missing(SequenceCatalogue known, string name, string missing) => known.Knows(name)
        ? HttpProblem.NotFound(missing)
        : HttpProblem.NotFound(known.Nearest(name) is { } near
            ? $"There is no sequence '{name}'; did you mean '{near}'?" : $"There is no sequence '{name}'. GET /api/sequences lists them.");

    /// <summary>What to say where a sequence has no such version.</summary>
    public static string NoVersion(string name, string? number = null) =>
        $"There is no {(number is null ? "such version" : $"version {number}")} of '{name}'. GET /api/sequences/{name}/history lists them.";

    /// <summary>The answer for what became of the wish.</summary>
    public static async Task<IResult> AnswerAsync(
        PublishOutcome outcome, string name, HttpRequest request, SequencesInForce inForce, string locale, CancellationToken cancellationToken,
        IReadOnlyList<Problem>? warnings = null)
    {
        if (outcome is PublishOutcome.NoVersion)
            return Missing(await inForce.NowAsync(cancellationToken), name, NoVersion(name));
        if (outcome is PublishOutcome.Overtaken { Current: var current })
            return Overtaken(request, name, current);
        var answer = PublishAnswer.Of(outcome, warnings ?? [], locale)!;
        request.HttpContext.Response.Headers.ETag = ETag(outcome is PublishOutcome.Done done ? done.Publication : ((PublishOutcome.Unchanged)outcome).Current);
        return TypedResults.Json(answer, HttpJson.Options, statusCode: answer.Created ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    /// <summary>422 for an old text that this version of Recall reads with errors.</summary>
    public static HttpProblem Unreadable(UnreadableVersionException e, string locale) =>
        new(StatusCodes.Status422UnprocessableEntity, "unreadable", "The old text has errors", e.Said.Say(locale));

    /// <summary>The number of the version in force as a validator, 0 after a withdrawal.</summary>
    public static string ETag(Publication current) => string.Create(CultureInfo.InvariantCulture, $"\"{current.NumberInForce}\"");

    /// <summary>412 where the caller said what they had seen, else 409: somebody published in this very moment.</summary>
    private static HttpProblem Overtaken(HttpRequest request, string name, Publication? current)
    {
        var what = current is null ? $"'{name}' was never published."
            : current.Kind == PublicationKind.Withdrawn
            ? string.Create(CultureInfo.InvariantCulture, $"No version of '{name}' is in force: {current.Author} withdrew it at {current.At:yyyy-MM-dd HH:mm} UTC, as number {current.Number}.")
            : string.Create(CultureInfo.InvariantCulture, $"Version {current.Number} of '{name}' is in force, which {current.Author} put there at {current.At:yyyy-MM-dd HH:mm} UTC.");
        var detail = what + " Nothing was changed: look at it, and publish again.";
        var problem = request.Headers.IfMatch.Count + request.Headers.IfNoneMatch.Count > 0
            ? new HttpProblem(StatusCodes.Status412PreconditionFailed, "overtaken", "Another version is in force", detail)
            : HttpProblem.Conflict("overtaken", detail);
        return problem.With("current", current?.NumberInForce ?? 0);
    }

    private static int? Expected(HttpRequest request, FieldErrors errors)
    {
        if (request.Headers.IfNoneMatch is [var none])
        {
            if (none != "*" || request.Headers.IfMatch.Count > 0)
                errors.Add("If-None-Match", "may be '*' alone, which wants that no version is in force; use 'If-Match: \"3\"' for version 3");
            return 0;
        }

        if (request.Headers.IfMatch is not [var match])
            return null;
        if (int.TryParse(match?.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number;
        errors.Add("If-Match", "must be the number of the version that you have seen in force, such as '\"3\"'");
        return null;
    }
}
