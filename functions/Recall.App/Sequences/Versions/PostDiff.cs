using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Recall.App.Http;

namespace Recall.App.Sequences.Versions;

/// <summary><c>POST /api/sequences/{name}/diff</c>: what the file in the body says otherwise than a version.</summary>
public static class PostDiff
{
    /// <summary>200, 400 (the file's errors too), 404 (no such version), 413, 415 or 422 (the old text has errors today).</summary>
    public static async Task<IResult> HandleAsync(
        string name,
        [Description("Number of the version that the file is compared with; what is in force if not given.")] int? from,
        [Description("Language of the changes, 'en' or 'zh-CN'; else Accept-Language decides.")] string? locale,
        HttpRequest request, ReadVersion versions, SequencesInForce inForce, AppServices app, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(versions);
        ArgumentNullException.ThrowIfNull(app);
        var errors = new FieldErrors();
        VersionRequest.Name(name, errors);
        if (Language.Wrong(locale) is { } tongue)
            errors.Add("locale", tongue);
        if (!errors.None)
            return HttpProblem.Invalid(errors);
        var language = Language.Choose(request, locale, app.Shop.Locale);
        var (body, problem) = await SequenceBody.ReadSoundAsync(request, app.Shop.Policy, language, cancellationToken);
        if (body?.Source is not { } source)
            return problem!;
        if (source.Definition.Name != name)
            return HttpProblem.Invalid("name", $"is '{name}', and the file is of '{source.Definition.Name}'");
        return await GetDiff.AnswerAsync(versions, inForce, name, from, source, language, cancellationToken);
    }
}

/// <summary><c>GET /api/sequences/{name}/diff</c>: what a version says otherwise than another.</summary>
public static class GetDiff
{
    /// <summary>200, 400, 404 (no such version) or 422 (an old text has errors today).</summary>
    public static async Task<IResult> HandleAsync(
        string name,
        [Description("Number of the older version.")] int? from,
        [Description("Number of the newer version; what is in force if not given.")] int? to,
        [Description("Language of the changes, 'en' or 'zh-CN'; else Accept-Language decides.")] string? locale,
        HttpRequest request, ReadVersion versions, SequencesInForce inForce, AppServices app, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(versions);
        ArgumentNullException.ThrowIfNull(app);
        var errors = new FieldErrors();
        VersionRequest.Name(name, errors);
        if (from is null)
            errors.Add("from", "is missing; give the number of a version such as 1");
        if (Language.Wrong(locale) is { } tongue)
            errors.Add("locale", tongue);
        if (!errors.None)
            return HttpProblem.Invalid(errors);
        var language = Language.Choose(request, locale, app.Shop.Locale);
        try
        {
            return await versions.HandleAsync(name, to, cancellationToken) is { } newer
                ? await AnswerAsync(versions, inForce, name, from, newer, language, cancellationToken)
                : await MissingAsync(inForce, name, to, cancellationToken);
        }
        catch (UnreadableVersionException e)
        {
            return VersionRequest.Unreadable(e, language);
        }
    }

    internal static async Task<IResult> AnswerAsync(
        ReadVersion versions, SequencesInForce inForce, string name, int? from, SequenceSource to, string locale, CancellationToken cancellationToken)
    {
        try
        {
            return await versions.HandleAsync(name, from, cancellationToken) is { } older
                ? TypedResults.Json(DiffAnswer.Of(older.Definition, to.Definition, locale), HttpJson.Options)
                : await MissingAsync(inForce, name, from, cancellationToken);
        }
        catch (UnreadableVersionException e)
        {
            return VersionRequest.Unreadable(e, locale);
        }
    }

    private static async Task<HttpProblem> MissingAsync(SequencesInForce inForce, string name, int? number, CancellationToken cancellationToken) =>
        VersionRequest.Missing(
            await inForce.NowAsync(cancellationToken), name,
            number is { } one ? VersionRequest.NoVersion(name, one.ToString(CultureInfo.InvariantCulture)) : $"No sequence '{name}' is in force.");
}
