using System.ComponentModel;
using Microsoft.AspNetCore.Http;
using Recall.App.Http;

namespace Recall.App.Sequences.Versions;

/// <summary><c>POST /api/sequences/{name}/rollback</c>: an older version's text as a new version.</summary>
public static class PostRollback
{
    /// <summary>201, 200 (it is in force), 400, 404 (no such version), 409 or 412 (another version is in force), 422 (the text has errors today).</summary>
    public static async Task<IResult> HandleAsync(
        string name,
        [Description("Number of the version; the last one before that says something else, or the one that was withdrawn, if not given.")] int? to,
        [Description("Who publishes; kept in the history.")] string? author,
        [Description("Runs whose steps allow it go on by that version.")] bool? migrate,
        [Description("Language of what is said about it, 'en' or 'zh-CN'; else Accept-Language decides.")] string? locale,
        HttpRequest request, PublishSequence publish, SequencesInForce inForce, AppServices app, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(publish);
        ArgumentNullException.ThrowIfNull(app);
        var errors = new FieldErrors();
        if (VersionRequest.Read(request, name, author, migrate, locale, errors) is not { } wish)
            return HttpProblem.Invalid(errors);
        var language = Language.Choose(request, locale, app.Shop.Locale);
        try
        {
            return await VersionRequest.AnswerAsync(
                await publish.RollBackAsync(name, to, wish, cancellationToken), name, request, inForce, language, cancellationToken);
        }
        catch (UnreadableVersionException e)
        {
            return VersionRequest.Unreadable(e, language);
        }
    }
}

/// <summary><c>POST /api/sequences/{name}/withdraw</c>: nobody enters any more, and who is inside goes on.</summary>
public static class PostWithdraw
{
    /// <summary>201, 200 (it was withdrawn already), 400, 404, 409 or 412 (another version is in force).</summary>
    public static async Task<IResult> HandleAsync(
        string name,
        [Description("Who withdraws it; kept in the history.")] string? author,
        [Description("Language of what is said about it, 'en' or 'zh-CN'; else Accept-Language decides.")] string? locale,
        HttpRequest request, PublishSequence publish, SequencesInForce inForce, AppServices app, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(publish);
        ArgumentNullException.ThrowIfNull(app);
        var errors = new FieldErrors();
        return VersionRequest.Read(request, name, author, false, locale, errors) is { } wish
            ? await VersionRequest.AnswerAsync(
                await publish.WithdrawAsync(name, wish, cancellationToken), name, request, inForce, Language.Choose(request, locale, app.Shop.Locale), cancellationToken)
            : HttpProblem.Invalid(errors);
    }
}
