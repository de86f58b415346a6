using Recall.App.Ingestion.DeadLetters;
using Recall.Core.Shop;

namespace Recall.App.Tests.Ingestion.Connectors;

/// <summary>Calls that carry Recall's own events, one or many.</summary>
public class EventListTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData("standard"), InlineData("cloudevents")]
    public async Task An_element_of_a_list_that_cannot_be_understood_costs_none_of_the_others_and_is_mended_alone(string form)
    {
        await using var shop = await PlatformShop.StartAsync();
        var elements = form == "standard"
            ? new[]
            {
                """{"id":"o-1","customer":"crm:1","type":"order","at":"2026-01-05T02:00:00Z","total":5}""",
                """{"id":"o-2","customer":"crm:1","type":"order","at":"2026-01-06T02:00:00Z","total":5,"currency":"XTS"}""",
                """{"id":"o-3","customer":"crm:1","type":"nope","at":"2026-01-05T02:00:00Z"}""",
                """{"id":"o-4","id":"o-5","data":{"a":1,"a":2}}""",
                """{"type":"shop.order","timestamp":"2026-01-07T02:00:00Z","data":{"customer":"1","total":7}}""",
            }
            :
            [
                Cloud("o-1", "order", "2026-01-05T02:00:00Z", "5"), Cloud("o-2", "order", "2026-01-06T02:00:00Z", "5,\"currency\":\"XTS\""), Cloud("o-3", "nope", "2026-01-05T02:00:00Z", "5"),
                """{"specversion":"1.0","id":"o-4","id":"o-5"}""", Cloud("o-6", "order", "2026-01-07T02:00:00Z", "7"),
            ];
        var body = $" [{string.Join(',', elements)}]";
        await shop.TakeAsync(form == "standard" ? Signed.Standard(body, "msg_1", shop.Now) : Signed.CloudEvents(body, "application/cloudevents-batch+json"));

        (await shop.ProfileAsync("crm:1")).Purchases.Spent.ShouldBe(12m);
        var letters = (await shop.LettersAsync()).OrderBy(l => l.Row).ToList();
        letters.Select(l => (l.Row, l.Raw)).ShouldBe([(2, elements[1]), (3, elements[2]), (4, elements[3])]);
        letters[0].Reason.ShouldContain("'XTS' has no rate");
        letters[1].Reason.ShouldContain("'nope'");

        ((Dictionary<string, decimal>)shop.Get<ShopSettings>().Rates)["XTS"] = 2;
        var report = await shop.Get<RetryDeadLetters>().HandleAsync(cancellationToken: Cancel);
        (report.Mended, report.Remaining).ShouldBe((1, 2));
        var profile = await shop.ProfileAsync("crm:1");
        (profile.Purchases.Orders, profile.Purchases.Spent).ShouldBe((3, 22m));
        (await shop.LettersAsync()).Select(l => l.Row).Order().ShouldBe([3, 4]);

        static string Cloud(string id, string type, string time, string total) =>
            $$$"""{"specversion":"1.0","id":"{{{id}}}","source":"/shops/crm","subject":"1","type":"shop.{{{type}}}","time":"{{{time}}}","data":{"total":{{{total}}}}}""";
    }

    [Fact]
    public async Task Standard_Webhooks_carry_events_in_either_form()
    {
        await using var shop = await PlatformShop.StartAsync();
        await shop.TakeAsync(
            Signed.Standard("""[{"id":"o-1","customer":"crm:1","type":"order","at":"2026-01-05T02:00:00Z","total":5},{"id":"l-1","customer":"crm:1","type":"login","at":"2026-01-05T03:00:00Z"}]""", "msg_1", shop.Now),
            Signed.StandardPublic("""{"type":"shop.order","timestamp":"2026-01-06T02:00:00Z","data":{"customer":"1","total":7}}""", "msg_2", shop.Now));
        var profile = await shop.ProfileAsync("crm:1");
        (profile.Purchases.Orders, profile.Purchases.Spent, profile.Activity.Logins).ShouldBe((2, 12m, 1));
        (await shop.EventsAsync("crm:1")).Select(e => e.Id).ShouldBe(["o-1", "l-1", "msg_2"]);
    }
}
