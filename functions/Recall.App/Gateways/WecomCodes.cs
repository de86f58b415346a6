using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Recall.App.Ports;

namespace Recall.App.Gateways;

/// <summary>What WeCom answers, which is HTTP 200 whatever it says.</summary>
/// <param name="Errcode">0 is done.</param>
/// <param name="Errmsg">For people; may change at any time.</param>
/// <param name="AccessToken">Of a call for one.</param>
/// <param name="ExpiresIn">Seconds that it is good for.</param>
/// <param name="Msgid">Of the task that was made.</param>
/// <param name="FailList">Contacts that the task leaves out.</param>
internal sealed record WecomAnswer(int Errcode, string? Errmsg, string? AccessToken, int ExpiresIn, string? Msgid, IReadOnlyList<string>? FailList)
{
    private static readonly JsonSerializerOptions Names = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Reads it.</summary>
    /// <exception cref="HttpRequestException">It is no answer of WeCom.</exception>
    public static async Task<WecomAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<WecomAnswer>(Names, cancellationToken)
                ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new HttpRequestException("What came is no answer of WeCom.", e);
        }
    }
}

/// <summary>What the codes of WeCom mean for a message (https://developer.work.weixin.qq.com/document/path/90455).</summary>
internal static class WecomCodes
{
    /// <summary>Where WeCom is busy or a limit is reached: it does not say for how long.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    /// <summary>Until somebody may have mended the settings: nothing was taken, so the message waits.</summary>
    public static readonly TimeSpan Mistake = TimeSpan.FromMinutes(15);

    /// <summary>The token is not good, or not any more.</summary>
    public static bool IsOldToken(int code) => code is 40014 or 42001;

    /// <summary>Busy (-1, 6000), or too many calls (45009 in a time, 45033 at once).</summary>
    public static bool IsBusy(int code) => code is -1 or 6000 or 45009 or 45033;

    /// <summary>
    /// For the one contact. Of the rest the shop is to blame and not the message: the secret (40001), the company (40013), the right to the call
    /// (48002), the members in sight (60011), the machine's address (60020). What is refused otherwise is so for good: no contact (40031, 40096, 84061), a
    /// text that is too long.
    /// </summary>
    public static SendResult ResultOf(WecomAnswer answer, string contact) => answer.Errcode switch
    {
        0 when answer.FailList?.Contains(contact, StringComparer.Ordinal) == true => new SendResult.Rejected("WeCom fail_list"),
        0 => new SendResult.Accepted(answer.Msgid ?? ""),
        var code when IsBusy(code) || IsOldToken(code) => new SendResult.TryLater(Pause),
        40001 or 40013 or 48002 or 60011 or 60020 => new SendResult.TryLater(Mistake),
        var code => new SendResult.Rejected(string.Create(CultureInfo.InvariantCulture, $"WeCom {code}")),
    };
}
