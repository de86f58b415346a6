using System.Globalization;
using System.Text;
using Recall.App.Ingestion.Connectors.Mapping;
using Recall.Core.Shop;

namespace Recall.App.Ingestion.Connectors.Api;

/// <summary>Orders of a page, oldest change first.</summary>
/// <param name="Topic">How the connector reads them.</param>
/// <param name="Orders">Each as the connector takes it.</param>
/// <param name="Next">Where to go on; null at the end.</param>
/// <param name="Newest">When the last of them changed, UTC; null where there is none.</param>
/// <param name="Pause">How long to wait before the next page.</param>
internal sealed record OrderPage(string Topic, IReadOnlyList<ReadOnlyMemory<byte>> Orders, OrderCursor? Next, DateTimeOffset? Newest, TimeSpan Pause);

/// <summary>A place in the orders of a platform.</summary>
/// <param name="Since">Orders that changed at or after this, UTC.</param>
/// <param name="Page">The n-th page of those, from 1.</param>
/// <param name="Address">The next page's address where the platform gives one; it is good for a while only.</param>
public sealed record OrderCursor(DateTimeOffset Since, int Page = 1, Uri? Address = null)
{
    /// <summary>Set while the pages of one second are read once more from the last to the first: where to go on behind them, <see cref="Since"/> where that is the end.</summary>
    public DateTimeOffset? Then { get; init; }

    /// <summary>Where the walk began that is here now, UTC; null before its first page.</summary>
    public DateTimeOffset? Begun { get; init; }
}

/// <summary>Reads the orders of a platform in the order they changed in, so that the time of the last one is how far one has come.</summary>
internal abstract class OrderApi(PlatformHttp http)
{
    protected PlatformHttp Http => http;

    /// <summary>The API of a platform, or null where it has none that is read.</summary>
    public static OrderApi? Of(string platform, PlatformHttp http) => platform switch
    {
        "shopify" => new ShopifyApi(http),
        "woocommerce" => new WooCommerceApi(http),
        "bigcommerce" => new BigCommerceApi(http),
        _ => null,
    };

    /// <summary>One page.</summary>
    /// <exception cref="ApiBusyException">The platform did not answer, however patiently it was asked.</exception>
    /// <exception cref="ApiRefusedException">It answered that it never will.</exception>
    public abstract Task<OrderPage> PageAsync(ConnectorApi api, OrderCursor cursor, CancellationToken cancellationToken);

    protected static Uri Address(ConnectorApi api, string path, params (string Name, string Value)[] query) => new(
        api.Url.AbsoluteUri.TrimEnd('/') + path + "?" + string.Join('&', query.Select(q => $"{q.Name}={Uri.EscapeDataString(q.Value)}")));

    /// <summary>
    /// When the last of the orders changed, UTC; null where there is none. One whose time cannot be read is a dead letter when it is mapped, and costs no
    /// other: of a page of such alone the next one begins where it did.
    /// </summary>
    protected static DateTimeOffset? Newest(OrderCursor cursor, IReadOnlyList<Json> orders, Func<Json, DateTimeOffset?> changed) =>
        orders.Count == 0 ? null : orders.Reverse().Select(o => Read(() => changed(o))).FirstOrDefault(at => at is not null) ?? cursor.Since;

    /// <summary>What an answer says; nothing where it cannot be understood.</summary>
    protected static T? Read<T>(Func<T?> read)
    {
        try
        {
            return read();
        }
        catch (CannotMapException)
        {
            return default;
        }
    }

    protected static string Instant(DateTimeOffset at, string end) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture) + end;

    /// <summary>
    /// Where to go on with pages that are counted: an order that changes meanwhile leaves its page, and the one behind it would be passed over. So each
    /// page is the first of those that changed since the last one's end. Where a page is of one second alone the next one must be counted; those pages are
    /// read a second time from the last to the first then, since what leaves a page only moves others to pages that are still to be read.
    /// </summary>
    protected static OrderCursor? Next(OrderCursor cursor, int count, int size, DateTimeOffset? newest)
    {
        if (cursor.Then is { } then)
            return cursor.Page > 1 ? cursor with { Page = cursor.Page - 1 } : then > cursor.Since ? new(then) : null;
        if (count == size && newest <= cursor.Since)
            return cursor with { Page = cursor.Page + 1 };
        var further = count == size ? newest : null;
        return cursor.Page > 1 ? cursor with { Page = cursor.Page - 1, Then = further ?? cursor.Since } : further is { } at ? new(at) : null;
    }
}

/// <summary>WooCommerce's orders (developer.woocommerce.com/docs/apis/rest-api/orders), which are the JSON of its webhooks too.</summary>
internal sealed class WooCommerceApi(PlatformHttp http) : OrderApi(http)
{
    private const int Size = 100;

    public override async Task<OrderPage> PageAsync(ConnectorApi api, OrderCursor cursor, CancellationToken cancellationToken)
    {
        // 'modified_after' leaves that very second out.
        var address = Address(
            api, "/wp-json/wc/v3/orders", ("per_page", $"{Size}"), ("page", cursor.Page.ToString(CultureInfo.InvariantCulture)), ("orderby", "modified"), ("order", "asc"),
            ("dates_are_gmt", "true"), ("modified_after", Instant(cursor.Since.AddSeconds(-1), "")));
        var login = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{api.Key}:{api.Secret}"));
        var answer = await Http.AskPatientlyAsync(api, address, new Dictionary<string, string>(StringComparer.Ordinal) { ["Authorization"] = $"Basic {login}" }, cancellationToken);
        var orders = answer.Body.Items.ToList();
        var newest = Newest(cursor, orders, o => o["date_modified_gmt"].Time());
        return new("order.updated", [.. orders.Select(o => o.Bytes)], Next(cursor, orders.Count, Size, newest), newest, answer.Pause);
    }
}

/// <summary>BigCommerce's orders with their products (docs.bigcommerce.com, "Orders V2").</summary>
internal sealed class BigCommerceApi(PlatformHttp http) : OrderApi(http)
{
    private const int Size = 50;
    private const int Products = 250;
    private const int MostProducts = 20 * Products;

    public override async Task<OrderPage> PageAsync(ConnectorApi api, OrderCursor cursor, CancellationToken cancellationToken)
    {
        var address = Address(
            api, "/v2/orders", ("limit", $"{Size}"), ("page", cursor.Page.ToString(CultureInfo.InvariantCulture)), ("sort", "date_modified:asc"),
            ("min_date_modified", Instant(cursor.Since, "Z")));
        var answer = await Http.AskPatientlyAsync(api, address, Login(api), cancellationToken);
        var orders = answer.Body.Items.ToList();
        var bodies = new List<ReadOnlyMemory<byte>>(orders.Count);
        foreach (var order in orders)
        {
            // Without an id there is nothing to ask for, and the order is a dead letter.
            bodies.Add(Body(order, Read(() => order["id"].Text) is { } id ? await ProductsAsync(api, id, patiently: true, cancellationToken) : []));
        }

        var newest = Newest(cursor, orders, o => BigCommerce.BigCommerceOrders.Time(o["date_modified"]));
        return new(BigCommerce.BigCommerceConnector.Order, bodies, Next(cursor, orders.Count, Size, newest), newest, answer.Pause);
    }

    /// <summary>What a call names, asked for once; null where there is none of that id.</summary>
    /// <param name="api">Where.</param>
    /// <param name="what">See <see cref="Mapped.Fetch"/>.</param>
    /// <param name="id">The platform's.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<ReadOnlyMemory<byte>?> FetchAsync(ConnectorApi api, string what, string id, CancellationToken cancellationToken)
    {
        if (what == BigCommerce.BigCommerceConnector.Order)
            return await OrderAsync(api, id, cancellationToken);
        if (what == BigCommerce.BigCommerceConnector.Customer)
        {
            if (await FirstAsync(api, "/v3/customers", "id:in", id, cancellationToken, ("include", "addresses")) is not { } customer)
                return null;
            return Encoding.UTF8.GetBytes($$"""{"customer":{{customer}}}""");
        }

        if (await FirstAsync(api, "/v3/customers/subscribers", "id", id, cancellationToken) is not { } subscriber)
            return null;
        var email = Connector.Root(Encoding.UTF8.GetBytes(subscriber))["email"].Text;
        var owner = email is null ? null : await FirstAsync(api, "/v3/customers", "email:in", email, cancellationToken);
        return Encoding.UTF8.GetBytes($$"""{"subscriber":{{subscriber}},"customer":{{owner ?? "null"}}}""");
    }

    /// <summary>The first of a list of the API's third version, as JSON; null where it is empty.</summary>
    private async Task<string?> FirstAsync(
        ConnectorApi api, string path, string filter, string value, CancellationToken cancellationToken, params (string Name, string Value)[] also)
    {
        var answer = await Http.AskAsync(api, Address(api, path, [(filter, value), ("limit", "1"), .. also]), Login(api), cancellationToken);
        return answer.Body["data"].Items.Select(Text).FirstOrDefault();
    }

    private async Task<ReadOnlyMemory<byte>?> OrderAsync(ConnectorApi api, string id, CancellationToken cancellationToken)
    {
        try
        {
            var order = await Http.AskAsync(api, new(api.Url.AbsoluteUri.TrimEnd('/') + $"/v2/orders/{Uri.EscapeDataString(id)}"), Login(api), cancellationToken);
            if (!order.Body.IsObject)
                return null;
            return Body(order.Body, await ProductsAsync(api, id, patiently: false, cancellationToken));
        }
        catch (ApiRefusedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    /// <summary>What was bought, page by page; nothing of an order that was removed meanwhile, which is then one without lines.</summary>
    private async Task<IReadOnlyList<Json>> ProductsAsync(ConnectorApi api, string id, bool patiently, CancellationToken cancellationToken)
    {
        var products = new List<Json>();
        for (var page = 1; ; page++)
        {
            var address = Address(
                api, $"/v2/orders/{Uri.EscapeDataString(id)}/products", ("limit", $"{Products}"), ("page", page.ToString(CultureInfo.InvariantCulture)));
            try
            {
                var answer = patiently
                    ? await Http.AskPatientlyAsync(api, address, Login(api), cancellationToken)
                    : await Http.AskAsync(api, address, Login(api), cancellationToken);
                var count = products.Count;
                products.AddRange(answer.Body.Items);
                if (products.Count - count < Products || products.Count >= MostProducts)
                    return products;
            }
            catch (ApiRefusedException e) when (e.Status == 404)
            {
                return products;
            }
        }
    }

    private static Dictionary<string, string> Login(ConnectorApi api) => new(StringComparer.Ordinal) { ["X-Auth-Token"] = api.Key };

    private static ReadOnlyMemory<byte> Body(Json order, IReadOnlyList<Json> products) =>
        Encoding.UTF8.GetBytes($$"""{"order":{{Text(order)}},"products":[{{string.Join(',', products.Select(Text))}}]}""");

    private static string Text(Json json) => Encoding.UTF8.GetString(json.Bytes.Span);
}
