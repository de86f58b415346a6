using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Recall.App.Tests.Http;
using Recall.Core.Customers;

namespace Recall.App.Tests.Customers;

public class CustomerTimelineTests
{
    [Fact]
    public async Task The_timeline_merges_events_and_decisions_and_its_pages_are_the_whole()
    {
        await using var shop = await TestShop.StartAsync();
        await shop.EnrolAsync("say-hello");
        var ann = CustomerKey.Parse("shop:ann");
        var logins = 0;
        Prop.ForAll(
                Gen.Choose(1, 40).ListOf(12).ToArbitrary(), Gen.Choose(3, 30).ToArbitrary(),
                (days, take) => Pages(days, take).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(12));

        async Task<bool> Pages(IReadOnlyList<int> days, int take)
        {
            // Random gaps, several events in one moment, years apart: what no window should lose or give twice.
            var at = shop.Clock.Now;
            await shop.IngestAsync([.. days.Select(d => new LoggedIn
            {
                Id = $"login-{++logins}",
                Customer = ann,
                At = at -= TimeSpan.FromDays(d % 3 == 0 ? 0 : d * d),
            })]);
            var whole = await ReadAsync(200);
            var paged = await ReadAsync(take);
            whole.ShouldContain(e => e["source"]!.GetValue<string>() == "event");
            whole.ShouldContain(e => e["source"]!.GetValue<string>() == "ledger");
            whole.Select(e => e["at"]!.GetValue<DateTimeOffset>()).ShouldBeInOrder(SortDirection.Descending);
            paged.Select(e => e.ToJsonString()).ShouldBe(whole.Select(e => e.ToJsonString()));
            return whole.Count == shop.Store.Rows("customers").Count(r => r.Properties.ContainsKey("event") || IsLedgerOfAnn(r.RowKey));
        }

        async Task<List<JsonNode>> ReadAsync(int take)
        {
            var (entries, next) = (new List<JsonNode>(), "");
            do
            {
                var page = (await shop.GetAsync($"/api/customers/shop:ann?take={take}{next}")).ShouldBe(200)["timeline"]!;
                page["entries"]!.AsArray().Count.ShouldBeLessThanOrEqualTo(take);
                entries.AddRange(page["entries"]!.AsArray().Select(e => e!));
                next = page["next"] is { } after ? $"&after={after.GetValue<string>()}" : "";
            }
            while (next.Length > 0);
            return entries;
        }
    }

    [Fact]
    public async Task An_event_names_its_source_and_its_id_there_and_shows_no_number_of_recalls_own()
    {
        await using var shop = await TestShop.StartAsync();
        var woo = CustomerKey.Parse("woo:25");
        await shop.IngestAsync(
            new OrderPlaced { Id = "727", Customer = woo, At = shop.Clock.Now, Total = 40, Revision = 17939628000003 },
            new Voided { Id = "728", Customer = woo, At = shop.Clock.Now, Revision = -17910216000001 });

        var entries = (await shop.GetAsync("/api/customers/woo:25")).ShouldBe(200)["timeline"]!["entries"]!.AsArray();

        entries.Select(e => $"{e!["kind"]} {e["from"]} {e["id"]}").Order(StringComparer.Ordinal).ShouldBe(["order woo 727", "void woo 728"]);
        entries.ToJsonString().ShouldNotContain("revision");
    }

    private static bool IsLedgerOfAnn(string rowKey) => rowKey.StartsWith("l|shop:ann|", StringComparison.Ordinal);
}
