using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Recall.App.Ingestion.Connectors.Deliveries;
using Recall.App.Ingestion.DeadLetters;

namespace Recall.App.Tests.Ingestion.Connectors;

/// <summary>BigCommerce's calls hold an id; its API has the rest, and may be busy.</summary>
public class BigCommerceTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task BigCommerce_names_the_order_and_the_API_tells_it()
    {
        await using var api = await FakeApi.StartAsync(app =>
        {
            var calls = 0;
            app.MapGet("/stores/abc/v2/orders/250", (HttpContext http) =>
            {
                http.Request.Headers["X-Auth-Token"].ToString().ShouldBe("token-of-the-api");
                return ++calls == 1 ? Results.StatusCode(429) : Results.Text(Samples.BigOrder(status: 14, refunded: "9.9000"), "application/json");
            });
            app.MapGet("/stores/abc/v2/orders/250/products", () => Results.Text(Samples.BigProducts, "application/json"));
            app.MapGet("/stores/abc/v2/orders/404", () => Results.NotFound());
        });
        await using var shop = await PlatformShop.StartAsync(s => s.Name == "big" ? s with { Api = new(new(api.Url, "/stores/abc"), "token-of-the-api", null) } : s);
        await shop.TakeAsync(Signed.BigCommerce(Samples.BigHook(), "msg_1", shop.Now), Signed.BigCommerce(Samples.BigHook(404), "msg_2", shop.Now));

        // Asked too often: the delivery comes back by itself.
        (await shop.FindAsync("big:11")).ShouldBeNull();
        (await shop.DeliveryAsync("big", "msg_2")).State.ShouldBe(DeliveryState.Ignored);
        shop.Shop.Clock.Now += TimeSpan.FromMinutes(1);
        await shop.DrainAsync();
        var profile = await shop.ProfileAsync("big:11");
        (profile.Purchases.Orders, profile.Purchases.Spent, profile.Refunds.Amount, profile.Person.Email).ShouldBe((1, 59.9m, 9.9m, "mei@example.com"));
    }

    [Fact]
    public async Task BigCommerce_without_an_API_is_a_dead_letter_that_says_so_and_is_mended_by_settings()
    {
        await using var shop = await PlatformShop.StartAsync();
        await shop.TakeAsync(Signed.BigCommerce(Samples.BigHook(), "msg_1", shop.Now));
        (await shop.LettersAsync()).Single().Reason.ShouldContain("set up 'api:'");
    }

    [Fact]
    public async Task A_letter_that_is_retried_while_the_platform_is_busy_stays()
    {
        var status = 401;
        await using var api = await FakeApi.StartAsync(app => app.MapGet("/{**path}", (HttpContext http) =>
            status != 200 ? Results.Text("{}", "application/json", null, status)
            : Results.Text(http.Request.Path.Value!.EndsWith("products", StringComparison.Ordinal) ? Samples.BigProducts : Samples.BigOrder(), "application/json")));
        await using var shop = await PlatformShop.StartAsync(s => s.Name == "big" ? s with { Api = new(new(api.Url, "/stores/abc"), "k", "s") } : s);
        await shop.TakeAsync(Signed.BigCommerce(Samples.BigHook(), "msg_1", shop.Now));

        status = 429;
        (await RetryAsync(shop)).Refused.ShouldHaveSingleItem().Reason.ShouldStartWith("The order cannot be read now, try again later");
        status = 200;
        (await RetryAsync(shop)).Mended.ShouldBe(1);

        (await shop.ProfileAsync("big:11")).Purchases.Orders.ShouldBe(1);
        (await shop.DeliveryAsync("big", "msg_1")).State.ShouldBe(DeliveryState.Done);
    }

    [Fact]
    public async Task An_order_of_more_lines_than_a_page_holds_has_them_all_and_one_whose_lines_are_gone_has_none()
    {
        await using var api = await FakeApi.StartAsync(app =>
        {
            app.MapGet("/stores/abc/v2/orders/{id}", (int id) => Results.Text(Samples.BigOrder(id, id), "application/json"));
            app.MapGet("/stores/abc/v2/orders/251/products", () => Results.NotFound());
            app.MapGet("/stores/abc/v2/orders/250/products", (HttpContext http) =>
            {
                var (limit, page) = (int.Parse(http.Request.Query["limit"]!, CultureInfo.InvariantCulture), int.Parse(http.Request.Query["page"].FirstOrDefault() ?? "1", CultureInfo.InvariantCulture));
                var lines = Enumerable.Range(0, 510).Skip((page - 1) * limit).Take(limit).ToList();
                return lines.Count == 0 ? Results.NoContent()
                    : Results.Text($"[{string.Join(',', lines.Select(i => $$"""{"product_id":{{i + 1}},"quantity":1,"price_inc_tax":"1"}"""))}]", "application/json");
            });
        });
        await using var shop = await StartAsync(api);
        await shop.TakeAsync(Signed.BigCommerce(Samples.BigHook(), "msg_1", shop.Now), Signed.BigCommerce(Samples.BigHook(251), "msg_2", shop.Now));
        (await shop.ProfileAsync("big:250")).Purchases.Items.ShouldBe(510);
        var gone = (await shop.ProfileAsync("big:251")).Purchases;
        (gone.Orders, gone.Items).ShouldBe((1, 0));
    }

    /// <summary>Of a customer whose number has no country code the address says which country it is of.</summary>
    [Theory]
    [InlineData("""[{"phone":"06 12 34 56 78","country_code":"FR"},{"phone":"1","country_code":"ES"}]""", "+33612345678")]
    [InlineData("""[{"phone":"","country_code":"FR"}]""", "+33612345678")]
    [InlineData("""[{"phone":"1","country_code":"FR"},{"phone":"2","country_code":"ES"}]""", "+49612345678")]
    [InlineData("[]", "+49612345678")]
    public async Task A_number_is_of_the_country_of_the_address(string addresses, string phone)
    {
        await using var api = await FakeApi.StartAsync(app => app.MapGet("/stores/abc/v3/customers", (HttpContext http) => Results.Text(
            http.Request.Query["include"] != "addresses" ? """{"data":[]}"""
                : $$"""{"data":[{"id":11,"email":"mei@example.com","phone":"06 12 34 56 78","date_modified":"2026-01-06T02:00:05Z","addresses":{{addresses}}}]}""", "application/json")));
        await using var shop = await PlatformShop.StartAsync(
            PlatformShop.Settings(s => s.Name == "big" ? s with { Api = new(new(api.Url, "/stores/abc"), "token-of-the-api", null) } : s) with { Country = "DE" });
        await shop.TakeAsync(Signed.BigCommerce(Samples.BigHook(11, "store/customer/created"), "msg_1", shop.Now));
        (await shop.ProfileAsync("big:11")).Person.Phone.ShouldBe(phone);
    }

    [Fact]
    public async Task What_the_platform_says_of_when_to_come_back_goes_before_our_own_pauses()
    {
        await using var api = await FakeApi.StartAsync(app => app.MapGet("/{**path}", (HttpContext http) =>
        {
            http.Response.Headers["X-Rate-Limit-Time-Reset-Ms"] = "120000";
            return Results.StatusCode(429);
        }));
        await using var shop = await StartAsync(api);
        await shop.TakeAsync(Signed.BigCommerce(Samples.BigHook(), "msg_1", shop.Now));
        foreach (var (seconds, tries) in ((int, int)[])[(0, 1), (110, 1), (20, 2)])
        {
            shop.Shop.Clock.Now += TimeSpan.FromSeconds(seconds);
            await shop.DrainAsync();
            (await shop.DeliveryAsync("big", "msg_1")).Tries.ShouldBe(tries, $"{seconds}");
        }
    }

    /// <summary>A day and a half, with pauses that grow to an hour; meanwhile nobody else takes it up, for it has a message of its own.</summary>
    [Fact]
    public async Task An_order_that_cannot_be_fetched_is_a_dead_letter_after_thirty_attempts()
    {
        await using var api = await FakeApi.StartAsync(app => app.MapGet("/{**path}", () => Results.StatusCode(503)));
        await using var shop = await StartAsync(api);
        await shop.TakeAsync(Signed.BigCommerce(Samples.BigHook(), "msg_1", shop.Now));
        for (var tries = 1; tries <= 30; tries++)
        {
            (await shop.DeliveryAsync("big", "msg_1")).Tries.ShouldBe(tries);
            (await shop.LettersAsync()).ShouldBeEmpty();
            shop.Shop.Clock.Now += TimeSpan.FromMinutes(20);
            (await shop.Get<TendDeliveries>().TakeUpAsync(Cancel)).ShouldBe(0);
            shop.Shop.Clock.Now += TimeSpan.FromMinutes(41);
            await shop.DrainAsync();
        }

        (await shop.LettersAsync()).Single().Reason.ShouldStartWith("The order could not be read in 30 attempts");
        (await shop.DeliveryAsync("big", "msg_1")).State.ShouldBe(DeliveryState.Dead);
    }

    /// <summary>The whole sum is told each time, so that it may be corrected: down, and to nothing.</summary>
    [Theory, InlineData("9.9 0.0", 0), InlineData("0.0 9.9", 9.9), InlineData("9.9 0.0 5.0", 5), InlineData("9.9 12.0 0.0", 0), InlineData("9.9 4.0", 4)]
    public async Task A_sum_given_back_that_is_corrected_counts_as_it_is_in_the_newest_state(string sums, double counts)
    {
        foreach (var order in (int[][])[[0, 1, 2], [2, 1, 0], [1, 0, 2]])
        {
            await using var shop = await PlatformShop.StartAsync();
            var states = sums.Split(' ').Select((sum, i) => Samples.AdobeOrder(updated: $"2026-01-0{6 + i} 02:00:05", refunded: sum)).ToList();
            foreach (var state in order.Where(i => i < states.Count))
                await shop.TakeAsync(Signed.Adobe(states[state]));
            (await shop.ProfileAsync("adobe:4")).Refunds.Amount.ShouldBe((decimal)counts, string.Join(',', order));
        }
    }

    private static Task<PlatformShop> StartAsync(FakeApi api) =>
        PlatformShop.StartAsync(s => s.Name == "big" ? s with { Api = new(new(api.Url, "/stores/abc"), "token-of-the-api", null) } : s);

    private static Task<RetryReport> RetryAsync(PlatformShop shop) => shop.Get<RetryDeadLetters>().HandleAsync(cancellationToken: Cancel);
}
