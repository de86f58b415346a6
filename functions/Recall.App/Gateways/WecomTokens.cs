using Recall.App.Ports;
using Recall.Core.Shop;

namespace Recall.App.Gateways;

/// <summary>
/// The token that calls of WeCom carry, asked for once and kept as long as it is good, as WeCom wants
/// (https://developer.work.weixin.qq.com/document/path/91039).
/// </summary>
internal sealed class WecomTokens(HttpClient http, WecomAccount account, TimeProvider clock)
{
    /// <summary>A token is not used to its last moment: a call takes time, and clocks differ.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    private readonly Lock _one = new();
    private string? _token;
    private DateTimeOffset _until;

    /// <summary>The token; or, where there is none now, what that means for a message of which nothing was handed over.</summary>
    public async Task<(string? Token, SendResult? Instead)> GetAsync(CancellationToken cancellationToken)
    {
        var asked = clock.GetUtcNow();
        lock (_one)
        {
            if (_token is not null && asked < _until)
                return (_token, null);
        }

        if (account.Secret.Length == 0)
            return (null, new SendResult.TryLater(WecomCodes.Mistake));
        var query = $"corpid={Uri.EscapeDataString(account.CorpId)}&corpsecret={Uri.EscapeDataString(account.Secret)}";
        WecomAnswer answer;
        try
        {
            using var response = await http.GetAsync(new Uri($"cgi-bin/gettoken?{query}", UriKind.Relative), cancellationToken);
            answer = await WecomAnswer.ReadAsync(response, cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return (null, new SendResult.TryLater(WecomCodes.Pause));
        }

        if (answer is not { Errcode: 0, AccessToken.Length: > 0 })
            return (null, new SendResult.TryLater(WecomCodes.IsBusy(answer.Errcode) ? WecomCodes.Pause : WecomCodes.Mistake));
        lock (_one)
            (_token, _until) = (answer.AccessToken, asked + TimeSpan.FromSeconds(answer.ExpiresIn) - Margin);
        return (answer.AccessToken, null);
    }

    /// <summary>WeCom does not take this one any more.</summary>
    public void Drop(string token)
    {
        lock (_one)
        {
            if (_token == token)
                _token = null;
        }
    }
}
