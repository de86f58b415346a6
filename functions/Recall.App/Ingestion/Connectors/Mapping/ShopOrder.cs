using Recall.Core.Customers;

namespace Recall.App.Ingestion.Connectors.Mapping;

/// <summary>An order in one of its states, as every platform tells it in words of its own.</summary>
internal sealed record ShopOrder
{
    /// <summary>The id of its event: what exports of the platform call it too.</summary>
    public required string Id { get; init; }

    /// <summary>What else the platform calls it.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Who placed it.</summary>
    public required ShopPerson Person { get; init; }

    /// <summary>When it was placed, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When it came into this state, UTC.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>How far it has come; tells states of one moment apart.</summary>
    public required OrderStage Stage { get; init; }

    /// <summary>Paid, before anything was given back.</summary>
    public required decimal Total { get; init; }

    /// <summary>ISO 4217; null is the shop's.</summary>
    public string? Currency { get; init; }

    /// <summary>Taken off before paying.</summary>
    public decimal Discount { get; init; }

    /// <summary>Coupon code used.</summary>
    public string? Coupon { get; init; }

    /// <summary>What was bought.</summary>
    public IReadOnlyList<ShopLine> Lines { get; init; } = [];

    /// <summary>What was given back.</summary>
    public IReadOnlyList<ShopRefund> Refunds { get; init; } = [];

    /// <summary>Each state has all refunds, and one that it lacks was taken back.</summary>
    public bool TellsRefunds { get; init; }

    /// <summary>What the customer answered to being written to, by channel.</summary>
    public IReadOnlyList<(string Channel, bool Granted)> Consents { get; init; } = [];

    /// <summary>Greater is newer. Platforms count in seconds, and an order is often created and paid in one: the stage decides then.</summary>
    public long Revision => RevisionOf(ChangedAt, Stage);

    /// <summary>The revision of a state.</summary>
    public static long RevisionOf(DateTimeOffset changed, OrderStage stage) => (changed.ToUnixTimeMilliseconds() * 10) + (long)stage;
}

/// <summary>How far an order has come.</summary>
internal enum OrderStage
{
    /// <summary>Not paid: no purchase.</summary>
    Open,

    /// <summary>Paid.</summary>
    Paid,

    /// <summary>Paid, and given back in part or whole.</summary>
    Refunded,

    /// <summary>Cancelled or deleted: no purchase.</summary>
    Cancelled,
}

/// <summary>A line of an order.</summary>
/// <param name="Product">Product id or SKU.</param>
/// <param name="Category">Its category, where known.</param>
/// <param name="Quantity">Pieces; a line of none is left out.</param>
/// <param name="Price">Of one piece.</param>
internal sealed record ShopLine(string Product, string? Category, decimal Quantity, decimal Price);

/// <summary>Money given back.</summary>
/// <param name="Id">The id of its event.</param>
/// <param name="Amount">How much.</param>
/// <param name="At">When, UTC; null where the platform does not say, and then the earliest state that knows of it counts.</param>
/// <param name="Growing">The amount is all that was given back so far, so the newest state counts.</param>
internal sealed record ShopRefund(string Id, decimal Amount, DateTimeOffset? At, bool Growing = false);

/// <summary>A customer as a platform knows them.</summary>
internal sealed record ShopPerson
{
    /// <summary>The platform's id; null for a guest.</summary>
    public string? Id { get; init; }

    /// <summary>E-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>The platform has seen them answer there.</summary>
    public bool EmailVerified { get; init; }

    /// <summary>Phone number.</summary>
    public string? Phone { get; init; }

    /// <summary>ISO 3166 code of the country they live in, by which a number without a country code is read; null is the shop's.</summary>
    public string? Country
    {
        get;
        init => field = value?.ToUpperInvariant();
    }

    /// <summary>How to address them.</summary>
    public string? Name { get; init; }

    /// <summary>BCP 47.</summary>
    public string? Locale { get; init; }

    /// <summary>The names of a person as one.</summary>
    public static string? NameOf(string? first, string? last) => $"{first} {last}".Trim() is { Length: > 0 } name ? name : null;

    /// <summary>The key, or null where nothing tells who it is.</summary>
    public CustomerKey? Key(FactMaker make) => Id is not null ? make.Key(Id, "customer") : make.KeyOfContact(Email, Phone, Country);

    /// <summary>The keys that others than the platform's id may have made.</summary>
    public IReadOnlyList<CustomerKey> ContactKeys(FactMaker make) =>
        [.. new[] { make.KeyOfContact(Email, null), make.KeyOfContact(null, Phone, Country) }.OfType<CustomerKey>().Distinct()];
}
