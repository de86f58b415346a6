using Recall.App.Customers;
using Recall.App.Customers.Identity;
using Recall.App.Ledger;
using Recall.App.Reports;
using Recall.App.Tests.Shops;
using Recall.Core.Customers;
using Recall.Core.Customers.Identity;
using Recall.Core.Messaging;
using Recall.Core.Shop;
using static Recall.App.Tests.Customers.Identity.People;

namespace Recall.App.Tests.Customers.Identity;

/// <summary>What makes two keys one customer, and what becomes of theirs.</summary>
public class MergeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_verified_address_makes_two_customers_one_and_the_ledger_says_why()
    {
        using var shop = new CornerShop();
        await shop.GiveAsync(Reads("woo:7", Mei), Buys("woo:7", "w1", 3));
        await shop.GiveAsync(Buys("shopify:1", "s1", 2), Reads("shopify:1", "MEI@post.cn", 1));

        var merged = await FindAsync(shop, "woo:7");

        merged.Profile.Customer.ShouldBe(Key("shopify:1"), "the first in order, whoever came first");
        (merged.Profile.Purchases.Orders, merged.Profile.Purchases.Spent, merged.Profile.Events).ShouldBe((2, 20m, 4));
        (await FindAsync(shop, "shopify:1")).Profile.Events.ShouldBe(4);
        var entry = (await LedgerAsync(shop, "shopify:1")).ShouldHaveSingleItem();
        (entry.Kind, entry.Detail).ShouldBe((LedgerKind.Merged, "woo:7"));
        entry.Why.Say("en").ShouldBe("same verified address m***@post.cn as woo:7");
        entry.Why.Say("zh-CN").ShouldContain("已验证地址 m***@post.cn");
    }

    [Theory]
    [InlineData("mei@post.cn", false, "mei@post.cn", true, false)] // One of them only said it.
    [InlineData("mei@example.com", true, "mei@example.com", true, false)]
    [InlineData("no-reply@post.cn", true, "no-reply@post.cn", true, false)]
    [InlineData("counter@tea.cn", true, "counter@tea.cn", true, false)] // The shop's own, by its settings.
    [InlineData("x@relay.cn", true, "x@relay.cn", true, false)]
    [InlineData("mei.li+tea@gmail.com", true, "meili@googlemail.com", true, true)]
    [InlineData("mei.li@post.cn", true, "meili@post.cn", true, false)]
    public async Task Only_an_address_of_one_person_links(string one, bool first, string other, bool second, bool merges)
    {
        using var shop = new CornerShop(new ShopSettings { Identity = new() { Ignored = ["counter@tea.cn", "@relay.cn"] } });
        await shop.GiveAsync(Says("shopify:1", one) with { EmailVerified = first }, Says("woo:7", other) with { EmailVerified = second });

        ((await FindAsync(shop, "woo:7")).Profile.Customer == Key("shopify:1")).ShouldBe(merges);
    }

    [Fact]
    public async Task A_setting_may_trust_what_is_only_said_or_nothing()
    {
        using var any = new CornerShop(new ShopSettings { Identity = new() { Email = Trust.Any } });
        await any.GiveAsync(Says("shopify:1", Mei), Says("woo:7", Mei));
        (await FindAsync(any, "woo:7")).Profile.Keys.Count().ShouldBe(2);

        using var never = new CornerShop(new ShopSettings { Identity = new() { Email = Trust.Never } });
        await never.GiveAsync(Reads("shopify:1", Mei), Reads("woo:7", Mei));
        (await FindAsync(never, "woo:7")).Profile.Keys.Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_guest_of_a_platform_becomes_its_customer_once_the_platform_gives_an_id()
    {
        using var shop = new CornerShop();
        var guest = Guest("shopify", Mei);
        await shop.GiveAsync(Says(guest.Value, Mei), Buys(guest.Value, "1001", 1));
        await shop.GiveAsync(Says("shopify:7012345", Mei), Buys("shopify:7012345", "1002", 2));

        (await FindAsync(shop, guest.Value)).Profile.Customer.ShouldBe(Key("shopify:7012345"), "a platform's id goes before one made of an address");
        (await FindAsync(shop, guest.Value)).Profile.Purchases.Orders.ShouldBe(2);

        // Two accounts say so: whose the guest's orders are nobody knows, and they are apart again.
        await shop.GiveAsync(Says("shopify:7012346", Mei));
        (await FindAsync(shop, guest.Value)).Profile.Customer.ShouldBe(guest);
        (await FindAsync(shop, guest.Value)).Profile.Purchases.Orders.ShouldBe(1);
        (await FindAsync(shop, "shopify:7012345")).Profile.Purchases.Orders.ShouldBe(1);
    }

    [Fact]
    public async Task Those_who_are_left_when_the_key_that_named_them_turns_out_to_be_somebody_else_stay_one()
    {
        using var shop = new CornerShop();
        var guest = $"shopify:{ContactKey.OfPhone("+8613800138000")}";
        await shop.GiveAsync(new CustomerChanged { Id = "same", Customer = Key("stripe:c"), At = Start, SameAs = Key(guest) }, Buys("stripe:c", "c1"), Buys(guest, "g1"));
        await shop.GiveAsync(new CustomerChanged { Id = "p", Customer = Key("shopify:1"), At = Start, Phone = "+8613800138000" });
        (await FindAsync(shop, "stripe:c")).Profile.Customer.ShouldBe(Key("shopify:1"));

        // Another account has the number too: whose the guest is nobody knows, but that the guest is stripe:c somebody said.
        await shop.GiveAsync(new CustomerChanged { Id = "p", Customer = Key("shopify:2"), At = Start, Phone = "+8613800138000" });

        (await FindAsync(shop, guest)).Profile.Keys.ShouldBe([Key("stripe:c"), Key(guest)]);
        (await FindAsync(shop, "shopify:1")).Profile.Keys.ShouldBe([Key("shopify:1")]);
    }

    [Fact]
    public async Task One_order_under_two_keys_counts_once_and_comes_back_to_both()
    {
        using var shop = new CornerShop();
        var guest = Guest("shopify", Mei);
        await shop.GiveAsync(Buys(guest.Value, "1001", 1, 30), Buys("shopify:1", "1001", 1, 30), Buys("woo:7", "1001", 5, 4));
        await shop.GiveAsync(Reads("shopify:1", Mei), Reads("woo:7", Mei));

        var merged = (await FindAsync(shop, "shopify:1")).Profile;
        (merged.Keys.Count(), merged.Purchases.Orders, merged.Purchases.Spent).ShouldBe((3, 2, 34m));

        await shop.Get<SplitCustomer>().HandleAsync(guest, null, Cancel);
        (await FindAsync(shop, guest.Value)).Profile.Purchases.Spent.ShouldBe(30);
        (await FindAsync(shop, "shopify:1")).Profile.Purchases.Spent.ShouldBe(34);
    }

    /// <summary>A file knows the day of an order alone, and the guest; the platform its second, and the customer.</summary>
    [Fact]
    public async Task An_id_of_one_platform_is_one_order_under_its_two_keys_whatever_each_says_of_when()
    {
        using var shop = new CornerShop();
        var guest = Guest("shopify", Mei);
        await shop.GiveAsync(Buys(guest.Value, "1001", 1, 30), Buys("shopify:1", "1001", 2, 30));
        await shop.GiveAsync(Says(guest.Value, Mei), Reads("shopify:1", Mei));

        var merged = (await FindAsync(shop, "shopify:1")).Profile;
        (merged.Keys.Count(), merged.Purchases.Orders, merged.Purchases.Spent).ShouldBe((2, 1, 30m));
    }

    [Fact]
    public async Task An_address_that_many_have_makes_none_of_them_one()
    {
        using var shop = new CornerShop();
        for (var i = 1; i <= 5; i++)
            await shop.GiveAsync(Reads($"shopify:{i}", Mei), Buys($"shopify:{i}", $"o{i}"));
        (await FindAsync(shop, "shopify:5")).Profile.Purchases.Orders.ShouldBe(5);

        await shop.GiveAsync(Reads("shopify:6", Mei), Buys("shopify:6", "o"));

        for (var i = 1; i <= 6; i++)
        {
            (await FindAsync(shop, $"shopify:{i}")).Profile.Purchases.Orders.ShouldBe(1);
            string.Join('\n', (await LedgerAsync(shop, $"shopify:{i}")).Select(l => l.Why.Say("en"))).ShouldContain(
                "more than 5 customers have m***@post.cn: it makes none of them one", Case.Sensitive, "the owner can see it");
        }

        for (var i = 7; i < 200; i++)
            await shop.GiveAsync(Reads($"shopify:{i}", Mei));
        (await shop.Get<IdentityStore>().FindAsync(ContactKey.OfEmail(Mei), Cancel)).Claims.Count.ShouldBe(AddressClaims.Most, "a row is bounded");
    }

    [Fact]
    public async Task A_chain_of_addresses_does_not_make_a_crowd_one_person()
    {
        using var shop = new CornerShop();
        for (var i = 0; i < 40; i++)
            await shop.GiveAsync(Reads($"shopify:{i:D2}", $"a{i}@post.cn"), Reads($"shopify:{i:D2}", $"a{i + 1}@post.cn"), Buys($"shopify:{i:D2}", "o"));

        for (var i = 0; i < 40; i++)
            (await FindAsync(shop, $"shopify:{i:D2}")).Profile.Keys.Count().ShouldBe(1);
    }

    [Fact]
    public async Task Somebody_may_say_it_in_an_event_or_by_hand()
    {
        using var shop = new CornerShop();
        await shop.GiveAsync(Buys("shopify:1", "o"), Buys("woo:7", "o", 2), Buys("stripe:c", "o", 3));
        await shop.GiveAsync(new CustomerChanged { Id = "s", Customer = Key("stripe:c"), At = Start, SameAs = Key("woo:7") });
        (await FindAsync(shop, "woo:7")).Profile.Customer.ShouldBe(Key("stripe:c"));

        (await shop.Get<MergeCustomers>().HandleAsync(Key("woo:7"), Key("shopify:1"), Cancel)).Customer!.Profile.Customer.ShouldBe(Key("shopify:1"));
        (await FindAsync(shop, "stripe:c")).Profile.Purchases.Orders.ShouldBe(3);
        (await shop.Get<MergeCustomers>().HandleAsync(Key("no:1"), Key("no:2"), Cancel)).Unknown.ShouldBe([Key("no:1"), Key("no:2")]);
    }

    [Fact]
    public async Task The_stricter_consent_wins_until_the_person_says_otherwise_after_the_merge()
    {
        using var shop = new CornerShop();
        await shop.GiveAsync(Answers("shopify:1", false, 1), Answers("shopify:1", true, 1, "sms"), Reads("shopify:1", Mei));
        await shop.GiveAsync(Answers("woo:7", true, 9), Reads("woo:7", Mei));
        (await AllowedAsync()).ShouldBe(["sms"], "a yes from before anybody knew that both are one person is no answer to the no");

        shop.Clock.Advance(TimeSpan.FromDays(1));
        await shop.GiveAsync(new ConsentChanged { Id = "again", Customer = Key("woo:7"), At = shop.Now, Channel = "email", Granted = true });
        (await AllowedAsync()).ShouldBe(["email", "sms"]);

        await shop.GiveAsync(new ConsentChanged { Id = "stop", Customer = Key("shopify:1"), At = shop.Now.AddMinutes(1), Channel = "all", Granted = false });
        (await AllowedAsync()).ShouldBeEmpty();

        await shop.Get<SplitCustomer>().HandleAsync(Key("woo:7"), null, Cancel);
        Channels.Allowed((await FindAsync(shop, "woo:7")).Profile).ShouldBe(["email"], "what the other said was never theirs");
        Channels.Allowed((await FindAsync(shop, "shopify:1")).Profile).ShouldBeEmpty();

        async Task<IReadOnlyList<string>> AllowedAsync() => Channels.Allowed((await FindAsync(shop, "woo:7")).Profile);
    }

    /// <summary>At the very moment of the merge nobody knew of it: only a word from after it speaks for all.</summary>
    [Fact]
    public async Task A_yes_of_the_moment_of_the_merge_is_no_answer_to_a_no_under_the_other_key()
    {
        using var shop = new CornerShop();
        await shop.GiveAsync(Answers("woo:7", false, 1), Reads("woo:7", Mei), Buys("shopify:1", "s"));
        await shop.GiveAsync(Reads("shopify:1", Mei));
        await shop.GiveAsync(new ConsentChanged { Id = "now", Customer = Key("shopify:1"), At = shop.Now, Channel = "email", Granted = true });
        Channels.Allowed((await FindAsync(shop, "woo:7")).Profile).ShouldBeEmpty();

        shop.Clock.Advance(TimeSpan.FromSeconds(1));
        await shop.GiveAsync(new ConsentChanged { Id = "after", Customer = Key("shopify:1"), At = shop.Now, Channel = "email", Granted = true });
        Channels.Allowed((await FindAsync(shop, "woo:7")).Profile).ShouldBe(["email"]);
    }

    [Fact]
    public async Task A_no_to_everything_outweighs_a_newer_yes_to_a_channel_under_another_key()
    {
        using var shop = new CornerShop();
        await shop.GiveAsync(Answers("shopify:1", false, 1, "all"), Reads("shopify:1", Mei), Answers("woo:7", true, 9), Reads("woo:7", Mei));

        Channels.Allowed((await FindAsync(shop, "woo:7")).Profile).ShouldBeEmpty();
    }

    [Fact]
    public async Task Figures_scores_and_the_page_of_a_customer_know_one_person()
    {
        using var shop = new CornerShop();
        await shop.GiveAsync(Reads("shopify:1", Mei), Buys("shopify:1", "a"), Reads("woo:7", Mei), Buys("woo:7", "b", 4), Buys("woo:8", "c", 4));
        await shop.ScoreAsync();

        var report = await shop.Get<BuildReport>().HandleAsync(Cancel);
        report.Customers.ShouldBe(2);
        report.Sequences.ShouldBeEmpty("who somebody is belongs to no sequence");
        var view = (await shop.Get<ViewCustomer>().HandleAsync(Key("woo:7"), "en", 50, null, Cancel))!;
        (view.Customer, view.AskedAs).ShouldBe(("shopify:1", "woo:7"));
        view.Keys.ShouldBe(["shopify:1", "woo:7"]);
        view.Score.ShouldNotBeNull();
        view.Timeline.Entries.Count.ShouldBe(5, "four events and the merge");
        var (paged, after) = (new List<string>(), (string?)null);
        do
        {
            var page = (await shop.Get<ViewCustomer>().HandleAsync(Key("woo:7"), "en", 1, after, Cancel))!.Timeline;
            paged.AddRange(page.Entries.Select(e => e.Id ?? e.Kind));
            after = page.Next;
        }
        while (after is not null);
        paged.ShouldBe(view.Timeline.Entries.Select(e => e.Id ?? e.Kind));
    }

    [Fact]
    public async Task A_split_is_not_undone_by_the_link_that_was_wrong_and_leaves_the_others_together()
    {
        using var shop = new CornerShop();
        CustomerEvent[] facts =
        [
            Reads("shopify:1", Mei), Buys("shopify:1", "a"), Reads("woo:7", Mei), Buys("woo:7", "b", 2), Reads("woo:9", Mei), Buys("woo:9", "d", 3),
        ];
        await shop.GiveAsync(facts);

        (await shop.Get<SplitCustomer>().HandleAsync(Key("shopify:1"), Key("woo:404"), Cancel))!.From.ShouldBeNull("it is not merged with that one");
        (await shop.Get<SplitCustomer>().HandleAsync(Key("shopify:1"), Key("woo:9"), Cancel))!.Others.ShouldBe([Key("woo:7"), Key("woo:9")], ignoreOrder: true);

        await shop.GiveAsync(facts);
        await shop.GiveAsync(Reads("shopify:1", Mei, 9), Reads("woo:7", Mei, 9));
        await ReconcileAsync(shop);
        (await FindAsync(shop, "shopify:1")).Profile.Keys.ShouldBe([Key("shopify:1")]);
        (await FindAsync(shop, "woo:9")).Profile.Customer.ShouldBe(Key("woo:7"), "the others are still linked");
        (await LedgerAsync(shop, "shopify:1")).Where(l => l.Kind == LedgerKind.Split).ShouldNotBeEmpty();

        await shop.GiveAsync(Reads("shopify:1", "li@post.cn"), Reads("woo:7", "li@post.cn"));
        (await FindAsync(shop, "woo:7")).Profile.Customer.ShouldBe(Key("shopify:1"), "another link is another reason");
    }

    [Fact]
    public async Task A_split_is_undone_neither_by_a_surer_word_of_the_same_address_nor_by_an_event_that_says_it_again()
    {
        using var shop = new CornerShop(new ShopSettings { Identity = new() { Email = Trust.Any } });
        await shop.GiveAsync(Says("shopify:1", Mei), Says("woo:7", Mei), Same("1"));
        await shop.Get<SplitCustomer>().HandleAsync(Key("woo:7"), null, Cancel);

        await shop.GiveAsync(Reads("shopify:1", Mei, 9), Reads("woo:7", Mei, 9));
        (await FindAsync(shop, "woo:7")).Profile.Keys.ShouldBe([Key("woo:7")], "the platform verified what was wrong before");
        await shop.GiveAsync(Same("2"));
        (await FindAsync(shop, "woo:7")).Profile.Keys.ShouldBe([Key("woo:7")]);

        static CustomerChanged Same(string id) => new() { Id = id, Customer = Key("woo:7"), At = Start, SameAs = Key("shopify:1") };
    }

    private static async Task<CustomerRow> FindAsync(CornerShop shop, string key) => (await shop.Get<CustomerStore>().FindAsync(Key(key), Cancel))!;

    private static async Task<IReadOnlyList<LedgerEntry>> LedgerAsync(CornerShop shop, string key) =>
        await shop.Get<CustomerStore>().RowsAsync('l', Key(key), Cancel).Select(r => LedgerEntry.Read(Key(key), r)).ToListAsync(Cancel);
}
