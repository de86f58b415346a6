using System.Collections.Concurrent;
using Recall.App.Ingestion.Connectors.Mapping;
using Recall.Core.Shop;

namespace Recall.App.Ingestion.Connectors.Api;

/// <summary>
/// Shopify's orders (shopify.dev/docs/api/admin-rest/latest/resources/order): the same JSON as its webhooks, so one mapper reads both. Its pages are
/// linked and stay as they are while one walks through them.
/// </summary>
internal sealed class ShopifyApi(PlatformHttp http) : OrderApi(http)
{
    private const string Version = "2026-07";

    public override async Task<OrderPage> PageAsync(ConnectorApi api, OrderCursor cursor, CancellationToken cancellationToken)
    {
        var address = cursor.Address ?? Address(
            api, $"/admin/api/{Version}/orders.json", ("status", "any"), ("limit", "250"), ("order", "updated_at asc"), ("updated_at_min", Instant(cursor.Since, "Z")));
        var answer = await AskAsync(api, address, cancellationToken);
        var orders = answer.Body["orders"].Items.ToList();
        var newest = Newest(cursor, orders, o => o["updated_at"].Time());
        var next = answer.Next is null ? null : new OrderCursor(newest ?? cursor.Since, 1, answer.Next);
        return new("orders/updated", [.. orders.Select(o => o.Bytes)], next, newest, answer.Pause);
    }

    /// <summary>A token that is refused before its time (the app was installed anew, say) is asked for once more.</summary>
    private async Task<ApiAnswer> AskAsync(ConnectorApi api, Uri address, CancellationToken cancellationToken)
    {
        try
        {
            return await WithAsync(await Http.Tokens.GetAsync(api, cancellationToken));
        }
        catch (ApiRefusedException e) when (e.Status == 401 && Http.Tokens.Drop(api))
        {
            return await WithAsync(await Http.Tokens.GetAsync(api, cancellationToken));
        }

        Task<ApiAnswer> WithAsync(string token) =>
            Http.AskPatientlyAsync(api, address, new Dictionary<string, string>(StringComparer.Ordinal) { ["X-Shopify-Access-Token"] = token }, cancellationToken);
    }
}

/// <summary>
/// Access tokens of Shopify. An app of the shop's own organisation exchanges its client id and secret for one that ends after a day
/// (shopify.dev, "Using the client credentials grant"; RFC 6749, section 4.4); one that was made in the shop's admin before 2026 has a token for good.
/// </summary>
internal sealed class ShopifyTokens(PlatformHttp http, TimeProvider clock)
{
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<ConnectorApi, (string Token, DateTimeOffset Until)> _tokens = new();

    /// <summary>The token to ask with.</summary>
    /// <exception cref="ApiRefusedException">There is none for this id and secret.</exception>
    public async Task<string> GetAsync(ConnectorApi api, CancellationToken cancellationToken)
    {
        if (api.Secret is null)
            return api.Key;
        if (_tokens.TryGetValue(api, out var kept) && clock.GetUtcNow() < kept.Until)
            return kept.Token;
        var form = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = "client_credentials", ["client_id"] = api.Key, ["client_secret"] = api.Secret,
        };
        try
        {
            var answer = await http.AskPatientlyAsync(api, new(api.Url, "/admin/oauth/access_token"), new Dictionary<string, string>(StringComparer.Ordinal), cancellationToken, form);
            var token = answer.Body["access_token"].Text ?? throw new ApiRefusedException(0, "it holds no 'access_token'");
            var life = TimeSpan.FromSeconds((double)Math.Clamp(answer.Body["expires_in"].Number ?? 3600, 0, 86_400));
            _tokens[api] = (token, clock.GetUtcNow() + (life > 2 * Early ? life - Early : life / 2));
            return token;
        }
        catch (Exception e) when (e is ApiRefusedException or CannotMapException)
        {
            throw new ApiRefusedException((e as ApiRefusedException)?.Status ?? 0, $"{api.Url.Host} gave no access token ({e.Message}): 'api.key' must be the app's client id and 'api.secret' its client secret, and the app, of the shop's own organisation, be installed in it. "
                + "For a token that does not end, leave 'api.secret' out.");
        }
    }

    /// <summary>Forgets a token that was refused; false where there is no other to be had.</summary>
    public bool Drop(ConnectorApi api) => api.Secret is not null && _tokens.TryRemove(api, out _);
}
