using Recall.App.Ingestion.Connectors.Mapping;
using Recall.Core.Customers;

namespace Recall.App.Ingestion.Connectors.Shopify;

/// <summary>
/// Whether a body is one of the topic that takes something away. Topic and shop stand in headers, which are not signed: without this, anything that was
/// ever signed could be sent again as a call to forget, and what is meant for another shop of the same app would be done here
/// (shopify.dev/docs/apps/build/privacy-law-compliance, developer.shopline.com/docs/webhook).
/// </summary>
internal static class ErasingTopics
{
    /// <summary>A call about this shop.</summary>
    /// <param name="body">Names the shop in <c>{shop}_id</c> and <c>{shop}_domain</c>.</param>
    /// <param name="make">Knows the shop by <c>api.url</c>, where that is set.</param>
    /// <param name="shop">What the fields begin with.</param>
    /// <exception cref="CannotMapException">It names no shop, or another one.</exception>
    public static void OfThisShop(Json body, FactMaker make, string shop = "shop")
    {
        _ = body[$"{shop}_id"].Need;
        var domain = body[$"{shop}_domain"].Need;
        if (make.Source.Api?.Url.Host is { } host && !host.Equals(domain, StringComparison.OrdinalIgnoreCase))
        {
            throw new CannotMapException(
                $"{shop}_domain", $"{shop}_domain is '{Shown.Short(domain)}', and the source's shop is '{host}' by 'api.url': nobody was forgotten. If it is this shop, mend 'api.url' and retry.");
        }
    }

    /// <summary>The shop left: a body of nothing but the shop.</summary>
    public static Mapped.ForgetAll Shop(Json body, FactMaker make, string shop = "shop")
    {
        Without(body, "id", "customer", "created_at");
        OfThisShop(body, make, shop);
        return new();
    }

    /// <summary>The id of a deleted customer, who comes without consents and the time they were created at; an id alone is what deleted orders and products come as.</summary>
    public static string Customer(Json body)
    {
        if (body.IsOnly("id"))
            throw new CannotMapException("", "An id alone may be that of a deleted order: nothing was taken away. If it is a customer's, forget them with 'recall customers forget'.");
        Without(body, "created_at", "customer", "customer_id", "order_id", "line_items", "email_marketing_consent", "sms_marketing_consent", "accepts_marketing");
        if (body["admin_graphql_api_id"].Text is { } global && !global.Contains("/Customer/", StringComparison.Ordinal))
            throw new CannotMapException("admin_graphql_api_id", $"admin_graphql_api_id '{Shown.Short(global)}' is no customer's: nobody was forgotten.");
        return body["id"].Need;
    }

    /// <summary>A body that has none of some fields.</summary>
    /// <exception cref="CannotMapException">It has one, so that it was signed for another topic.</exception>
    public static void Without(Json body, params ReadOnlySpan<string> fields)
    {
        foreach (var field in fields)
        {
            if (body[field].Exists)
                throw new CannotMapException(field, $"A body of this topic has no {field}, so this one was signed for another, and the topic is not signed: nothing was taken away.");
        }
    }
}
