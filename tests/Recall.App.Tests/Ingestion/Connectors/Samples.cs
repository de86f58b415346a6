using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Recall.App.Tests.Ingestion.Connectors;

/// <summary>Bodies of the shape that the platforms document, with the fields that shops meet.</summary>
public static class Samples
{
    private const string TwoLines = """
        {"id": 1, "product_id": 632910392, "variant_id": 808950810, "sku": "T1", "title": "Green tea", "quantity": 2, "price": "29.95", "total_discount": "0.00", "gift_card": false},
        {"id": 2, "product_id": null, "sku": "", "title": "Tip", "quantity": 1, "price": "5.00"}
        """;

    public static string ShopifyOrder(
        long id = 450789469, string name = "#1001", long? customer = 7012345, string email = "mei@example.com", string created = "2026-01-05T10:00:00+08:00",
        string updated = "2026-01-05T10:00:05+08:00", string status = "paid", string total = "59.90", string? cancelled = null, string refunds = "[]", bool? marketing = null, string? lines = null) => $$"""
        {
          "id": {{id}}, "admin_graphql_api_id": "gid://shopify/Order/{{id}}", "name": "{{name}}", "order_number": 1001, "email": "{{email}}", "contact_email": "{{email}}",
          "created_at": "{{created}}", "processed_at": "{{created}}", "updated_at": "{{updated}}", "cancelled_at": {{Text(cancelled)}}, "cancel_reason": null,
          "financial_status": "{{status}}", "fulfillment_status": null, "currency": "USD", "presentment_currency": "USD", "total_price": "{{total}}", "current_total_price": "{{total}}",
          "total_discounts": "5.00", "discount_codes": [{"code": "TEA5", "amount": "5.00", "type": "fixed_amount"}], "test": false, "customer_locale": "zh-CN", "phone": null,
          {{(marketing is { } yes ? $"\"buyer_accepts_marketing\": {(yes ? "true" : "false")}," : "")}}
          "customer": {{(customer is null ? "null" : $$"""{"id": {{customer}}, "email": "{{email}}", "first_name": "Mei", "last_name": "Li", "phone": "+8613800138000", "verified_email": true, "state": "enabled"}""")}},
          "billing_address": {"first_name": "Mei", "last_name": "Li", "phone": null},
          "line_items": [{{lines ?? TwoLines}}],
          "refunds": {{refunds}}
        }
        """;

    public static string ShopifyRefund(long id = 509562969, long order = 450789469, string amount = "20.00", string at = "2026-01-09T09:00:00+08:00") => $$"""
        {
          "id": {{id}}, "order_id": {{order}}, "created_at": "{{at}}", "processed_at": "{{at}}", "note": "broken", "user_id": 548380009,
          "refund_line_items": [{"id": 1, "quantity": 1, "line_item_id": 1, "subtotal": "{{amount}}", "total_tax": "0.00"}],
          "transactions": [{"id": 179259969, "order_id": {{order}}, "kind": "refund", "status": "success", "amount": "{{amount}}", "currency": "USD", "gateway": "bogus"}]
        }
        """;

    public static string ShopifyCustomer(long id = 7012345, string email = "mei@example.com", string updated = "2026-01-06T10:00:00Z") => $$"""
        {"id": {{id}}, "email": "{{email}}", "created_at": "2026-01-01T10:00:00Z", "updated_at": "{{updated}}", "first_name": "Mei", "last_name": "Li", "verified_email": true,
         "phone": null, "state": "enabled", "tax_exempt": false, "currency": "USD", "addresses": [], "default_address": {"phone": "+8613800138000", "country_code": "CN"} }
        """;

    public static string ShopifyEmailConsent(long id = 7012345, string state = "subscribed", string at = "2026-01-10T10:00:00Z") => $$$"""
        {"customer_id": {{{id}}}, "email_address": "mei@example.com", "email_marketing_consent": {"state": "{{{state}}}", "opt_in_level": "single_opt_in", "consent_updated_at": "{{{at}}}"}}
        """;

    public static string ShopifyRedact(long id = 7012345) => $$"""
        {"shop_id": 954889, "shop_domain": "tea.myshopify.com", "customer": {"id": {{id}}, "email": "mei@example.com", "phone": "+8613800138000"}, "orders_to_redact": [450789469]}
        """;

    public static string WooOrder(
        int id = 727, int customer = 25, string email = "mei@example.com", string status = "processing", string created = "2026-01-05T02:00:00", string modified = "2026-01-05T02:00:05",
        string total = "59.90", string refunds = "[]") => $$"""
        {
          "id": {{id}}, "parent_id": 0, "number": "{{id}}", "order_key": "wc_order_58d2d042d1d", "created_via": "checkout", "version": "9.4.0", "status": "{{status}}", "currency": "USD",
          "date_created": "{{created}}", "date_created_gmt": "{{created}}", "date_modified": "{{modified}}", "date_modified_gmt": "{{modified}}", "discount_total": "5.00",
          "discount_tax": "0.00", "shipping_total": "0.00", "total": "{{total}}", "total_tax": "0.00", "prices_include_tax": true, "customer_id": {{customer}},
          "billing": {"first_name": "Mei", "last_name": "Li", "email": "{{email}}", "phone": "(555) 555-5555", "country": "US"},
          "payment_method": "bacs", "date_paid_gmt": "{{created}}", "line_items": [
            {"id": 315, "name": "Green tea", "product_id": 93, "variation_id": 0, "quantity": 2, "subtotal": "64.90", "total": "59.90", "sku": "T1", "price": 29.95}],
          "coupon_lines": [{"id": 1, "code": "tea5", "discount": "5.00"}], "refunds": {{refunds}}, "meta_data": []
        }
        """;

    public static string BigOrder(int id = 250, int customer = 11, int status = 10, string modified = "Mon, 05 Jan 2026 02:00:05 +0000", string refunded = "0.0000") => $$"""
        {"id": {{id}}, "customer_id": {{customer}}, "date_created": "Mon, 05 Jan 2026 02:00:00 +0000", "date_modified": "{{modified}}", "status_id": {{status}}, "status": "Completed",
         "total_inc_tax": "59.9000", "total_ex_tax": "59.9000", "items_total": 2, "currency_code": "USD", "default_currency_code": "USD", "discount_amount": "0.0000", "coupon_discount": "5.0000",
         "refunded_amount": "{{refunded}}", "is_deleted": false, "customer_locale": "en",
         "billing_address": {"first_name": "Mei", "last_name": "Li", "email": "mei@example.com", "phone": "+8613800138000", "country_iso2": "CN"} }
        """;

    public static string BigProducts => """[{"id": 9, "order_id": 250, "product_id": 77, "sku": "T1", "name": "Green tea", "quantity": 2, "base_price": "29.9500", "price_inc_tax": "29.9500"}]""";

    public static string BigHook(int order = 250, string scope = "store/order/updated") => $$$"""
        {"scope": "{{{scope}}}", "store_id": "1025646", "data": {"type": "{{{scope.Split('/')[1]}}}", "id": {{{order}}}}, "hash": "dc9f5f8eaa5a1f6f5d0b9a3ab1f1a1e1d9b6a8b3", "created_at": 1767578400, "producer": "stores/abc"}
        """;

    public static string BigCustomer(string modified = "2026-01-06T02:00:05Z", string email = "mei@example.com") => $$"""
        {"id": 11, "first_name": "Mei", "last_name": "Li", "email": "{{email}}", "phone": "+8613800138000", "company": "", "customer_group_id": 0, "notes": "", "date_created": "2026-01-05T02:00:00Z",
         "date_modified": "{{modified}}", "accepts_product_review_abandoned_cart_emails": true, "address_count": 0, "channel_ids": [1]}
        """;

    public static string BigSubscriber(string consents, string modified = "2026-01-06T02:00:06Z", string email = "mei@example.com") => $$"""
        {"id": 5, "email": "{{email}}", "first_name": "Mei", "last_name": "Li", "source": "storefront", "order_id": null, "channel_id": 1, "consents": [{{consents}}],
         "date_created": "2026-01-05T02:00:00Z", "date_modified": "{{modified}}"}
        """;

    public static string AdobeCustomer(string updated = "2026-01-06 02:00:05", string name = "observer.customer_save_commit_after") => $$$"""
        {"eventName": "{{{name}}}", "data": {"data_object": {"entity_id": "4", "website_id": "1", "group_id": "1", "store_id": "1", "email": "mei@example.com", "firstname": "Mei", "lastname": "Li",
          "created_at": "2026-01-05 02:00:00", "updated_at": "{{{updated}}}", "is_active": "1"} } }
        """;

    public static string AdobeSubscriber(int status = 1, string at = "2026-01-06 02:00:06", string customer = "4") => $$$"""
        {"eventName": "observer.newsletter_subscriber_save_commit_after", "data": {"data_object": {"subscriber_id": "9", "store_id": "1", "change_status_at": "{{{at}}}", "customer_id": "{{{customer}}}",
          "subscriber_email": "mei@example.com", "subscriber_status": "{{{status}}}", "subscriber_confirm_code": "x"} } }
        """;

    public static string AdobeOrder(string state = "processing", string updated = "2026-01-05 02:00:05", string refunded = "0") => $$$"""
        {"eventType": "observer.sales_order_save_after", "order": {
          "entity_id": "31", "increment_id": "000000031", "state": "{{{state}}}", "status": "{{{state}}}", "customer_id": "4", "customer_is_guest": "0", "customer_email": "mei@example.com",
          "customer_firstname": "Mei", "customer_lastname": "Li", "grand_total": "59.9000", "base_grand_total": "59.9000", "order_currency_code": "USD", "base_currency_code": "USD",
          "discount_amount": "-5.0000", "base_discount_amount": "-5.0000", "coupon_code": "TEA5", "created_at": "2026-01-05 02:00:00", "updated_at": "{{{updated}}}",
          "total_refunded": "{{{refunded}}}", "base_total_refunded": "{{{refunded}}}", "items": [{"item_id": "1", "sku": "T1", "product_id": "7", "qty_ordered": "2.0000", "price": "29.9500", "base_price": "29.9500"}]}}
        """;

    public static string Youzan(string type, string message, string id = "7b8c6f1d-msg") => new JsonObject
    {
        ["client_id"] = Signed.YouzanClient, ["id"] = "E20260105100000012345678", ["kdt_id"] = 110, ["kdt_name"] = "茶铺", ["mode"] = 1, ["msg_id"] = id, ["sendCount"] = 1,
        ["status"] = "TRADE_PAID", ["test"] = false, ["type"] = type, ["version"] = 1767578400, ["msg"] = WebUtility.UrlEncode(message),
    }.ToJsonString();

    public static string YouzanTrade(string status = "TRADE_PAID", string updated = "2026-01-05 10:00:05") => $$$"""
        {"full_order_info": {
          "order_info": {"tid": "E20260105100000012345678", "status": "{{{status}}}", "status_str": "已支付", "created": "2026-01-05 10:00:00", "pay_time": "2026-01-05 10:00:04", "update_time": "{{{updated}}}", "type": 0},
          "pay_info": {"payment": "59.90", "total_fee": "64.90", "post_fee": "0.00"},
          "buyer_info": {"buyer_id": 0, "yz_open_id": "zF8mQ2", "buyer_phone": "13800138000", "fans_nickname": "小美"},
          "address_info": {"receiver_tel": "138****8000"},
          "orders": [{"oid": "1", "item_id": 446, "outer_item_id": "T1", "title": "绿茶", "num": 2, "price": "29.95", "payment": "59.90"}]}}
        """;

    public static string StripeEvent(string type, string thing, string id = "evt_1", long created = 1767578405) => $$$"""
        {"id": "{{{id}}}", "object": "event", "api_version": "2025-09-30.clover", "created": {{{created}}}, "livemode": true, "pending_webhooks": 1, "type": "{{{type}}}", "data": {"object": {{{thing}}}}}
        """;

    public static string StripePayment(string id = "pi_1", string customer = "cus_9", string order = "") => $$"""
        {"id": "{{id}}", "object": "payment_intent", "amount": 5990, "amount_received": 5990, "currency": "usd", "customer": "{{customer}}", "created": 1767578400,
         "receipt_email": "mei@example.com", "metadata": {{{(order.Length == 0 ? "" : $"\"order_id\": \"{order}\"")}}}, "status": "succeeded"}
        """;

    /// <summary>A body with one field set or taken out.</summary>
    public static string With(string body, string field, JsonNode? value)
    {
        var json = JsonNode.Parse(body)!.AsObject();
        json[field] = value;
        return json.ToJsonString();
    }

    public static string At(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    private static string Text(string? text) => text is null ? "null" : JsonSerializer.Serialize(text);
}
