using System.ComponentModel;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Recall.App.Http;
using Recall.Core.Sequences.Importing;

namespace Recall.App.Sequences.Importing;

/// <summary>A flow of Klaviyo and what has to be known beside it.</summary>
/// <param name="Flow">The answer of <c>GET /api/flows/{id}?additional-fields[flow]=definition</c>.</param>
/// <param name="Name">The sequence's name; made of the flow's if not given.</param>
/// <param name="Sender">Who the shop's e-mails come from, as in <c>Tea House &lt;hello@example.com&gt;</c>.</param>
/// <param name="Metrics">Events of Recall by ids of metrics.</param>
/// <param name="Dates"><c>birthday</c> or <c>membership-expiry</c> by names of date properties.</param>
/// <param name="Templates">Texts of files by their names: <c>ID.json</c>, or <c>ID.html</c> and <c>ID.txt</c>.</param>
public sealed record ImportFlowRequest(
    JsonElement Flow, string? Name = null, string? Sender = null, IReadOnlyDictionary<string, string>? Metrics = null,
    IReadOnlyDictionary<string, string>? Dates = null, IReadOnlyDictionary<string, string>? Templates = null);

/// <summary>The sequence file, or all that is refused.</summary>
/// <param name="Imported">True where nothing is.</param>
/// <param name="Name">The sequence's name.</param>
/// <param name="Yaml">The file, which is in use only once it is published.</param>
/// <param name="Refusals">Everything that Recall would not do as the flow says.</param>
/// <param name="Notes">What Recall does otherwise.</param>
public sealed record ImportFlowAnswer(bool Imported, string? Name, string? Yaml, IReadOnlyList<RefusalAnswer> Refusals, IReadOnlyList<string> Notes)
{
    /// <summary>The answer in a language.</summary>
    public static ImportFlowAnswer Of(ImportResult result, string? locale)
    {
        ArgumentNullException.ThrowIfNull(result);
        return new(
            result.Yaml is not null, result.Name, result.Yaml, [.. result.Refusals.Select(r => new RefusalAnswer(r.Path, r.Message.Say(locale)))],
            [.. result.Notes.Select(n => n.Say(locale))]);
    }
}

/// <summary>Something that Recall would not do as the flow says.</summary>
/// <param name="Path">Where it stands.</param>
/// <param name="Message">What it is, and what to do instead.</param>
public sealed record RefusalAnswer(string Path, string Message);

/// <summary><c>POST /api/sequences/import</c>: a flow of Klaviyo as a sequence file. Nothing is stored.</summary>
public static class PostImport
{
    private const int MaxBytes = 4 * 1024 * 1024;

    // Conditions of flows nest deeper than what else is sent here.
    private static readonly JsonSerializerOptions Deep = new(HttpJson.Options) { MaxDepth = 64 };

    /// <summary>200 (also where something is refused), 400, 413 or 415.</summary>
    public static async Task<IResult> HandleAsync(
        [Description("Language of refusals and notes, 'en' or 'zh-CN'; else Accept-Language decides.")] string? locale,
        HttpRequest request, AppServices app, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(app);
        if (Language.Wrong(locale) is { } wrong)
            return HttpProblem.Invalid("locale", wrong);
        if (!request.HasJsonContentType())
            return HttpProblem.MediaType("application/json");
        var (bytes, tooLarge) = await BodyBytes.ReadAsync(request, MaxBytes, cancellationToken);
        if (tooLarge is not null)
            return tooLarge;
        var (import, problem) = Read(bytes.Span);
        return import is null
            ? problem!
            : TypedResults.Json(ImportFlowAnswer.Of(KlaviyoFlow.Import(import), Language.Choose(request, locale, app.Shop.Locale)), HttpJson.Options);
    }

    private static (SequenceImport? Import, HttpProblem? Problem) Read(ReadOnlySpan<byte> body)
    {
        ImportFlowRequest? request;
        try
        {
            request = JsonSerializer.Deserialize<ImportFlowRequest>(body, Deep);
        }
        catch (JsonException e)
        {
            return (null, HttpProblem.Invalid("body", $"cannot be read at {e.Path ?? "$"} (line {e.LineNumber + 1}); send an object with 'flow' and, where needed, 'name', 'sender', 'metrics', 'dates' and 'templates'"));
        }

        var errors = new FieldErrors();
        if (request is null || request.Flow.ValueKind == JsonValueKind.Undefined)
            errors.Add("flow", "is missing; send the answer of GET /api/flows/ID?additional-fields[flow]=definition");
        foreach (var (name, words) in new[] { ("metrics", request?.Metrics), ("dates", request?.Dates), ("templates", request?.Templates) })
        {
            if (words?.Values.Any(w => w is null) is true)
                errors.Add(name, "has a null; give a text for each");
        }

        if (!errors.None)
            return (null, HttpProblem.Invalid(errors));
        var import = new SequenceImport(request!.Flow.GetRawText()) { Name = request.Name, Sender = request.Sender };
        return (import with
        {
            Metrics = request.Metrics ?? import.Metrics, Dates = request.Dates ?? import.Dates, Templates = request.Templates ?? import.Templates,
        }, null);
    }
}
