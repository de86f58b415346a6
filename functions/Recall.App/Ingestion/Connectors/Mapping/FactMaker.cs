using System.Globalization;
using Recall.App.Ingestion.Events;
using Recall.Core.Customers;
using Recall.Core.Shop;

namespace Recall.App.Ingestion.Connectors.Mapping;

/// <summary>Makes events of what a platform says, by the same rules as every other way in: <see cref="EventDraft"/> checks the fields.</summary>
internal sealed class FactMaker(ConnectorSource source, ShopSettings shop, TimeProvider clock)
{
    private readonly EventDraft _draft = new(shop, clock, acceptFuture: false);

    /// <summary>Who sent it.</summary>
    public ConnectorSource Source => source;

    /// <summary>Reads events that come in Recall's own words.</summary>
    public EventReader Reader => new(shop, clock);

    /// <summary>The key of a customer id of the platform's.</summary>
    /// <exception cref="CannotMapException">It can be no key.</exception>
    public CustomerKey Key(string id, string field) => CustomerKey.TryParse($"{source.Customers}:{id}", out var key, out var error)
        ? key
        : throw new CannotMapException(field, $"{field} {error}.");

    /// <summary>The key of somebody who is known by an address alone; null where it can be read as none, or is one that anybody may give.</summary>
    /// <param name="email">E-mail address.</param>
    /// <param name="phone">Phone number, which counts where the e-mail address tells nobody.</param>
    /// <param name="country">ISO 3166 code of the country whose numbers need no country code; null is the shop's.</param>
    public CustomerKey? KeyOfContact(string? email, string? phone, string? country = null)
    {
        if (email is not null && ContactChecks.Email(email) is null && !shop.Identity.IsAnybodys(email))
            return CustomerKey.Parse($"{source.Customers}:{ContactKey.OfEmail(email)}");
        return phone is not null && PhoneNumber.TryRead(phone, country ?? shop.Country, out var number) && !shop.Identity.Ignores(ContactKey.OfPhone(number))
            ? CustomerKey.Parse($"{source.Customers}:{ContactKey.OfPhone(number)}")
            : null;
    }

    /// <summary>
    /// Refuses a state that is told to be of the future, as events of it are refused: of two states the later counts, so it would stand against all that come.
    /// </summary>
    /// <exception cref="CannotMapException">It is.</exception>
    public void Reached(DateTimeOffset changed)
    {
        if (EventTimes.Problem(changed, clock.GetUtcNow()) is { } problem)
            throw new CannotMapException("", $"The time of the last change, {problem}.");
    }

    /// <summary>Begins an event.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="id">Its id.</param>
    /// <param name="customer">Whose it is.</param>
    /// <param name="at">When, UTC.</param>
    /// <param name="country">ISO 3166 code of the country whose phone numbers need no country code; null is the shop's.</param>
    public EventDraft Begin(string type, string id, CustomerKey customer, DateTimeOffset at, string? country = null)
    {
        _draft.Begin(type);
        _draft.Country = country ?? shop.Country;
        _draft.Put(EventField.Id, id);
        _draft.Put(EventField.Customer, customer.Value);
        _draft.Give(EventField.At);
        _draft.At(at);
        return _draft;
    }

    /// <summary>The event that was begun.</summary>
    /// <exception cref="CannotMapException">Something is wrong with it.</exception>
    public CustomerEvent Make(long? revision)
    {
        var reading = _draft.Build();
        var e = reading.Event ?? throw new CannotMapException(reading.Errors[0].Field, EventError.Join(reading.Errors) + ".");
        return Core.StoredJson.Bytes(e).Length <= EventReader.MaxEventBytes
            ? e with { Revision = revision }
            : throw new CannotMapException("", $"It is more than the {EventReader.MaxEventBytes} bytes that are kept of one fact.");
    }

    /// <summary>What does not count under its id.</summary>
    /// <exception cref="CannotMapException">The id can be part of no key, or the time is none.</exception>
    public CustomerEvent Void(string id, CustomerKey customer, DateTimeOffset at, long revision)
    {
        Begin("login", id, customer, at);
        var e = Make(null);
        return new Voided { Id = e.Id, Customer = e.Customer, At = e.At, Revision = revision };
    }

    /// <summary>An amount in the smallest unit of a currency, as Stripe writes amounts (docs.stripe.com/currencies#zero-decimal).</summary>
    public static decimal FromMinor(decimal amount, string currency) => currency switch
    {
        "BIF" or "CLP" or "DJF" or "GNF" or "JPY" or "KMF" or "KRW" or "MGA" or "PYG" or "RWF" or "UGX" or "VND" or "VUV" or "XAF" or "XOF" or "XPF" => amount,
        "BHD" or "JOD" or "KWD" or "OMR" or "TND" => amount / 1000,
        _ => amount / 100,
    };

    /// <summary>A text as an event may carry it: no longer than its field, and without control characters.</summary>
    public static string Tidy(string text, int max) =>
        Shown.Cut(string.Concat(text.Where(c => !char.IsControl(c))), max).Trim();

    /// <summary>A number as text.</summary>
    public static string Digits(decimal number) => number.ToString(CultureInfo.InvariantCulture);
}
