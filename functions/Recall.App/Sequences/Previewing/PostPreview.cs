using System.ComponentModel;
using Microsoft.AspNetCore.Http;
using Recall.App.Http;

namespace Recall.App.Sequences.Previewing;

/// <summary><c>POST /api/sequences/preview</c>, the body is the file, which need not be in force.</summary>
public static class PostPreview
{
    /// <summary>200, 400 (the file's errors too), 404 (no such customer), 413 or 415.</summary>
    public static async Task<IResult> HandleAsync(
        [Description("The customer key, source:id.")] string? customer,
        [Description("Language of reasons and of the file's errors, 'en' or 'zh-CN'; else Accept-Language decides.")] string? locale,
        HttpRequest request, PreviewSequence preview, AppServices app, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(preview);
        ArgumentNullException.ThrowIfNull(app);
        var errors = new FieldErrors();
        if (RouteIds.Customer(customer, out var key) is { } wrong)
            errors.Add("customer", wrong);
        if (Language.Wrong(locale) is { } tongue)
            errors.Add("locale", tongue);
        if (!errors.None)
            return HttpProblem.Invalid(errors);
        var language = Language.Choose(request, locale, app.Shop.Locale);
        var (body, problem) = await SequenceBody.ReadSoundAsync(request, app.Shop.Policy, language, cancellationToken);
        if (body?.Source is not { } source)
            return problem!;
        return await preview.HandleAsync(source, key, language, cancellationToken) is { } answer
            ? TypedResults.Json(answer, HttpJson.Options)
            : HttpProblem.NotFound($"No event of customer '{key}' has come in.");
    }
}
