using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Recall.App.Ingestion.Connectors.Deliveries;
using Recall.Core.Customers;

namespace Recall.App.Tests.Ingestion.Connectors;

/// <summary>Who somebody is and what they agreed to, as platforms tell it apart from their orders.</summary>
public class CustomerMappingTests
{
    [Fact]
    public async Task BigCommerce_customers_and_subscribers_are_asked_for_and_a_newsletter_that_is_left_is_a_refusal()
    {
        var (consents, modified, email) = ("\"marketing_newsletter\", \"abandoned_cart\"", "2026-01-06T02:00:06Z", "mei@example.com");
        await using var api = await FakeApi.StartAsync(app =>
        {
            app.MapGet("/stores/abc/v3/customers", (HttpContext http) => Results.Text(
                http.Request.Query["id:in"] == "11" || http.Request.Query["email:in"] == "mei@example.com" ? "{\"data\":[" + Samples.BigCustomer() + "]}" : """{"data":[]}""", "application/json"));
            app.MapGet("/stores/abc/v3/customers/subscribers", (HttpContext http) => Results.Text(
                http.Request.Query["id"] == "5" ? "{\"data\":[" + Samples.BigSubscriber(consents, modified, email) + "]}" : """{"data":[]}""", "application/json"));
        });
        await using var shop = await PlatformShop.StartAsync(s => s.Name == "big" ? s with { Api = new(new(api.Url, "/stores/abc"), "token-of-the-api", null) } : s);
        await shop.TakeAsync(
            Signed.BigCommerce(Samples.BigHook(11, "store/customer/created"), "msg_1", shop.Now), Signed.BigCommerce(Samples.BigHook(5, "store/subscriber/created"), "msg_2", shop.Now),
            Signed.BigCommerce(Samples.BigHook(12, "store/customer/updated"), "msg_3", shop.Now));
        var profile = await shop.ProfileAsync("big:11");
        (profile.Person.Email, profile.Person.Name, profile.Person.Phone, profile.Consents["email"].Granted).ShouldBe(("mei@example.com", "Mei Li", "+8613800138000", true));
        (await shop.DeliveryAsync("big", "msg_3")).State.ShouldBe(DeliveryState.Ignored);

        (consents, modified) = ("\"abandoned_cart\"", "2026-01-08T02:00:06Z");
        await shop.TakeAsync(Signed.BigCommerce(Samples.BigHook(5, "store/subscriber/updated"), "msg_4", shop.Now));
        (await shop.ProfileAsync("big:11")).Consents["email"].Granted.ShouldBeFalse();

        // Somebody who is no customer is known by the address.
        (consents, email) = ("\"marketing_newsletter\"", "tom@example.com");
        await shop.TakeAsync(Signed.BigCommerce(Samples.BigHook(5, "store/subscriber/created"), "msg_5", shop.Now));
        (await shop.ProfileAsync("big:" + ContactKey.OfEmail("tom@example.com"))).Consents["email"].Granted.ShouldBeTrue();

        await shop.TakeAsync(Signed.BigCommerce(Samples.BigHook(5, "store/subscriber/deleted"), "msg_6", shop.Now));
        (await shop.LettersAsync()).Single().Reason.ShouldContain("does not say who it was");
        await shop.TakeAsync(Signed.BigCommerce(Samples.BigHook(11, "store/customer/deleted"), "msg_7", shop.Now));
        (await shop.FindAsync("big:11")).ShouldBeNull();
    }

    /// <summary>Merchants who unsubscribe somebody by hand leave no time; a yes is none without it.</summary>
    [Fact]
    public async Task A_refusal_without_a_time_is_of_when_it_was_told()
    {
        await using var shop = await PlatformShop.StartAsync();
        await shop.TakeAsync(
            Signed.Shopify("customers_email_marketing_consent/update", Samples.ShopifyEmailConsent(), "c-1"),
            Signed.Shopify("customers_email_marketing_consent/update", Samples.ShopifyEmailConsent(state: "unsubscribed").Replace("\"2026-01-10T10:00:00Z\"", "null", StringComparison.Ordinal), "c-2"),
            Signed.Shopify("customers_email_marketing_consent/update", Samples.ShopifyEmailConsent().Replace("\"2026-01-10T10:00:00Z\"", "null", StringComparison.Ordinal), "c-3"));
        var consent = (await shop.ProfileAsync("shopify:7012345")).Consents["email"];
        (consent.Granted, consent.At).ShouldBe((false, shop.Now));
        (await shop.DeliveryAsync("shopify", "c-3")).State.ShouldBe(DeliveryState.Ignored);
    }

    [Fact]
    public async Task Adobe_Commerce_customers_and_subscribers_are_known_their_word_counts_and_who_is_deleted_is_forgotten()
    {
        await using var shop = await PlatformShop.StartAsync();
        await shop.TakeAsync(Signed.Adobe(Samples.AdobeCustomer()), Signed.Adobe(Samples.AdobeSubscriber()), Signed.Adobe(Samples.AdobeSubscriber(4, "2026-01-07 02:00:06")));
        var profile = await shop.ProfileAsync("adobe:4");
        (profile.Person.Email, profile.Person.Name, profile.Consents["email"].Granted).ShouldBe(("mei@example.com", "Mei Li", true));

        await shop.TakeAsync(Signed.Adobe(Samples.AdobeSubscriber(3, "2026-01-08 02:00:06")), Signed.Adobe(Samples.AdobeSubscriber(1, "2026-01-08 02:00:07", "0")));
        (await shop.ProfileAsync("adobe:4")).Consents["email"].Granted.ShouldBeFalse();
        (await shop.ProfileAsync("adobe:" + ContactKey.OfEmail("mei@example.com"))).Consents["email"].Granted.ShouldBeTrue();

        // An address has an id and an e-mail address too, and is nobody.
        await shop.TakeAsync(Signed.Adobe("""{"eventName":"observer.sales_order_address_save_after","data":{"data_object":{"entity_id":"77","parent_id":"31","email":"mei@example.com","street":"1"}}}"""));
        (await shop.FindAsync("adobe:77")).ShouldBeNull();
        await shop.TakeAsync(Signed.Adobe(Samples.AdobeCustomer(name: "observer.customer_delete_commit_after")));
        (await shop.FindAsync("adobe:4")).ShouldBeNull();
    }

    [Theory]
    [InlineData("""[{"telephone":"1","country_id":"ES"},{"telephone":"06 12 34 56 78","country_id":"FR","default_billing":true}]""", "+33612345678")]
    [InlineData("""[{"telephone":"06 12 34 56 78","country_id":"FR"},{"telephone":"1","country_id":"ES"}]""", "+33612345678")]
    [InlineData("""[{"telephone":"06 12 34 56 78"}]""", "+49612345678")]
    [InlineData("[]", null)]
    public async Task Adobe_Commerce_customers_have_the_number_of_their_billing_address(string addresses, string? phone)
    {
        await using var shop = await PlatformShop.StartAsync(PlatformShop.Settings() with { Country = "DE" });
        await shop.TakeAsync(Signed.Adobe(Samples.AdobeCustomer().Replace("\"is_active\"", $"\"addresses\": {addresses}, \"is_active\"", StringComparison.Ordinal)));
        (await shop.ProfileAsync("adobe:4")).Person.Phone.ShouldBe(phone);
    }

    [Fact]
    public async Task Youzan_s_numbers_are_of_China_wherever_the_shop_is()
    {
        await using var shop = await PlatformShop.StartAsync(PlatformShop.Settings() with { Country = "DE" });
        await shop.TakeAsync(Signed.Youzan(Samples.Youzan("trade_TradePaid", Samples.YouzanTrade().Replace("13800138000", "010-6552 9988", StringComparison.Ordinal), "m-1")));
        (await shop.ProfileAsync("youzan:zF8mQ2")).Person.Phone.ShouldBe("+861065529988");
    }

    [Fact]
    public async Task Youzan_hides_who_bought_and_what_it_hides_is_no_name_and_no_phone()
    {
        await using var shop = await PlatformShop.StartAsync();
        var hidden = Samples.YouzanTrade().Replace("13800138000", "$eTS8t8hAECdXKgNtV6DIfw==$1$", StringComparison.Ordinal).Replace("小美", "$v4+NgTioK/l9tFiZ0m8Eow==$1$", StringComparison.Ordinal);
        await shop.TakeAsync(Signed.Youzan(Samples.Youzan("trade_TradePaid", hidden, "m-1")));
        var person = (await shop.ProfileAsync("youzan:zF8mQ2")).Person;
        (person.Name, person.Phone).ShouldBe((null, null));
    }
}
