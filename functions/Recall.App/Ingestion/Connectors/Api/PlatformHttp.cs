using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Recall.App.Ingestion.Connectors.Mapping;
using Recall.Core.Shop;

namespace Recall.App.Ingestion.Connectors.Api;

/// <summary>The platform does not answer now, or says that it is asked too often.</summary>
/// <param name="after">How long to leave it alone.</param>
/// <param name="message">What it said.</param>
public sealed class ApiBusyException(TimeSpan after, string message) : Exception(message)
{
    /// <summary>How long to leave it alone.</summary>
    public TimeSpan After { get; } = after;
}

/// <summary>The platform answered, and asking again will not help.</summary>
/// <param name="status">Its HTTP status; 0 where the answer is no JSON.</param>
/// <param name="message">What is wrong and how to mend it.</param>
public sealed class ApiRefusedException(int status, string message) : Exception(message)
{
    /// <summary>Its HTTP status; 0 where the answer is no JSON.</summary>
    public int Status { get; } = status;
}

/// <summary>A platform is left alone for a while and asked again then.</summary>
/// <param name="Host">Of its address.</param>
/// <param name="Why">What it said.</param>
/// <param name="Pause">For how long.</param>
public sealed record ApiWait(string Host, string Why, TimeSpan Pause);

/// <summary>An answer of a platform's API.</summary>
/// <param name="Body">Its JSON; nothing where it has none.</param>
/// <param name="Next">The address of the next page (RFC 8288), or null.</param>
/// <param name="Pause">How long to wait before the next question, so that the platform need not refuse it.</param>
internal sealed record ApiAnswer(Json Body, Uri? Next, TimeSpan Pause);

/// <summary>Asks platforms' APIs. No redirect is followed and no other host asked: the key goes to nobody but the address in the settings.</summary>
public sealed class PlatformHttp
{
    private const int MostBytes = 32 * 1024 * 1024;
    private const int Attempts = 10;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Noticeable = TimeSpan.FromSeconds(5);
    private readonly HttpClient http;
    private readonly TimeProvider clock;

    /// <param name="http">One like <see cref="Client"/>.</param>
    /// <param name="clock">For pauses, and the life of tokens.</param>
    public PlatformHttp(HttpClient http, TimeProvider clock)
    {
        this.http = http;
        this.clock = clock;
        Tokens = new(this, clock);
    }

    /// <summary>Shopify's, kept as long as they last.</summary>
    internal ShopifyTokens Tokens { get; }


    /// <summary>Told when a pause begins that somebody who watches would wonder at. A platform that is full for a second or two is none.</summary>
    public Action<ApiWait>? Waits { get; set; }

    /// <summary>A client as it should be.</summary>
    public static HttpClient Client() => new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        Timeout = TimeSpan.FromSeconds(100), MaxResponseContentBufferSize = MostBytes,
    };

    /// <summary>Asks until there is an answer, and waits as long as the platform wants between attempts; with a form it posts.</summary>
    /// <exception cref="ApiBusyException">There was none after ten.</exception>
    /// <exception cref="ApiRefusedException">Asking again will not help.</exception>
    internal async Task<ApiAnswer> AskPatientlyAsync(
        ConnectorApi api, Uri address, IReadOnlyDictionary<string, string> headers, CancellationToken cancellationToken, IReadOnlyDictionary<string, string>? form = null)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await AskAsync(api, address, headers, cancellationToken, form);
            }
            catch (ApiBusyException e) when (attempt < Attempts)
            {
                var backoff = TimeSpan.FromSeconds(Math.Min(60, 0.5 * Math.Pow(2, attempt - 1)));
                var pause = e.After > backoff ? e.After : backoff;
                if (attempt > 1 || pause >= Noticeable)
                    Waits?.Invoke(new(api.Url.Host, e.Message.TrimEnd('.'), pause));
                await Task.Delay(pause, clock, cancellationToken);
            }
        }
    }

    /// <summary>Asks once.</summary>
    internal async Task<ApiAnswer> AskAsync(
        ConnectorApi api, Uri address, IReadOnlyDictionary<string, string> headers, CancellationToken cancellationToken, IReadOnlyDictionary<string, string>? form = null)
    {
        if (address.Authority != api.Url.Authority || address.Scheme != api.Url.Scheme)
            throw new ApiRefusedException(0, $"The API named a next page at {address.Authority}, which is not the address in the settings.");
        using var request = new HttpRequestMessage(form is null ? HttpMethod.Get : HttpMethod.Post, address) { Content = form is null ? null : new FormUrlEncodedContent(form) };
        request.Headers.Accept.Add(new("application/json"));
        request.Headers.UserAgent.Add(new("Recall", "1.0"));
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            if (response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError)
                throw new ApiBusyException(PauseAsked(response), $"HTTP {(int)response.StatusCode}");
            if (!response.IsSuccessStatusCode)
            {
                throw new ApiRefusedException((int)response.StatusCode, $"{api.Url.Host} answered HTTP {(int)response.StatusCode}"
                    + (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden ? "; check 'api.key' and what it may read" : ""));
            }

            var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return new(bytes.Length == 0 ? default : Connector.Root(bytes), NextOf(response.Headers, address), Pause(response.Headers));
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new ApiBusyException(TimeSpan.FromSeconds(5), "No answer.");
        }
        catch (Exception e) when (e is JsonException or CannotMapException)
        {
            throw new ApiRefusedException(0, $"{api.Url.Host} answered something that is not JSON; check 'api.url'.");
        }
    }

    /// <summary>Seconds, which Shopify writes with a decimal point, or a date; BigCommerce counts milliseconds in a header of its own.</summary>
    private TimeSpan PauseAsked(HttpResponseMessage response)
    {
        var text = response.Headers.TryGetValues("Retry-After", out var values) ? values.First() : null;
        var pause = double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && double.IsFinite(seconds) ? TimeSpan.FromSeconds(Math.Min(seconds, 3600))
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date - clock.GetUtcNow()
            : Milliseconds(response.Headers, "X-Rate-Limit-Time-Reset-Ms");
        return pause < TimeSpan.Zero ? TimeSpan.Zero : pause > Longest ? Longest : pause;
    }

    /// <summary>
    /// Before the platform refuses: Shopify says how full its leaky bucket is, which empties by two a second
    /// (shopify.dev/docs/api/usage/limits); BigCommerce how many questions are left until when.
    /// </summary>
    private static TimeSpan Pause(HttpResponseHeaders headers)
    {
        if (headers.TryGetValues("X-Shopify-Shop-Api-Call-Limit", out var limit) && limit.First().Split('/') is [var used, var size]
            && Count(used) is { } full && Count(size) is { } most && most > 0)
            return full > most * 3 / 4 ? TimeSpan.FromSeconds((full - (most / 2)) / 2.0) : TimeSpan.Zero;
        if (headers.TryGetValues("X-Rate-Limit-Requests-Left", out var left) && Count(left.First()) <= 2)
            return Milliseconds(headers, "X-Rate-Limit-Time-Reset-Ms");
        return TimeSpan.Zero;
    }

    private static TimeSpan Milliseconds(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) && Count(values.First()) is { } ms ? TimeSpan.FromMilliseconds(ms) : TimeSpan.Zero;

    private static int? Count(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;

    /// <summary>The link whose relation is <c>next</c>.</summary>
    private static Uri? NextOf(HttpResponseHeaders headers, Uri address)
    {
        if (!headers.TryGetValues("Link", out var links))
            return null;
        foreach (var link in links.SelectMany(l => l.Split(", <")))
        {
            var (start, end) = (link.IndexOf('<', StringComparison.Ordinal) + 1, link.IndexOf('>', StringComparison.Ordinal));
            if (end > start && link.Contains("rel=\"next\"", StringComparison.Ordinal) && Uri.TryCreate(address, link[start..end], out var next))
                return next;
        }

        return null;
    }
}
