namespace Recall.App.Ingestion.Events;

/// <summary>The fields an event may have; their names and rules are in <see cref="FieldRule"/>.</summary>
internal enum EventField
{
    Id, Customer, Type, At,
    Total, Currency, Discount, Cost, Coupon, Gift, Lines,
    Order, Amount, Product, Category, Value, Topic, Text, Complaint, Rating,
    Message, Channel, Status, Granted,
    Email, EmailVerified, Phone, PhoneVerified, Wecom, SameAs, Name, Locale, TimeZone, Birthday, MembershipExpiry, Tier, Points,
    DaysLate, Tag, Removed,
}

/// <summary>What a field is made of.</summary>
internal enum FieldKind
{
    Key, Word, Instant, Money, Flag, Lines, Text, Prose, Whole, Day, Address, Telephone, Contact, Language, Zone,
}

/// <summary>One field: its name on the wire, what it is made of, and its bounds.</summary>
/// <param name="Name">As senders write it.</param>
/// <param name="Kind">What it is made of.</param>
/// <param name="Max">Longest text in UTF-16 code units, or the largest number.</param>
/// <param name="Min">The smallest number.</param>
internal sealed record FieldRule(string Name, FieldKind Kind, int Max = 0, int Min = 0)
{
    /// <summary>
    /// Longest product and category names. A profile keeps 64 categories in one property of 64 KiB, and a character outside the
    /// basic plane takes 12 bytes in stored JSON: 100 code units are safe.
    /// </summary>
    public const int NameChars = 100;

    /// <summary>Longest tag, as long as the names of sequence files.</summary>
    public const int TagChars = 60;

    /// <summary>By <see cref="EventField"/>.</summary>
    public static IReadOnlyList<FieldRule> All { get; } = [.. Enum.GetValues<EventField>().Select(Of)];

    /// <summary>The name in UTF-8, as the JSON reader meets it.</summary>
    public byte[] Utf8 { get; } = System.Text.Encoding.UTF8.GetBytes(Name);

    private static FieldRule Of(EventField field) => field switch
    {
        EventField.Id => new("id", FieldKind.Key),
        EventField.Customer => new("customer", FieldKind.Key),
        EventField.Type => new("type", FieldKind.Word),
        EventField.At => new("at", FieldKind.Instant),
        EventField.Total => new("total", FieldKind.Money),
        EventField.Currency => new("currency", FieldKind.Word),
        EventField.Discount => new("discount", FieldKind.Money),
        EventField.Cost => new("cost", FieldKind.Money),
        EventField.Coupon => new("coupon", FieldKind.Text, NameChars),
        EventField.Gift => new("gift", FieldKind.Flag),
        EventField.Lines => new("lines", FieldKind.Lines),
        EventField.Order => new("order", FieldKind.Text, NameChars * 2),
        EventField.Amount => new("amount", FieldKind.Money),
        EventField.Product => new("product", FieldKind.Text, NameChars),
        EventField.Category => new("category", FieldKind.Text, NameChars),
        EventField.Value => new("value", FieldKind.Money),
        EventField.Topic => new("topic", FieldKind.Text, NameChars),
        EventField.Text => new("text", FieldKind.Prose, 2000),
        EventField.Complaint => new("complaint", FieldKind.Text, NameChars * 2),
        EventField.Rating => new("rating", FieldKind.Whole, 10),
        EventField.Message => new("message", FieldKind.Text, 400),
        EventField.Channel => new("channel", FieldKind.Word),
        EventField.Status => new("status", FieldKind.Word),
        EventField.Granted => new("granted", FieldKind.Flag),
        EventField.Email => new("email", FieldKind.Address),
        EventField.EmailVerified => new("emailVerified", FieldKind.Flag),
        EventField.Phone => new("phone", FieldKind.Telephone),
        EventField.PhoneVerified => new("phoneVerified", FieldKind.Flag),
        EventField.Wecom => new("wecom", FieldKind.Contact, ContactChecks.ContactChars),
        EventField.SameAs => new("sameAs", FieldKind.Key),
        EventField.Name => new("name", FieldKind.Text, NameChars * 2),
        EventField.Locale => new("locale", FieldKind.Language),
        EventField.TimeZone => new("timeZone", FieldKind.Zone),
        EventField.Birthday => new("birthday", FieldKind.Day),
        EventField.MembershipExpiry => new("membershipExpiry", FieldKind.Day),
        EventField.Tier => new("tier", FieldKind.Whole, 100),
        EventField.Points => new("points", FieldKind.Whole, 1_000_000_000),
        EventField.DaysLate => new("daysLate", FieldKind.Whole, 3650, -3650),
        EventField.Tag => new("tag", FieldKind.Text, TagChars),
        EventField.Removed => new("removed", FieldKind.Flag),
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "No rule for this field."),
    };
}
