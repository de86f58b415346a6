using Recall.App.Ports;
using Recall.App.Tests.Shops;
using Recall.Core.Messaging;
using Recall.Core.Shop;

namespace Recall.App.Tests.Webhooks;

public class SendWebhookTests
{
    private const string Steps = "- { webhook: tell, to: crm }\n- { send: mail, channels: [email], template: note }";
    private static readonly SendResult Busy = new SendResult.TryLater(TimeSpan.Zero);

    [Fact]
    public async Task A_call_names_the_customer_by_keys_alone_and_the_sequence_goes_on()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", Steps));
        await shop.EnterAsync("hello", "ann");

        shop.Webhooks.Calls.ShouldBe([new(
            "hello--shop:ann--1/tell", new("https://crm.example.com/recall"),
            """{"type":"sequence.step","timestamp":"2026-03-02T12:00:00Z","data":{"customer":"shop:ann","sequence":"hello","episode":1,"enrolment":"hello--shop:ann--1","step":"tell"}}""",
            CornerShop.Noon)]);
        shop.Email.Handed.ShouldHaveSingleItem();
        (await Said(shop)).ShouldBe(["webhook: crm took the call"]);
    }

    [Fact]
    public async Task A_system_that_is_busy_is_called_again_ever_more_seldom_and_at_the_time_it_asks_for()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", Steps));
        shop.Webhooks.Next(Busy, Busy, new SendResult.TryLater(TimeSpan.FromHours(3)), Busy);
        await shop.EnterAsync("hello", "ann");
        await shop.PassAsync(TimeSpan.FromDays(1));

        shop.Webhooks.Calls.Select(c => (c.At - CornerShop.Noon).TotalMinutes).ShouldBe([0, 1, 3, 183, 191]);
        shop.Webhooks.Calls.Select(c => (c.Effect, c.Body)).Distinct().ShouldHaveSingleItem();
        shop.Email.Handed.ShouldHaveSingleItem().At.ShouldBe(CornerShop.Noon.AddMinutes(191));
    }

    [Fact]
    public async Task What_is_not_taken_in_a_week_is_given_up_and_said()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", Steps));
        shop.Webhooks.Next([.. Enumerable.Repeat(Busy, 100)]);
        await shop.EnterAsync("hello", "ann");
        await shop.PassAsync(TimeSpan.FromDays(8));

        (await Said(shop))[^1].ShouldBe($"skipped: crm did not take the call in {shop.Webhooks.Calls.Count} attempts");
        shop.Email.Handed.ShouldHaveSingleItem().At.ShouldBeInRange(CornerShop.Noon.AddDays(6.7), CornerShop.Noon.AddDays(7));
    }

    [Fact]
    public async Task A_refusal_is_not_repeated_and_the_sequence_goes_on()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", Steps));
        shop.Webhooks.Next(new SendResult.Rejected("HTTP 404"));
        await shop.EnterAsync("hello", "ann");

        shop.Webhooks.Calls.ShouldHaveSingleItem();
        (await Said(shop)).ShouldBe(["skipped: crm refused the call: HTTP 404"]);
        shop.Email.Handed.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_name_that_the_settings_do_not_have_calls_nobody()
    {
        using var shop = new CornerShop(new ShopSettings { Name = "Tea", Policy = new Policy() }, SequenceText.Of("hello", Steps));
        await shop.EnterAsync("hello", "ann");

        shop.Webhooks.Calls.ShouldBeEmpty();
        (await Said(shop)).ShouldBe(["skipped: the shop's settings name no webhook 'crm'"]);
        shop.Email.Handed.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Wherever_the_process_ends_the_system_hears_it_under_one_id_and_the_ledger_says_it_once()
    {
        for (var batch = 0; ; batch++)
        {
            using var shop = new CornerShop(SequenceText.Of("hello", Steps));
            await shop.CustomerAsync("ann");
            await shop.EnrolAsync("hello", "ann");
            var died = shop.DieBefore(batch);
            try
            {
                await shop.SettleAsync();
            }
            catch (IOException)
            {
                // The process is gone.
            }

            using var next = shop.Reopen();
            await next.PassAsync(TimeSpan.FromHours(1));

            next.Webhooks.Calls.Select(c => (c.Effect, c.Body)).Distinct().ShouldHaveSingleItem();
            next.Webhooks.Calls.Count.ShouldBeLessThanOrEqualTo(2);
            (await Said(next)).ShouldBe(["webhook: crm took the call"]);
            if (!died())
                return;
            batch.ShouldBeLessThan(30);
        }
    }

    private static async Task<IReadOnlyList<string>> Said(CornerShop shop) =>
        [.. (await shop.LedgerAsync("ann")).Where(l => l.Step == "tell").Select(l => $"{l.Kind}: {l.Why.Say("en")}")];
}
