using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Recall.App.Ports;
using Recall.Core.Messaging;
using Recall.Core.Shop;

namespace Recall.App.Webhooks;

/// <summary>
/// Calls over HTTP, with the headers of Standard Webhooks and an <c>Idempotency-Key</c> (draft-ietf-httpapi-idempotency-key-header) of the
/// same id. No redirect is followed: where a call goes is the owner's word alone.
/// </summary>
/// <param name="http">Must follow no redirects, see <see cref="Line"/>.</param>
/// <param name="clock">For the time that is signed.</param>
public sealed class HttpWebhooks(HttpClient http, TimeProvider clock) : IWebhooks
{
    /// <summary>Until somebody may have put the secret where the host finds it.</summary>
    private static readonly TimeSpan WithoutSecret = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);

    /// <summary>Lives as long as the process; connections do not, so that a system that moves is found again.</summary>
    public static HttpClient Line() => new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        Timeout = TimeSpan.FromSeconds(20),
    };

    /// <inheritdoc/>
    public async Task<SendResult> PostAsync(WebhookTarget target, WebhookCall call, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(call);
        if (target.Secret.Length == 0)
            return new SendResult.TryLater(WithoutSecret);
        var (id, now) = (WebhookSignature.IdOf(call.Effect), clock.GetUtcNow());
        using var request = new HttpRequestMessage(HttpMethod.Post, target.Url) { Content = new ByteArrayContent(call.Body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", WebhookSignature.Of(target.Secret, id, now, call.Body));
        request.Headers.Add("Idempotency-Key", $"\"{id}\"");
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return Answer(response, now);
        }
        catch (HttpRequestException e) when (IsUnsaid(e))
        {
            return new SendResult.TryLater(TimeSpan.Zero);
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new SendResult.Unclear(TimeSpan.Zero); // The line broke, or there was no answer in time.
        }
    }

    /// <summary>True where there was no line, so that nothing of a call went over it.</summary>
    internal static bool IsUnsaid(HttpRequestException e) =>
        e.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError;

    private static SendResult Answer(HttpResponseMessage response, DateTimeOffset now)
    {
        if (response.IsSuccessStatusCode)
            return new SendResult.Accepted($"HTTP {(int)response.StatusCode}");
        var pause = Pause(response.Headers.RetryAfter, now);
        return response.StatusCode switch
        {
            // RFC 9110, 15.5.9 and 15.6.4, RFC 8470, RFC 6585: the call was not taken.
            HttpStatusCode.RequestTimeout or (HttpStatusCode)425 or HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => new SendResult.TryLater(pause),

            // An earlier attempt of the same id is still at work (Idempotency-Key, 2.7), or what went wrong went wrong after the call was taken.
            HttpStatusCode.Conflict or >= HttpStatusCode.InternalServerError => new SendResult.Unclear(pause),
            _ => new SendResult.Rejected($"HTTP {(int)response.StatusCode}"),
        };
    }

    private static TimeSpan Pause(RetryConditionHeaderValue? asked, DateTimeOffset now)
    {
        var pause = asked?.Delta ?? (asked?.Date - now) ?? TimeSpan.Zero;
        return pause < TimeSpan.Zero ? TimeSpan.Zero : pause > LongestPause ? LongestPause : pause;
    }
}
