using System.Text.Json.Serialization;

namespace Recall.Core.Customers;

/// <summary>
/// One fact that happened to a customer. <see cref="Id"/> comes from the source and makes it idempotent per customer: the same
/// id again with the same content is a duplicate, with other content an error. <see cref="At"/> is UTC.
/// Amounts are in the shop's currency.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(OrderPlaced), "order")]
[JsonDerivedType(typeof(OrderRefunded), "refund")]
[JsonDerivedType(typeof(ProductViewed), "view")]
[JsonDerivedType(typeof(CartUpdated), "cart")]
[JsonDerivedType(typeof(LoggedIn), "login")]
[JsonDerivedType(typeof(ComplaintOpened), "complaint")]
[JsonDerivedType(typeof(ComplaintResolved), "complaint-resolved")]
[JsonDerivedType(typeof(SurveyAnswered), "survey")]
[JsonDerivedType(typeof(MessageStatusChanged), "message")]
[JsonDerivedType(typeof(Replied), "reply")]
[JsonDerivedType(typeof(ConsentChanged), "consent")]
[JsonDerivedType(typeof(CustomerChanged), "customer")]
[JsonDerivedType(typeof(PaymentFailed), "payment-failed")]
[JsonDerivedType(typeof(OrderDelivered), "delivery")]
[JsonDerivedType(typeof(CustomerTagged), "tag")]
[JsonDerivedType(typeof(Voided), "void")]
public abstract record CustomerEvent
{
    /// <summary>The source's id of this fact; at most <see cref="KeyRules.MaxIdLength"/> characters.</summary>
    public required string Id { get; init; }

    /// <summary>Whose fact it is.</summary>
    public required CustomerKey Customer { get; init; }

    /// <summary>When it happened, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>
    /// Which state of a thing that changes this is, greater is newer; null for a fact that never changes. Of the events of one id the newest
    /// counts, whichever comes in last: see <see cref="Revisions"/>.
    /// </summary>
    public long? Revision { get; init; }
}

/// <summary>A paid order. <see cref="Total"/> is what was paid, after <see cref="Discount"/>.</summary>
public sealed record OrderPlaced : CustomerEvent
{
    /// <summary>Paid, in the shop's currency, zero or more.</summary>
    public required decimal Total { get; init; }

    /// <summary>Taken off before paying.</summary>
    public decimal Discount { get; init; }

    /// <summary>What the goods cost the shop, where known.</summary>
    public decimal? Cost { get; init; }

    /// <summary>Coupon code used.</summary>
    public string? Coupon { get; init; }

    /// <summary>Lines, where known.</summary>
    public IReadOnlyList<OrderLine> Lines { get; init; } = [];

    /// <summary>Bought as a gift.</summary>
    public bool Gift { get; init; }
}

/// <summary>A line of an order.</summary>
/// <param name="Product">The platform's product id or SKU.</param>
/// <param name="Category">The product's category, where known.</param>
/// <param name="Quantity">Pieces, 1 or more.</param>
/// <param name="Price">Of one piece, in the shop's currency.</param>
public sealed record OrderLine(string Product, string? Category, int Quantity, decimal Price);

/// <summary>Money given back.</summary>
public sealed record OrderRefunded : CustomerEvent
{
    /// <summary>The order it belongs to, where known.</summary>
    public string? Order { get; init; }

    /// <summary>More than zero.</summary>
    public required decimal Amount { get; init; }
}

/// <summary>Looked at a product.</summary>
public sealed record ProductViewed : CustomerEvent
{
    /// <summary>Product id or SKU.</summary>
    public string? Product { get; init; }

    /// <summary>Its category.</summary>
    public string? Category { get; init; }
}

/// <summary>Put something in the cart or took it out.</summary>
public sealed record CartUpdated : CustomerEvent
{
    /// <summary>What the cart is worth now.</summary>
    public decimal Value { get; init; }
}

/// <summary>Logged in.</summary>
public sealed record LoggedIn : CustomerEvent;

/// <summary>Complained.</summary>
public sealed record ComplaintOpened : CustomerEvent
{
    /// <summary>For example <c>late</c>, <c>quality</c>, <c>service</c>.</summary>
    public string? Topic { get; init; }

    /// <summary>In the customer's words.</summary>
    public string? Text { get; init; }
}

/// <summary>The shop settled a complaint.</summary>
public sealed record ComplaintResolved : CustomerEvent
{
    /// <summary>The complaint's event id, where known.</summary>
    public string? Complaint { get; init; }
}

/// <summary>Answered a survey.</summary>
public sealed record SurveyAnswered : CustomerEvent
{
    /// <summary>0 to 10, as in net promoter score.</summary>
    public required int Rating { get; init; }

    /// <summary>Free text.</summary>
    public string? Text { get; init; }
}

/// <summary>What became of a message to the customer.</summary>
public sealed record MessageStatusChanged : CustomerEvent
{
    /// <summary>The touch's key, or the platform's message id.</summary>
    public required string Message { get; init; }

    /// <summary><c>email</c>, <c>sms</c>, ...</summary>
    public required string Channel { get; init; }

    /// <summary>What happened.</summary>
    public required MessageStatus Status { get; init; }
}

/// <summary>A customer wrote back.</summary>
public sealed record Replied : CustomerEvent
{
    /// <summary><c>email</c>, <c>sms</c>, ...</summary>
    public required string Channel { get; init; }

    /// <summary>What they wrote.</summary>
    public string? Text { get; init; }
}

/// <summary>A customer allowed or forbade a channel; an unsubscribe is a consent that is not granted.</summary>
public sealed record ConsentChanged : CustomerEvent
{
    /// <summary>The channel, or <c>all</c>.</summary>
    public required string Channel { get; init; }

    /// <summary>Allowed from now on.</summary>
    public required bool Granted { get; init; }

    /// <summary>
    /// The order that carried it, where it is a platform's flag in an order; null where the customer said so. A flag is what the platform had
    /// on file, which may be old, or not know of an unsubscribe: see <see cref="ConsentFold"/>.
    /// </summary>
    public string? Order { get; init; }
}

/// <summary>Master data; a field that is null is not known by this event and stays as it was.</summary>
public sealed record CustomerChanged : CustomerEvent
{
    /// <summary>E-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>
    /// True where the platform has seen that the customer reads messages at <see cref="Email"/>, which may make them one with another who has it; null
    /// where it does not say so.
    /// </summary>
    public bool? EmailVerified { get; init; }

    /// <summary>Phone number, E.164.</summary>
    public string? Phone { get; init; }

    /// <summary>The same of <see cref="Phone"/>.</summary>
    public bool? PhoneVerified { get; init; }

    /// <summary>The id under which WeCom (企业微信) knows them as a contact of the shop's staff, <c>external_userid</c>.</summary>
    public string? Wecom { get; init; }

    /// <summary>Another key of this person: the platform's id in another system's event, or what the shop itself knows.</summary>
    public CustomerKey? SameAs { get; init; }

    /// <summary>How to address them.</summary>
    public string? Name { get; init; }

    /// <summary>BCP 47, for example <c>zh-CN</c>.</summary>
    public string? Locale { get; init; }

    /// <summary>IANA time zone, for example <c>Asia/Shanghai</c>.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Birthday.</summary>
    public DateOnly? Birthday { get; init; }

    /// <summary>Last day of the membership.</summary>
    public DateOnly? MembershipExpiry { get; init; }

    /// <summary>Level in the shop's loyalty programme, higher is better; 0 is a customer without one.</summary>
    public int? Tier { get; init; }

    /// <summary>Loyalty points that can still be spent.</summary>
    public int? Points { get; init; }
}

/// <summary>A payment did not go through.</summary>
public sealed record PaymentFailed : CustomerEvent;

/// <summary>An order arrived.</summary>
public sealed record OrderDelivered : CustomerEvent
{
    /// <summary>Days after the promised day; zero or less is on time.</summary>
    public int DaysLate { get; init; }
}

/// <summary>Got a tag, or lost it; said by the shop's systems or by a sequence.</summary>
public sealed record CustomerTagged : CustomerEvent
{
    /// <summary>The tag; tags are the same without regard to case.</summary>
    public required string Tag { get; init; }

    /// <summary>Taken off.</summary>
    public bool Removed { get; init; }
}

/// <summary>
/// What its id stood for does not count, or not any more: an order that was never paid or was cancelled. It is kept, so that an older state that
/// comes in late does not bring the order back, and leaves no trace in the profile.
/// </summary>
public sealed record Voided : CustomerEvent;

/// <summary>States of a message as carriers report them.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MessageStatus>))]
public enum MessageStatus
{
    /// <summary>Handed to the carrier.</summary>
    [JsonStringEnumMemberName("sent")] Sent,

    /// <summary>Arrived.</summary>
    [JsonStringEnumMemberName("delivered")] Delivered,

    /// <summary>Opened, or a machine loaded its pictures; never decides anything.</summary>
    [JsonStringEnumMemberName("opened")] Opened,

    /// <summary>A link was followed, by the person or by a scanner; never decides anything alone.</summary>
    [JsonStringEnumMemberName("clicked")] Clicked,

    /// <summary>Came back: the address is not reachable.</summary>
    [JsonStringEnumMemberName("bounced")] Bounced,

    /// <summary>Marked as spam by the person.</summary>
    [JsonStringEnumMemberName("complained")] Complained,

    /// <summary>Not delivered for another reason.</summary>
    [JsonStringEnumMemberName("failed")] Failed,
}
