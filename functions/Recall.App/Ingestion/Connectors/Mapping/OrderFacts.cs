using Recall.App.Ingestion.Events;
using Recall.App.Ingestion.Files;
using Recall.Core;
using Recall.Core.Customers;

namespace Recall.App.Ingestion.Connectors.Mapping;

/// <summary>Events of an order in one of its states. Their ids are those of files, so that an export and the platform's calls tell of one order.</summary>
internal static class OrderFacts
{
    /// <summary>Of <see cref="EventReader.MaxEventBytes"/>, what is left to the lines.</summary>
    private const int MostLineBytes = 40 * 1024;

    private const string Nobody = "An order of nobody: it names neither a customer nor an address that can be read.";

    /// <summary>The facts, or why there are none.</summary>
    public static Mapped Of(FactMaker make, ShopOrder order)
    {
        if (order.Person.Key(make) is not { } customer)
            return new Mapped.Ignored(Nobody) { Order = [order.Id, .. order.Names] };
        make.Reached(order.ChangedAt);
        var events = new List<CustomerEvent>();
        if (PersonFacts.Of(make, order.Person, customer, $"{order.Id}.customer", order.At, order.Revision) is { } person)
            events.Add(person);
        events.AddRange(Consents(make, order, customer));
        events.Add(Placed(make, order, customer));

        // Of an order that does not count no refund does: it stays as it is, and counts again with its order.
        if (order.Stage is OrderStage.Paid or OrderStage.Refunded)
            events.AddRange(order.Refunds.Where(r => r.Amount > 0).Select(r => Refund(make, order, r, customer)));
        return new Mapped.Facts(events, [new(order.Id, order.Names, customer, order.At, order.Revision) 
        {
            Aliases = order.Person.ContactKeys(make), Sum = order.Refunds.FirstOrDefault(r => r.Growing)?.Id,
            TellsRefunds = order.TellsRefunds && order.Stage is OrderStage.Paid or OrderStage.Refunded,
        }]);
    }

    /// <summary>An order was deleted. The state goes into the book like any other, so that an older one that comes later brings the order back to nobody.</summary>
    public static Mapped.OfOrder Deleted(FactMaker make, string order, long revision) => new(make.Source.Customers, order, (id, customer) => new Mapped.Facts(
        [make.Void(id, customer, DateTimeOffset.UnixEpoch, revision)], [new(id, [], customer, DateTimeOffset.UnixEpoch, revision)])) { Deletes = true };

    /// <summary>Money given back, of an order that is known.</summary>
    public static CustomerEvent Refund(FactMaker make, string id, string order, CustomerKey customer, DateTimeOffset at, decimal amount, string? currency, long? revision)
    {
        var draft = make.Begin("refund", id, customer, at);
        draft.Put(EventField.Order, order);
        draft.Put(EventField.Amount, decimal.Round(amount, 4));
        if (currency is not null)
            draft.Put(EventField.Currency, currency);
        return make.Make(revision);
    }

    private static CustomerEvent Refund(FactMaker make, ShopOrder order, ShopRefund refund, CustomerKey customer) => Refund(
        make, refund.Id, order.Id, customer, refund.At ?? order.ChangedAt, refund.Amount, order.Currency,

        // Without a time of its own, the earliest state that tells of it is the nearest to it: the older it is the greater its revision.
        refund.Growing ? order.Revision : refund.At is null ? -order.Revision : null);

    private static CustomerEvent Placed(FactMaker make, ShopOrder order, CustomerKey customer)
    {
        if (order.Stage is OrderStage.Open or OrderStage.Cancelled)
            return make.Void(order.Id, customer, order.At, order.Revision);
        var draft = make.Begin("order", order.Id, customer, order.At);
        draft.Put(EventField.Total, decimal.Round(order.Total, 4));
        if (order.Currency is { } currency)
            draft.Put(EventField.Currency, currency);
        if (order.Discount > 0)
            draft.Put(EventField.Discount, decimal.Round(order.Discount, 4));
        if (order.Coupon is { } coupon)
            draft.Put(EventField.Coupon, FactMaker.Tidy(coupon, FieldRule.NameChars));
        foreach (var (line, index) in Lines(order).Select((l, i) => (l, i)))
            LineChecks.Check(draft, $"lines[{index}].", line.Product, line.Category, line.Quantity, line.Price, priced: true);

        return make.Make(order.Revision);
    }

    /// <summary>What was bought; of an order with more lines than a fact can hold, those that cost most.</summary>
    private static List<ShopLine> Lines(ShopOrder order)
    {
        var lines = order.Lines.Where(l => l.Quantity >= 1).Select(l => new ShopLine(
            FactMaker.Tidy(l.Product, FieldRule.NameChars), l.Category is null ? null : FactMaker.Tidy(l.Category, FieldRule.NameChars),
            decimal.Truncate(l.Quantity), decimal.Round(l.Price, 4))).ToList();
        if (lines.Sum(Bytes) <= MostLineBytes)
            return lines;
        var bytes = 0;
        return [.. lines.OrderByDescending(l => l.Quantity * l.Price).ThenBy(l => l.Product, StringComparer.Ordinal).TakeWhile(l => (bytes += Bytes(l)) <= MostLineBytes)];
    }

    private static int Bytes(ShopLine line) => StoredJson.Bytes(line).Length;

    private static IEnumerable<CustomerEvent> Consents(FactMaker make, ShopOrder order, CustomerKey customer)
    {
        foreach (var (channel, granted) in order.Consents)
        {
            var draft = make.Begin("consent", order.Id + OrderConsents.Suffix(channel, granted), customer, order.At);
            draft.Put(EventField.Channel, channel);
            draft.Put(EventField.Granted, granted ? "true" : "false");
            yield return (ConsentChanged)make.Make(null) with { Order = order.Id };
        }
    }
}
