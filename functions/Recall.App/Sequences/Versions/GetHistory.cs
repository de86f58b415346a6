using System.ComponentModel;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Recall.App.Http;
using Recall.Core.Customers;

namespace Recall.App.Sequences.Versions;

/// <summary><c>GET /api/sequences/{name}/history</c>.</summary>
public static class GetHistory
{
    /// <summary>200, 400 or 404 (never published, or no such sequence).</summary>
    public static async Task<IResult> HandleAsync(
        string name, [Description("Language of the changes, 'en' or 'zh-CN'; else Accept-Language decides.")] string? locale,
        HttpRequest request, PublicationStore publications, SequencesInForce inForce, AppServices app, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(publications);
        ArgumentNullException.ThrowIfNull(inForce);
        ArgumentNullException.ThrowIfNull(app);
        var errors = new FieldErrors();
        VersionRequest.Name(name, errors);
        if (Language.Wrong(locale) is { } tongue)
            errors.Add("locale", tongue);
        if (!errors.None)
            return HttpProblem.Invalid(errors);
        var history = await publications.HistoryAsync(name, cancellationToken);
        if (history.Count == 0)
            return VersionRequest.Missing(await inForce.NowAsync(cancellationToken), name, $"'{name}' was never published: its file is in force.");
        request.HttpContext.Response.Headers.ETag = VersionRequest.ETag(history[0]);
        var language = Language.Choose(request, locale, app.Shop.Locale);
        return TypedResults.Json(new HistoryAnswer(name, [.. history.Select(v => VersionAnswer.Of(v, language))]), HttpJson.Options);
    }
}

/// <summary><c>GET /api/sequences/{name}/versions/{number}</c>: the file as it was published.</summary>
public static class GetVersion
{
    /// <summary>200, 400 or 404.</summary>
    public static async Task<IResult> HandleAsync(
        string name, string number, PublicationStore publications, DefinitionStore definitions, SequencesInForce inForce, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(publications);
        ArgumentNullException.ThrowIfNull(definitions);
        ArgumentNullException.ThrowIfNull(inForce);
        var errors = new FieldErrors();
        VersionRequest.Name(name, errors);
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted))
            errors.Add("number", $"must be the number of a version such as 1, found '{Shown.Short(number)}'");
        if (!errors.None)
            return HttpProblem.Invalid(errors);
        if (await publications.FindAsync(name, wanted, cancellationToken) is not { } version)
            return VersionRequest.Missing(await inForce.NowAsync(cancellationToken), name, VersionRequest.NoVersion(name, number));
        return TypedResults.Text((await definitions.ReadAsync(name, version.Version, cancellationToken)).Yaml, "text/yaml", Encoding.UTF8);
    }
}
