using Recall.App.Ingestion.Connectors.Mapping;
using Recall.App.Ingestion.Events;
using Recall.Core.Customers;

namespace Recall.App.Ingestion.Connectors.Stripe;

/// <summary>
/// Stripe's events (docs.stripe.com/api/events/types). Where a source says whose orders its payments are for, a payment is no order of its own, or it
/// would count twice: what is told then is what the shop's system does not know, payments that failed and disputes. A payment's metadata names the order;
/// a dispute has metadata of its own, which are empty (support.stripe.com, "Using metadata with related objects"), so it finds the order by its payment.
/// Amounts are in the smallest unit.
/// </summary>
internal static class StripeEvents
{
    public static Mapped Read(Json e, FactMaker make)
    {
        var type = e["type"].Need;
        var thing = e["data"]["object"];
        var at = e["created"].Seconds ?? throw new CannotMapException("created", "created is missing.");
        return Of(e, type, thing, at, make) with { Link = LinkOf(type, thing, make) };
    }

    private static Mapped Of(Json e, string type, Json thing, DateTimeOffset at, FactMaker make) => type switch
    {
        "payment_intent.succeeded" when make.Source.OrdersFrom is null => Paid(thing, at, make),
        "charge.refunded" when make.Source.OrdersFrom is null => Refunded(thing, at, make),
        "payment_intent.payment_failed" => Failed(e["id"].Need, thing, at, make),
        "charge.dispute.created" => Disputed(thing, at, make),
        "charge.dispute.closed" => Settled(thing, at, make),
        "customer.created" or "customer.updated" => Customer(thing, at, make),
        "customer.deleted" => new Mapped.Forget([make.Key(thing["id"].Need, "data.object.id")], []),
        "payment_intent.succeeded" or "charge.refunded" => new Mapped.Ignored("The shop's own system brings its orders and refunds."),
        _ => new Mapped.Ignored($"The event '{Shown.Short(type)}' says nothing about customers that is kept."),
    };

    /// <summary>A payment or its charge says beside the shop which order it was for; what comes later of it says only which payment it is about.</summary>
    private static PaymentLink? LinkOf(string type, Json thing, FactMaker make) =>
        make.Source.OrdersFrom is { } shop && (type.StartsWith("payment_intent.", StringComparison.Ordinal) || (type.StartsWith("charge.", StringComparison.Ordinal) && !IsDispute(type)))
        && thing["metadata"]["order_id"].Text is { } order
            ? new(shop, PaymentOf(thing), order)
            : null;

    private static bool IsDispute(string type) => type.StartsWith("charge.dispute.", StringComparison.Ordinal);

    private static Mapped Paid(Json payment, DateTimeOffset at, FactMaker make)
    {
        var currency = payment["currency"].Need.ToUpperInvariant();
        return OrderFacts.Of(make, new()
        {
            Id = payment["metadata"]["order_id"].Text ?? payment["id"].Need,
            Names = [payment["id"].Need],
            Person = Person(payment),
            At = payment["created"].Seconds ?? at,
            ChangedAt = at,
            Stage = OrderStage.Paid,
            Total = FactMaker.FromMinor(payment["amount_received"].Number ?? payment["amount"].Number ?? 0, currency),
            Currency = currency,
        });
    }

    private static ShopPerson Person(Json thing) => new()
    {
        Id = thing["customer"].IsObject ? thing["customer"]["id"].Text : thing["customer"].Text,
        Email = thing["receipt_email"].Text ?? thing["billing_details"]["email"].Text,
        Name = thing["billing_details"]["name"].Text,
    };

    /// <summary>A charge tells all that was given back of it so far.</summary>
    private static Mapped Refunded(Json charge, DateTimeOffset at, FactMaker make)
    {
        var currency = charge["currency"].Need.ToUpperInvariant();
        var amount = FactMaker.FromMinor(charge["amount_refunded"].Number ?? 0, currency);
        return amount <= 0 ? new Mapped.Ignored("No money was given back.") : OfPayment(make, charge, (order, customer) => new Mapped.Facts(
            [OrderFacts.Refund(make, $"{order}.refund", order, customer, at, amount, currency, ShopOrder.RevisionOf(at, OrderStage.Refunded))], []));
    }

    private static Mapped Failed(string id, Json payment, DateTimeOffset at, FactMaker make)
    {
        // Of no order: a basket that was never one, or a payment of something else than orders.
        if (make.Source.OrdersFrom is not null)
            return payment["metadata"]["order_id"].Text is not null ? OfPayment(make, payment, (_, customer) => One(customer)) : new Mapped.Ignored("Its metadata has no order_id: it is of no order.");
        return Person(payment).Key(make) is { } who ? One(who) : new Mapped.Ignored("A payment of nobody.");

        Mapped One(CustomerKey customer)
        {
            make.Begin("payment-failed", $"failed-{id}", customer, at);
            return new Mapped.Facts([make.Make(null)], []);
        }
    }

    private static Mapped.OfOrder Disputed(Json dispute, DateTimeOffset at, FactMaker make) => OfPayment(make, dispute, (_, customer) =>
    {
        var draft = make.Begin("complaint", $"dispute-{dispute["id"].Need}", customer, at);
        draft.Put(EventField.Topic, "dispute");
        if (dispute["reason"].Text is { } reason)
            draft.Put(EventField.Text, FactMaker.Tidy(reason, 200));
        return new Mapped.Facts([make.Make(null)], []);
    });

    private static Mapped.OfOrder Settled(Json dispute, DateTimeOffset at, FactMaker make) => OfPayment(make, dispute, (_, customer) =>
    {
        var id = $"dispute-{dispute["id"].Need}";
        var draft = make.Begin("complaint-resolved", $"{id}.closed", customer, at);
        draft.Put(EventField.Complaint, id);
        return new Mapped.Facts([make.Make(null)], []);
    });

    private static Mapped Customer(Json customer, DateTimeOffset at, FactMaker make)
    {
        var id = customer["id"].Need;
        var person = new ShopPerson
        {
            Email = customer["email"].Text, Phone = customer["phone"].Text, Name = customer["name"].Text,
            Country = customer["address"]["country"].Text, Locale = customer["preferred_locales"].Items.Select(l => l.Text).FirstOrDefault(),
        };
        return PersonFacts.Of(make, person, make.Key(id, "data.object.id"), $"customer-{id}", at, at.ToUnixTimeMilliseconds()) is { } about
            ? new Mapped.Facts([about], [])
            : new Mapped.Ignored("The customer has no address and no name.");
    }

    /// <summary>The order that was paid for: the shop's where the payment names it, else the payment itself.</summary>
    private static Mapped.OfOrder OfPayment(FactMaker make, Json thing, Func<string, CustomerKey, Mapped> then)
    {
        if (make.Source.OrdersFrom is not { } shop)
            return new Mapped.OfOrder(make.Source.Customers, PaymentOf(thing), then);
        if (thing["metadata"]["order_id"].Text is { } order)
            return new Mapped.OfOrder(shop, order, then);
        var payment = PaymentOf(thing);
        return new Mapped.OfOrder(shop, payment, then)
        {
            Unknown = $"No call said which order the payment {Shown.Short(payment)} was for. Have the shop write 'order_id' into the payment's metadata and Stripe send "
                + "payment_intent.succeeded here too; then resend that event from Stripe, and retry.",
        };
    }

    /// <summary>The payment that something is about: of an old charge without one, the charge.</summary>
    private static string PaymentOf(Json thing) => IdOf(thing["payment_intent"]) ?? IdOf(thing["charge"]) ?? thing["id"].Need;

    private static string? IdOf(Json reference) => reference.IsObject ? reference["id"].Need : reference.Text;
}
