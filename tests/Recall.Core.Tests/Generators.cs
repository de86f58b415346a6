using FsCheck;
using FsCheck.Fluent;
using Recall.Core.Customers;

namespace Recall.Core.Tests;

/// <summary>Arbitrary events of one customer.</summary>
internal static class Generators
{
    public static readonly CustomerKey Customer = CustomerKey.Parse("shop:42");
    public static readonly DateTimeOffset Epoch = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly TimeZoneInfo Utc = TimeZoneInfo.Utc;

    /// <summary>Two years in quarters of an hour, with many collisions.</summary>
    public static readonly Gen<DateTimeOffset> Instants = Gen.OneOf(
        Gen.Choose(0, 2 * 365 * 96).Select(q => Epoch.AddMinutes(15 * q)),
        Gen.Choose(0, 20).Select(d => Epoch.AddDays(70 + d).AddTicks(d % 3)));

    /// <summary>Text that trips writers: quotes, markup, metadata names of JSON, line ends, other planes.</summary>
    public static readonly Gen<string> Text = Gen.Elements(
        "", " ", "a", "\"quoted\"", "<b>&amp;</b>", "$id", "$type", "type", "$ref", "$values", "a\r\nb\u2028\u0000", "山田太郎", "👩‍👩‍👧", "\\u0041", "other");

    /// <summary>Zero or more, with zeros and scales that a sum could keep by accident.</summary>
    public static readonly Gen<decimal> Money = Gen.OneOf(
        Gen.Elements(0m, 0.00m, 1m, 1.0m, 1.50m, 19.99m, 0.0001m),
        Gen.Choose(0, 1_000_000).Select(c => c / 100m));

    public static readonly Gen<string> Channel = Gen.Elements("email", "sms", "push", "wecom");

    public static readonly Gen<string> ZoneName = Gen.Elements(
        "America/New_York", "Europe/Berlin", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Mars/Olympus", "");

    /// <summary>Up to forty events of <see cref="Customer"/>, each with an id of its own, in no order.</summary>
    public static readonly Gen<IReadOnlyList<CustomerEvent>> Events =
        from count in Gen.Choose(0, 40)
        from events in Gen.CollectToList(Enumerable.Range(0, count), i => Event("e" + (i * 7919 % 101)))
        select (IReadOnlyList<CustomerEvent>)[.. events];

    /// <summary>An event of any type.</summary>
    public static Gen<CustomerEvent> Event(string id) => Instants.SelectMany(at => Gen.OneOf(Kinds(id, at)));

    private static Gen<CustomerEvent>[] Kinds(string id, DateTimeOffset at)
    {
        var order = Order(id, at).Select(o => (CustomerEvent)o);
        return
        [
            order, order, order,
            Money.Zip(Text.OrNull(), CustomerEvent (amount, of) => new OrderRefunded { Id = id, Customer = Customer, At = at, Amount = amount, Order = of }),
            Text.OrNull().Zip(Text.OrNull(), CustomerEvent (p, c) => new ProductViewed { Id = id, Customer = Customer, At = at, Product = p, Category = c }),
            Money.Select(CustomerEvent (value) => new CartUpdated { Id = id, Customer = Customer, At = at, Value = value }),
            Gen.Constant<CustomerEvent>(new LoggedIn { Id = id, Customer = Customer, At = at }),
            Text.OrNull().Zip(Text.OrNull(), CustomerEvent (t, x) => new ComplaintOpened { Id = id, Customer = Customer, At = at, Topic = t, Text = x }),
            Text.OrNull().Select(CustomerEvent (of) => new ComplaintResolved { Id = id, Customer = Customer, At = at, Complaint = of }),
            Gen.Choose(0, 10).Zip(Text.OrNull(), CustomerEvent (r, t) => new SurveyAnswered { Id = id, Customer = Customer, At = at, Rating = r, Text = t }),
            Channel.Zip(Gen.Elements(Enum.GetValues<MessageStatus>()), CustomerEvent (c, s) => new MessageStatusChanged
            {
                Id = id, Customer = Customer, At = at, Message = "m", Channel = c, Status = s,
            }),
            Channel.Zip(Text.OrNull(), CustomerEvent (c, t) => new Replied { Id = id, Customer = Customer, At = at, Channel = c, Text = t }),
            from c in Gen.Elements("email", "sms", "push", "wecom", "all")
            from granted in Gen.Elements(true, false)
            from carrier in Gen.Elements("o1").OrNull()
            select (CustomerEvent)new ConsentChanged { Id = id, Customer = Customer, At = at, Channel = c, Granted = granted, Order = carrier },
            from email in Gen.Elements("a@x.example", "b@x.example").OrNull()
            from phone in Gen.Elements("+4915112345678", "+8613812345678").OrNull()
            from name in Text.OrNull()
            from zone in ZoneName.OrNull()
            from birthday in Gen.Elements<DateOnly?>(null, default(DateOnly), new DateOnly(2000, 2, 29))
            from level in Gen.Elements<int?>(null, 0, 3)
            select (CustomerEvent)new CustomerChanged
            {
                Id = id, Customer = Customer, At = at, Email = email, Phone = phone, Name = name, TimeZone = zone, Birthday = birthday,
                MembershipExpiry = birthday, Tier = level, Points = level is null ? 120 : null,
            },
            Gen.Constant<CustomerEvent>(new PaymentFailed { Id = id, Customer = Customer, At = at }),
            Gen.Choose(-3, 3).Select(CustomerEvent (days) => new OrderDelivered { Id = id, Customer = Customer, At = at, DaysLate = days }),
            from tag in Gen.Elements("vip", "VIP", "wholesale", "批发")
            from removed in Gen.Elements(true, false)
            select (CustomerEvent)new CustomerTagged { Id = id, Customer = Customer, At = at, Tag = tag, Removed = removed },
        ];
    }

    private static Gen<OrderPlaced> Order(string id, DateTimeOffset at) =>
        from total in Money
        from discount in Money
        from cost in Gen.OneOf(Gen.Constant((decimal?)null), Money.Select(m => (decimal?)m))
        from coupon in Text.OrNull()
        from gift in Gen.Elements(true, false)
        from count in Gen.Choose(0, 4)
        from lines in Gen.CollectToList(Enumerable.Range(0, count), i => Line(i))
        select new OrderPlaced
        {
            Id = id, Customer = Customer, At = at, Total = total, Discount = discount, Cost = cost, Coupon = coupon, Gift = gift, Lines = [.. lines],
        };

    private static Gen<OrderLine> Line(int index) =>
        from category in Gen.OneOf(Text, Gen.Choose(0, 99).Select(c => $"c{c}")).OrNull()
        from quantity in Gen.Choose(1, 5)
        from price in Money
        select new OrderLine($"sku-{index}", category, quantity, price);
}
