using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Recall.Core.Sequences;

namespace Recall.App.Http;

/// <summary>The reader's language among those that Recall speaks.</summary>
public static class Language
{
    /// <summary>Languages there are texts in.</summary>
    public static IReadOnlyList<string> Spoken { get; } = ["en", "zh-CN"];

    /// <summary>
    /// The first of <c>Accept-Language</c>, by its weights (RFC 9110, 12.5.4), whose language is spoken; null where none is.
    /// </summary>
    public static string? Accepted(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.GetTypedHeaders().AcceptLanguage
            .Where(l => l.Quality is not 0)
            .OrderByDescending(l => l.Quality ?? 1)
            .Select(l => Spoken.FirstOrDefault(s => SameLanguage(s, l.Value.ToString())))
            .FirstOrDefault(s => s is not null);
    }

    /// <summary>The asked one, else an accepted one, else <paramref name="fallback"/>; and says so on the response.</summary>
    public static string Choose(HttpRequest request, string? asked, string fallback)
    {
        ArgumentNullException.ThrowIfNull(request);
        var chosen = Locales.Pick(Spoken, asked ?? Accepted(request) ?? fallback);
        request.HttpContext.Response.Headers[HeaderNames.ContentLanguage] = chosen;
        request.HttpContext.Response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptLanguage);
        return chosen;
    }

    /// <summary>A sentence that goes on after the field's name where <paramref name="asked"/> cannot be a language tag (BCP 47); else null.</summary>
    public static string? Wrong(string? asked) =>
        asked is null || (asked.Length is >= 2 and <= 35 && asked.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"must be a language such as 'en' or 'zh-CN', found {asked.Length} other characters");

    private static bool SameLanguage(string a, string b) =>
        string.Equals(a.Split('-')[0], b.Split('-')[0], StringComparison.OrdinalIgnoreCase);
}
