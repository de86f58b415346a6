using Recall.App.Ingestion.Connectors.Mapping;
using Recall.Core.Messaging;

namespace Recall.App.Ingestion.Connectors.BigCommerce;

/// <summary>
/// Customers and subscribers of the API's third version (docs.bigcommerce.com, "Customers V3", "Subscribers"). Consent to newsletters stands with the
/// subscriber of an address, who need not be a customer; <c>accepts_product_review_abandoned_cart_emails</c> of a customer is none.
/// </summary>
internal static class BigCommerceCustomers
{
    public static Mapped Customer(Json customer, FactMaker make)
    {
        var at = customer["date_modified"].Time() ?? customer["date_created"].Time() ?? throw new CannotMapException("customer.date_modified", "customer.date_modified is missing.");
        return PersonFacts.Of(make, Person(customer), make.Key(customer["id"].Need, "customer.id"), $"customer-{customer["id"].Text}", at, at.ToUnixTimeMilliseconds()) is { } about
            ? new Mapped.Facts([about], [])
            : new Mapped.Ignored("The customer has no address and no name.");
    }

    public static Mapped Subscriber(Json subscriber, Json customer, FactMaker make)
    {
        var at = subscriber["date_modified"].Time() ?? subscriber["date_created"].Time() ?? throw new CannotMapException("subscriber.date_modified", "subscriber.date_modified is missing.");
        var person = Person(subscriber);
        if ((customer["id"].Text is { } id ? make.Key(id, "customer.id") : make.KeyOfContact(person.Email, null)) is not { } key)
            return new Mapped.Ignored("The subscriber has no address that can be read.");
        var word = PersonFacts.Consent(make, key, Channels.Email, subscriber["consents"].Items.Any(c => c.Text == "marketing_newsletter"), at);
        return new Mapped.Facts(PersonFacts.Of(make, person, key, $"{word.Id}.customer", at, null) is { } about ? [about, word] : [word], []);
    }

    /// <summary>That of the address with the customer's number; else that of all addresses, where it is one.</summary>
    private static string? CountryOf(Json person)
    {
        var (phone, addresses) = (person["phone"].Text, person["addresses"].Items.Select(a => (Phone: a["phone"].Text, Country: a["country_code"].Text)).Where(a => a.Country is not null).ToList());
        return addresses.Find(a => a.Phone == phone).Country ?? (addresses.Select(a => a.Country).Distinct(StringComparer.Ordinal).ToList() is [var only] ? only : null);
    }

    private static ShopPerson Person(Json person) => new()
    {
        Email = person["email"].Text,
        Phone = person["phone"].Text,
        Country = CountryOf(person),
        Name = ShopPerson.NameOf(person["first_name"].Text, person["last_name"].Text),
    };
}
