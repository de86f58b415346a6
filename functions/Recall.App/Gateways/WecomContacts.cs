using System.Globalization;
using System.Text;
using Recall.App.Ports;
using Recall.App.Webhooks;
using Recall.Core.Messaging;
using Recall.Core.Shop;

namespace Recall.App.Gateways;

/// <summary>
/// Messages to customers who are contacts of the shop's staff in WeCom (企业微信): a task for the member of staff who last talked to them,
/// who confirms it in WeCom and so sends it (https://developer.work.weixin.qq.com/document/path/92135). WeCom has no call that writes to a
/// contact without a person, and none of its ids makes a repeat harmless: a task of unknown outcome is never made again.
/// </summary>
/// <param name="http">See <see cref="Line"/>.</param>
/// <param name="account">Of the shop.</param>
/// <param name="clock">For how long a token is good.</param>
public sealed class WecomContacts(HttpClient http, WecomAccount account, TimeProvider clock) : IChannel
{
    private readonly WecomTokens _tokens = new(http, account, clock);

    /// <inheritdoc/>
    public string Name => Channels.Wecom;

    /// <inheritdoc/>
    public TimeSpan RepeatableFor => TimeSpan.Zero;

    /// <summary>To WeCom; lives as long as the process.</summary>
    public static HttpClient Line()
    {
        var line = HttpWebhooks.Line();
        line.BaseAddress = new("https://qyapi.weixin.qq.com/");
        return line;
    }

    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(OutgoingTouch touch, string idempotencyKey, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(touch);
        if (WecomText.Bytes(touch.Text) is > WecomText.MostBytes and var bytes)
            return new SendResult.Rejected(string.Create(CultureInfo.InvariantCulture, $"{bytes:#,0} bytes of text, and WeCom takes {WecomText.MostBytes:#,0}"));
        var renewed = false;
        while (true)
        {
            var (token, instead) = await _tokens.GetAsync(cancellationToken);
            if (token is null)
                return instead!;
            (var answer, instead) = await PostAsync(token, touch, cancellationToken);
            if (answer is null)
                return instead!;
            if (renewed || !WecomCodes.IsOldToken(answer.Errcode))
                return WecomCodes.ResultOf(answer, touch.To);

            // Tokens end before their time where another process has asked for a new one often: once, or two of them would go on for ever.
            _tokens.Drop(token);
            renewed = true;
        }
    }

    /// <summary>What WeCom says; or, where it says nothing, what that means for the message.</summary>
    private async Task<(WecomAnswer? Answer, SendResult? Instead)> PostAsync(string token, OutgoingTouch touch, CancellationToken cancellationToken)
    {
        using var body = new StringContent(new WecomTask("single", [touch.To], new(touch.Text)).Json, Encoding.UTF8, "application/json");
        try
        {
            using var response = await http.PostAsync(
                new Uri($"cgi-bin/externalcontact/add_msg_template?access_token={Uri.EscapeDataString(token)}", UriKind.Relative), body, cancellationToken);
            return (int)response.StatusCode is >= 400 and < 500
                ? (null, new SendResult.TryLater(WecomCodes.Pause))
                : (await WecomAnswer.ReadAsync(response, cancellationToken), null);
        }
        catch (HttpRequestException e) when (HttpWebhooks.IsUnsaid(e))
        {
            return (null, new SendResult.TryLater(WecomCodes.Pause));
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return (null, new SendResult.Unclear(WecomCodes.Pause));
        }
    }
}
