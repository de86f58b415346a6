using Recall.App.Customers;
using Recall.App.Ledger;
using Recall.App.Sequences.Previewing;
using Recall.App.Tests.Shops;
using Recall.Core.Shop;

namespace Recall.App.Tests.Offers;

/// <summary>The day on which a code ends is one for everybody who names it: the preview, the message, the ledger and the row.</summary>
public class CouponDayTests
{
    private static readonly string File = SequenceText.Of(
        "hello", "- { coupon: gift, percent: 10, valid-for: 14 days }\n- { send: mail, channels: [email], template: offer, coupon: gift }")
        .Replace("{{coupon.code}} {{shop.name}}, {{shop.address}} {{unsubscribeUrl}}", "until {{coupon.expires}}. {{shop.address}} {{unsubscribeUrl}}", StringComparison.Ordinal);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("America/Los_Angeles", "2026-03-17T07:00:00Z", "2026-03-16", "16 March 2026")] // Summer time begins on the 8th.
    [InlineData("Pacific/Pago_Pago", "2026-03-17T11:00:00Z", "2026-03-16", "16 March 2026")]
    [InlineData("Asia/Shanghai", "2026-03-16T16:00:00Z", "2026-03-16", "16 March 2026")]
    [InlineData("Pacific/Kiritimati", "2026-03-17T10:00:00Z", "2026-03-17", "17 March 2026")] // The 3rd there already.
    [InlineData(null, "2026-03-17T04:00:00Z", "2026-03-16", "16 March 2026")] // The shop's day.
    public async Task Is_the_customers_last_day_to_its_end(string? zone, string expires, string day, string written)
    {
        using var shop = new CornerShop(new ShopSettings { Name = "Tea", TimeZone = "America/New_York", Policy = new() }, File);
        var ann = await shop.CustomerAsync("ann", zone);

        var previewed = (await shop.Get<PreviewSequence>().HandleAsync(shop.Sequence("hello"), ann, "en", Cancel)).ShouldNotBeNull().Steps;
        await shop.EnrolAsync("hello", "ann");
        await shop.SettleAsync();

        var stored = await shop.Get<CustomerStore>().CouponsAsync(new("hello", ann, 1), Cancel).SingleAsync(Cancel);
        stored.ExpiresAt.ShouldBe(DateTimeOffset.Parse(expires, null));
        previewed[0].Coupon!.ExpiresAt.ShouldBe(stored.ExpiresAt);
        previewed[0].Coupon!.LastDay.ShouldBe(DateOnly.Parse(day, null));
        previewed[1].Message!.Text.ShouldStartWith($"until {written}.");
        shop.Email.Handed.ShouldHaveSingleItem().Text.ShouldStartWith($"until {written}.");
        (await shop.LedgerAsync("ann")).Single(l => l.Kind == LedgerKind.Coupon).Why.Say("en").ShouldContain($"until {day}");
    }
}
