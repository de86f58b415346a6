using Recall.App.Ingestion.Connectors.Deliveries;
using Recall.App.Ingestion.DeadLetters;
using Recall.Core.Customers;

namespace Recall.App.Tests.Ingestion.Connectors;

/// <summary>Payments: orders where nothing else brings them, and beside a shop's own system what is said of its orders.</summary>
public class StripeMappingTests
{
    private const string Dispute = """{"id":"dp_1","charge":"ch_1","payment_intent":"pi_1","reason":"fraudulent","metadata":{}}""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stripe_s_payments_are_orders_where_nothing_else_brings_them()
    {
        await using var shop = await PlatformShop.StartAsync();
        var charge = """{"id":"ch_1","object":"charge","payment_intent":"pi_1","amount_refunded":1000,"currency":"usd","metadata":{}}""";
        await shop.TakeAsync(
            Signed.Stripe(Samples.StripeEvent("charge.refunded", charge, "evt_2", 1767600000), shop.Now),
            Signed.Stripe(Samples.StripeEvent("payment_intent.succeeded", Samples.StripePayment()), shop.Now),
            Signed.Stripe(Samples.StripeEvent("charge.refunded", charge.Replace("1000", "2500", StringComparison.Ordinal), "evt_3", 1767700000), shop.Now),
            Signed.Stripe(Samples.StripeEvent("payment_intent.payment_failed", Samples.StripePayment("pi_2"), "evt_4", 1767700001), shop.Now),
            Signed.Stripe(Samples.StripeEvent("charge.dispute.created", """{"id":"dp_1","payment_intent":"pi_1","reason":"fraudulent","metadata":{}}""", "evt_5", 1767800000), shop.Now));
        var profile = await shop.ProfileAsync("stripe:cus_9");
        (profile.Purchases.Orders, profile.Purchases.Spent, profile.Refunds.Count, profile.Refunds.Amount).ShouldBe((1, 59.9m, 1, 25m));
        profile.Service.Complaints.ShouldBe(1);
        (await shop.EventsAsync("stripe:cus_9")).OfType<PaymentFailed>().Count().ShouldBe(1);
    }

    [Fact]
    public async Task Stripe_beside_the_shop_s_own_system_counts_no_order_twice()
    {
        await using var shop = await PlatformShop.StartAsync();
        await shop.TakeAsync(
            Signed.Stripe(Samples.StripeEvent("payment_intent.payment_failed", Samples.StripePayment(order: "727"), "evt_1"), shop.Now, "till"),
            Signed.Stripe(Samples.StripeEvent("payment_intent.succeeded", Samples.StripePayment(order: "727"), "evt_2"), shop.Now, "till"),
            Signed.Woo("order.created", Samples.WooOrder()));
        var profile = await shop.ProfileAsync("woo:25");
        profile.Purchases.Orders.ShouldBe(1);
        (await shop.EventsAsync("woo:25")).OfType<PaymentFailed>().Count().ShouldBe(1);
        (await shop.FindAsync("till:cus_9")).ShouldBeNull();
    }

    /// <summary>A dispute names the payment alone. The payment, the order it was for and the dispute come in any order.</summary>
    [Theory, InlineData("pod"), InlineData("pdo"), InlineData("opd"), InlineData("odp"), InlineData("dpo"), InlineData("dop")]
    public async Task A_dispute_beside_the_shop_s_own_system_finds_the_order_by_its_payment(string order)
    {
        await using var shop = await PlatformShop.StartAsync();
        foreach (var call in order)
        {
            await shop.TakeAsync(call switch
            {
                'p' => Signed.Stripe(Samples.StripeEvent("payment_intent.succeeded", Samples.StripePayment(order: "727"), "evt_1"), shop.Now, "till"),
                'o' => Signed.Woo("order.created", Samples.WooOrder()),
                _ => Signed.Stripe(Samples.StripeEvent("charge.dispute.created", Dispute, "evt_2", 1767800000), shop.Now, "till"),
            });
        }

        (await shop.ProfileAsync("woo:25")).Service.Complaints.ShouldBe(1);
        (await shop.LettersAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_dispute_of_a_payment_that_nobody_told_of_is_a_letter_that_says_so_and_is_mended_by_telling_it()
    {
        await using var shop = await PlatformShop.StartAsync();
        await shop.TakeAsync(Signed.Woo("order.created", Samples.WooOrder()), Signed.Stripe(Samples.StripeEvent("charge.dispute.created", Dispute, "evt_2", 1767800000), shop.Now, "till"));
        shop.Shop.Clock.Now += TendDeliveries.Patience + TimeSpan.FromHours(1);
        await shop.Get<TendDeliveries>().HandleAsync(Cancel);
        (await shop.LettersAsync()).Single().Reason.ShouldStartWith("No call said which order the payment pi_1 was for. Have the shop write 'order_id'");

        (await shop.Get<RetryDeadLetters>().HandleAsync(cancellationToken: Cancel)).Refused.Single().Reason.ShouldStartWith("No call said");
        await shop.TakeAsync(Signed.Stripe(Samples.StripeEvent("charge.succeeded", """{"id":"ch_1","object":"charge","payment_intent":"pi_1","metadata":{"order_id":"727"}}""", "evt_3"), shop.Now, "till"));
        (await shop.Get<RetryDeadLetters>().HandleAsync(cancellationToken: Cancel)).Mended.ShouldBe(1);
        (await shop.ProfileAsync("woo:25")).Service.Complaints.ShouldBe(1);
    }

    /// <summary>Stripe counts in seconds and tells all that was given back so far: such a sum only grows.</summary>
    [Theory, InlineData(true), InlineData(false)]
    public async Task Of_two_sums_given_back_in_one_second_the_greater_counts(bool forwards)
    {
        await using var shop = await PlatformShop.StartAsync();
        await shop.TakeAsync(Signed.Stripe(Samples.StripeEvent("payment_intent.succeeded", Samples.StripePayment()), shop.Now));
        Signed[] calls = [Refund("evt_2", 900), Refund("evt_3", 1500)];
        await shop.TakeAsync(forwards ? calls : calls.Reverse());
        (await shop.ProfileAsync("stripe:cus_9")).Refunds.Amount.ShouldBe(15m);

        Signed Refund(string id, int amount) => Signed.Stripe(
            Samples.StripeEvent("charge.refunded", $$"""{"id":"ch_1","payment_intent":"pi_1","currency":"usd","amount_refunded":{{amount}}}""", id, 1767578500), shop.Now);
    }

    /// <summary>A refund is told apart from its payment, and goes with it to whoever turns out to have paid.</summary>
    [Fact]
    public async Task What_was_given_back_goes_with_the_payment_to_another_customer()
    {
        await using var shop = await PlatformShop.StartAsync();
        await shop.TakeAsync(
            Payment("evt_1", "cus_1", 1767578405), Signed.Stripe(Samples.StripeEvent("charge.refunded", """{"id":"ch_1","payment_intent":"pi_1","currency":"usd","amount_refunded":900}""", "evt_2", 1767578500), shop.Now),
            Payment("evt_3", "cus_2", 1767578600));
        var (first, second) = (await shop.ProfileAsync("stripe:cus_1"), await shop.ProfileAsync("stripe:cus_2"));
        (first.Purchases.Orders, first.Refunds.Amount, second.Purchases.Orders, second.Refunds.Amount).ShouldBe((0, 0m, 1, 9m));

        // More of it: the newer sum is where the order is, and going back takes it along.
        await shop.TakeAsync(
            Signed.Stripe(Samples.StripeEvent("charge.refunded", """{"id":"ch_1","payment_intent":"pi_1","currency":"usd","amount_refunded":1500}""", "evt_4", 1767578700), shop.Now),
            Payment("evt_5", "cus_1", 1767578800));
        (await shop.ProfileAsync("stripe:cus_1")).Refunds.Amount.ShouldBe(15m);
        (await shop.ProfileAsync("stripe:cus_2")).Refunds.Amount.ShouldBe(0m);
        (await shop.LettersAsync()).ShouldBeEmpty();

        Signed Payment(string id, string customer, long at) => Signed.Stripe(Samples.StripeEvent("payment_intent.succeeded", Samples.StripePayment(customer: customer), id, at), shop.Now);
    }
}
