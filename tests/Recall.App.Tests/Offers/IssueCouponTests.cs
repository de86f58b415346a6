using Recall.App.Customers;
using Recall.App.Enrolment;
using Recall.App.Ledger;
using Recall.App.Tests.Shops;
using Recall.Core.Messaging;
using Recall.Core.Sequences;

namespace Recall.App.Tests.Offers;

public class IssueCouponTests
{
    private static readonly EnrolmentId Ann = new("hello", CornerShop.Key("ann"), 1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_step_gives_one_code_however_often_and_at_once_it_is_performed()
    {
        using var shop = new CornerShop(File(null));
        await shop.CustomerAsync("ann");
        await shop.EnrolAsync("hello", "ann");
        var run = await shop.Get<EnrolmentStore>().LoadAsync(Ann, null, Cancel);

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(
            () => shop.Get<PerformStep>().HandleAsync(run, new(run.Tree.Find("gift")!, run.StartedAt), Cancel), Cancel)));
        await shop.SettleAsync();

        var coupon = await shop.Get<CustomerStore>().CouponsAsync(Ann, Cancel).SingleAsync(Cancel);
        results.ShouldAllBe(r => r.Equals(new StepResult.Done(coupon.Code)));
        shop.Email.Handed.ShouldHaveSingleItem().Text.ShouldStartWith(coupon.Code);
        (await shop.StoryAsync("ann")).ShouldBe(["coupon", "reserved", "sent"]);
    }

    [Fact]
    public async Task The_same_step_performed_at_once_for_the_last_code_has_that_code()
    {
        using var shop = new CornerShop(File(1));
        await shop.CustomerAsync("ann");
        await shop.EnrolAsync("hello", "ann");
        var run = await shop.Get<EnrolmentStore>().LoadAsync(Ann, null, Cancel);

        // Another attempt at the step gets there first, and takes the last code.
        shop.JustBefore("total", () => shop.Get<PerformStep>().HandleAsync(run, new(run.Tree.Find("gift")!, run.StartedAt), Cancel));
        var result = await shop.Get<PerformStep>().HandleAsync(run, new(run.Tree.Find("gift")!, run.StartedAt), Cancel);

        result.ShouldBe(new StepResult.Done((await shop.Get<CustomerStore>().CouponsAsync(Ann, Cancel).SingleAsync(Cancel)).Code));
    }

    [Fact]
    public async Task No_more_codes_than_the_file_allows_and_a_message_that_needs_one_is_skipped_and_says_why()
    {
        using var shop = new CornerShop(File(5));
        for (var i = 0; i < 12; i++)
            await shop.CustomerAsync($"c{i}");
        await shop.AudienceAsync();
        await shop.SettleAsync();

        shop.Store.Rows(CustomerKeys.Table).Count(r => r.RowKey.StartsWith("k|", StringComparison.Ordinal)).ShouldBe(5);
        shop.Email.Reached.Count.ShouldBe(5);
        var without = 0;
        for (var i = 0; i < 12; i++)
        {
            var skipped = (await shop.LedgerAsync($"c{i}")).Where(l => l.Kind == LedgerKind.Skipped).ToList();
            if (skipped.Count == 0)
                continue;
            skipped.Select(l => (l.Step, l.Detail)).ShouldBe([("gift", HoldReason.NoCoupon), ("mail", HoldReason.NoCoupon)], ignoreOrder: true);
            without++;
        }

        without.ShouldBe(7);
    }

    [Fact]
    public async Task A_crash_before_the_code_is_stored_gives_the_same_code_later_and_at_most_wastes_a_place()
    {
        using var shop = new CornerShop(File(2));
        await shop.CustomerAsync("ann");
        await shop.EnrolAsync("hello", "ann");
        shop.DieBefore("k|");
        await Should.ThrowAsync<IOException>(shop.SettleAsync);

        using var next = shop.Reopen();
        await next.SettleAsync();
        await next.EnterAsync("hello", "bob");

        (await next.StoryAsync("ann")).ShouldBe(["coupon", "reserved", "sent"]);
        next.Email.Reached.ShouldBe([Ann.EffectKey("mail")]);
        (await next.StoryAsync("bob")).ShouldBe(["skipped", "skipped"]);
    }

    private static string File(int? limit) => SequenceText.Of(
        "hello", $"- {{ coupon: gift, percent: 10, valid-for: 14 days{(limit is null ? "" : $", max-issued: {limit}")} }}\n"
            + "- { send: mail, channels: [email], template: offer, coupon: gift }");
}
