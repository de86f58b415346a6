using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Recall.App.Http;
using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Sequences.Files;
using Recall.Core.Wording;

namespace Recall.App.Sequences.Replaying;

/// <summary><c>POST /api/sequences/replay</c>, the body is the file, which need not be in force.</summary>
public static class PostReplay
{
    /// <summary>Customers times days that a request may ask for: some ten seconds of two processors.</summary>
    public const long MostCustomerDays = 3_000_000;

    private static readonly Phrase Backwards = new("must not be before the first day, {0:yyyy-MM-dd}", "不能早于第一天 {0:yyyy-MM-dd}");

    private static readonly Phrase Ahead = new("lies ahead: history goes to {0:yyyy-MM-dd}", "还没有到：历史只到 {0:yyyy-MM-dd}");

    private static readonly Phrase NoChannel = new("'{0}' is no channel{1}", "“{0}”不是渠道{1}");

    /// <summary>200, 400 (the file's errors too), 413, 415 or 422 (too many customers and days).</summary>
    public static async Task<IResult> HandleAsync(
        [Description("First day of the shop, 2026-01-31.")] string? from,
        [Description("Last day of the shop, 2026-03-31.")] string? to,
        [Description("Channels on which everybody is taken to be reachable, 'email,sms': for histories without addresses and consents.")] string? reachable,
        [Description("Language of the file's errors, 'en' or 'zh-CN'; else Accept-Language decides.")] string? locale,
        HttpRequest request, RunReplay replay, AppServices app, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(replay);
        ArgumentNullException.ThrowIfNull(app);
        var errors = new FieldErrors();
        var (first, last) = (Day(from, "from", errors), Day(to, "to", errors));
        if (errors.None && Wrong(first, last, LocalTime.Day(app.Clock.GetUtcNow(), app.Zone)) is { } wrong)
            errors.Add("to", wrong.ToString());
        var channels = Channels(reachable, out var unknown);
        if (unknown is not null)
            errors.Add("reachable", unknown.ToString());
        if (Language.Wrong(locale) is { } tongue)
            errors.Add("locale", tongue);
        if (!errors.None)
            return HttpProblem.Invalid(errors);
        var (body, problem) = await SequenceBody.ReadSoundAsync(
            request, app.Shop.Policy, Language.Choose(request, locale, app.Shop.Locale), cancellationToken);
        if (body?.Source is not { } source)
            return problem!;
        return await replay.HandleAsync(new(source, first, last, channels), MostCustomerDays, null, cancellationToken) is { } answer
            ? TypedResults.Json(answer, HttpJson.Options)
            : TooMuch(last.DayNumber - first.DayNumber + 1);
    }

    /// <summary>A sentence that goes on after the name of the last day where a replay cannot have these days; else null.</summary>
    public static Sentence? Wrong(DateOnly from, DateOnly to, DateOnly today) =>
        to < from ? new(Backwards, from) : to > today ? new(Ahead, today) : null;

    /// <summary>Channel names between commas; and a sentence that goes on after the field's name where one is none.</summary>
    public static IReadOnlyList<string> Channels(string? text, out Sentence? unknown)
    {
        string[] channels = [.. (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)];
        var wrong = channels.FirstOrDefault(c => !Core.Messaging.Channels.Names.Contains(c, StringComparer.Ordinal));
        unknown = wrong is null ? null : new(NoChannel, Shown.Short(wrong), NearestWord.Hint(wrong, Core.Messaging.Channels.Names));
        return channels;
    }

    private static DateOnly Day(string? text, string field, FieldErrors errors)
    {
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            errors.Add(field, text is null ? "is missing; give a day such as '2026-01-31'" : $"must be a day such as '2026-01-31', found '{Shown.Short(text)}'");
        return day;
    }

    private static HttpProblem TooMuch(int days) => new(
        StatusCodes.Status422UnprocessableEntity, "too-much", "That is too much for one request",
        string.Create(CultureInfo.InvariantCulture, $"For {days} days at most {MostCustomerDays / days:#,0} customers are played here, and there are more: ask for fewer days, or use 'recall sequences replay'."));
}
