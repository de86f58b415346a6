using Recall.App.Customers;
using Recall.App.Customers.Identity;
using Recall.App.Ingestion;
using Recall.App.Ingestion.Connectors;
using Recall.App.Privacy;
using Recall.App.Tests.Shops;
using Recall.Core.Customers;
using Recall.Core.Shop;
using static Recall.App.Tests.Customers.Identity.People;

namespace Recall.App.Tests.Privacy;

/// <summary>Whoever asks to be forgotten, or what is known about them, is a person: all of their keys are meant.</summary>
public class ForgetPersonTests
{
    private static readonly CustomerEvent[] Facts =
    [
        Reads("woo:7", Mei), Buys("woo:7", "w1", 3), Answers("woo:7", false), Buys("shopify:1", "s1", 2), Reads("shopify:1", Mei, 1), Buys("stripe:c", "c1"),
        new CustomerChanged { Id = "same", Customer = Key("stripe:c"), At = Start, SameAs = Key("woo:7") },
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("shopify:1")] // Names the person.
    [InlineData("woo:7")]
    public async Task One_key_forgets_all_of_them_and_what_linked_them_and_nothing_old_comes_back(string named)
    {
        using var shop = new CornerShop();
        await shop.GiveAsync(Facts);
        (await FindAsync(shop, named))!.Profile.Keys.Count().ShouldBe(3);

        await ForgetAsync(shop, named);

        Left(shop).ShouldBe(["f|shopify:1", "f|stripe:c", "f|woo:7"]);
        (await ForgetAsync(shop, named)).ShouldBe(0);

        // The platforms send everything again: it is as good as known, and says no more who is who.
        (await shop.Get<IngestEvents>().HandleAsync(Facts, Cancel)).Accepted.ShouldBe(0);
        Left(shop).ShouldBe(["f|shopify:1", "f|stripe:c", "f|woo:7"]);

        await shop.PassAsync(TimeSpan.FromDays(1));
        await shop.GiveAsync(Buys("woo:7", "new") with { At = shop.Now });
        (await FindAsync(shop, "woo:7"))!.Profile.Keys.ShouldBe([Key("woo:7")]);
        (await FindAsync(shop, "shopify:1")).ShouldBeNull();
    }

    /// <summary>Whatever an ingest writes next, a forgetting comes just before it: no link of the forgotten customer is left, and no masked address.</summary>
    [Fact]
    public async Task A_forgetting_in_the_middle_of_an_ingest_leaves_no_link_behind()
    {
        for (var batch = 0; ; batch++)
        {
            using var shop = new CornerShop();
            var came = shop.JustBefore(batch, () => ForgetAsync(shop, "shopify:1"));
            await shop.GiveAsync(Reads("shopify:1", Mei, 1), Reads("shopify:1", "mei@home.cn", 2));
            if (!came())
            {
                batch.ShouldBeGreaterThan(3);
                break;
            }

            shop.Store.Rows(IdentityStore.Table).Select(r => r.RowKey).ShouldBeEmpty($"forgotten before batch {batch}");
        }
    }

    /// <summary>Whichever of the two is forgotten while they become one: what either does later is taken in, and neither is led astray.</summary>
    [Theory]
    [InlineData("shopify:1")]
    [InlineData("woo:7")]
    public async Task A_forgetting_in_the_middle_of_a_merge_leaves_customers_who_can_buy_again(string named)
    {
        for (var batch = 0; ; batch++)
        {
            using var shop = new CornerShop();
            var came = shop.JustBefore(batch, () => ForgetAsync(shop, named));
            await shop.GiveAsync(Facts);
            if (!came())
            {
                batch.ShouldBeGreaterThan(15);
                break;
            }

            await shop.PassAsync(TimeSpan.FromDays(1));
            foreach (var key in (string[])["shopify:1", "woo:7"])
            {
                await shop.GiveAsync(Buys(key, "later-" + key[..3]) with { At = shop.Now });
                var found = (await FindAsync(shop, key)).ShouldNotBeNull($"{key}, forgotten before batch {batch}").Profile;
                found.Keys.ShouldContain(Key(key));
                found.Purchases.Orders.ShouldBeGreaterThan(0);
            }
        }
    }

    [Fact]
    public async Task A_forgetting_that_was_cut_off_goes_on_from_any_of_the_keys()
    {
        foreach (var again in (string[])["shopify:1", "woo:7", "stripe:c"])
        {
            for (var batch = 0; ; batch++)
            {
                using var shop = new CornerShop();
                await shop.GiveAsync(Facts);
                var died = shop.DieBefore(batch);
                try
                {
                    await ForgetAsync(shop, "woo:7");
                }
                catch (IOException)
                {
                    // Killed.
                }

                if (!died())
                    break;
                using var next = shop.Reopen();
                await ForgetAsync(next, again);
                Left(next).ShouldBe(["f|shopify:1", "f|stripe:c", "f|woo:7"], $"killed before batch {batch}");
                if (again == "woo:7")
                    next.Store.Rows(CustomerKeys.Table).ShouldAllBe(r => !r.Properties.ContainsKey("with"));
            }
        }
    }

    [Fact]
    public async Task What_was_forgotten_under_a_key_stays_so_when_it_is_merged_and_split()
    {
        using var shop = new CornerShop();
        var old = Buys("woo:7", "old", 3);
        await shop.GiveAsync(old, Buys("shopify:1", "s1", 2), Reads("shopify:1", Mei, 1));
        await ForgetAsync(shop, "woo:7");
        await shop.PassAsync(TimeSpan.FromDays(1));
        await shop.GiveAsync(Reads("woo:7", Mei) with { At = shop.Now }, Buys("woo:7", "new") with { At = shop.Now });
        (await FindAsync(shop, "woo:7"))!.Profile.Customer.ShouldBe(Key("shopify:1"));

        await shop.GiveAsync(old, Buys("shopify:1", "s0", 1));
        (await FindAsync(shop, "shopify:1"))!.Profile.Purchases.Orders.ShouldBe(3, "of the key that was not forgotten old orders still come in");

        await shop.Get<SplitCustomer>().HandleAsync(Key("woo:7"), null, Cancel);
        await shop.GiveAsync(old);
        (await FindAsync(shop, "woo:7"))!.Profile.Purchases.Orders.ShouldBe(1);
        (await FindAsync(shop, "shopify:1"))!.Profile.Purchases.Orders.ShouldBe(2);
    }

    [Theory]
    [InlineData("shopify", "stripe:c", "stripe:c woo:7")] // It named the person; what links the others still holds.
    [InlineData("woo", "shopify:1", "shopify:1")]
    [InlineData("stripe", "shopify:1", "shopify:1 woo:7")]
    public async Task A_shop_that_leaves_a_platform_keeps_what_the_same_people_did_elsewhere(string platform, string other, string keys)
    {
        using var shop = new CornerShop();
        await shop.GiveAsync(Facts);
        await shop.Get<ForgetCustomer>().AllOfAsync(platform, null, Cancel);

        foreach (var key in (string[])["shopify:1", "woo:7", "stripe:c"])
            (await FindAsync(shop, key) is null).ShouldBe(key.StartsWith(platform, StringComparison.Ordinal), key);
        var left = (await FindAsync(shop, other)).ShouldNotBeNull().Profile;
        string.Join(' ', left.Keys).ShouldBe(keys);
        left.Purchases.Orders.ShouldBe(left.Keys.Count());
    }

    [Fact]
    public async Task An_export_has_what_came_under_every_key_and_answers_what_was_asked_under_any()
    {
        using var shop = new CornerShop();
        await shop.GiveAsync(Facts);
        var requests = shop.Get<DataRequests>();
        await requests.AddAsync(new ConnectorSource("shopify", "shopify", []), new Mapped.DataRequest("9", [Key("shopify:1")]), shop.Now, Cancel);

        var document = (await shop.Get<ExportCustomer>().HandleAsync(Key("woo:7"), Cancel)).ShouldNotBeNull();

        document["customer"]!.GetValue<string>().ShouldBe("shopify:1");
        document["keys"]!.AsArray().Select(k => k!.GetValue<string>()).ShouldBe(["shopify:1", "stripe:c", "woo:7"]);
        document["events"]!.AsArray().Count.ShouldBe(Facts.Length);
        document["decisions"]!.AsArray().Count.ShouldBeGreaterThan(1);
        (await requests.AnswerAsync(Key("woo:7"), Cancel)).ShouldBe(1);
    }

    private static Task<int> ForgetAsync(CornerShop shop, string key) => shop.Get<ForgetCustomer>().HandleAsync(Key(key), [], Cancel);

    private static Task<CustomerRow?> FindAsync(CornerShop shop, string key) => shop.Get<CustomerStore>().FindAsync(Key(key), Cancel);

    /// <summary>Rows about customers and about who is who.</summary>
    private static IEnumerable<string> Left(CornerShop shop) =>
        shop.Store.Rows(CustomerKeys.Table).Concat(shop.Store.Rows(IdentityStore.Table)).Select(r => r.RowKey).Order(StringComparer.Ordinal);
}
