using System.ComponentModel;
using Microsoft.AspNetCore.Http;
using Recall.App.Http;

namespace Recall.App.Sequences.Versions;

/// <summary><c>POST /api/sequences/{name}/publish</c>, the body is the file.</summary>
public static class PostPublish
{
    /// <summary>201, 200 (it was in force already), 400 (the file's errors too), 409 or 412 (another version is in force), 413 or 415.</summary>
    public static async Task<IResult> HandleAsync(
        string name,
        [Description("Who publishes; kept in the history.")] string? author,
        [Description("Runs whose steps allow it go on by the new version.")] bool? migrate,
        [Description("Language of what is said about it, 'en' or 'zh-CN'; else Accept-Language decides.")] string? locale,
        HttpRequest request, PublishSequence publish, CheckSequences check, SequencesInForce inForce, AppServices app, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(publish);
        ArgumentNullException.ThrowIfNull(check);
        ArgumentNullException.ThrowIfNull(app);
        var errors = new FieldErrors();
        if (VersionRequest.Read(request, name, author, migrate, locale, errors) is not { } wish)
            return HttpProblem.Invalid(errors);
        var language = Language.Choose(request, locale, app.Shop.Locale);
        var (body, problem) = await SequenceBody.ReadSoundAsync(request, app.Shop.Policy, language, cancellationToken);
        if (body?.Source is not { } source)
            return problem!;
        if (source.Definition.Name != name)
            return HttpProblem.Invalid("name", $"is '{name}', and the file is of '{source.Definition.Name}'");
        var doubts = (await check.HandleAsync([body.Result], false, cancellationToken))[0].Problems;
        return await VersionRequest.AnswerAsync(
            await publish.HandleAsync(source, wish, cancellationToken), name, request, inForce, language, cancellationToken, doubts);
    }
}
