using Recall.App.Ingestion.Connectors.Mapping;
using Recall.Core.Messaging;

namespace Recall.App.Ingestion.Connectors.AdobeCommerce;

/// <summary>
/// Customers and newsletter subscribers as Adobe Commerce has them (developer.adobe.com/commerce/webapi/rest, "customers/{id}";
/// developer.adobe.com/commerce/extensibility/webhooks). A body says what happened in <c>eventName</c>, which is there where the webhook sends all
/// fields; without it somebody was created or changed. Times are UTC.
/// </summary>
internal static class AdobeCommerceCustomers
{
    /// <summary>The customer or the subscriber; null where neither is in it.</summary>
    public static Mapped? Read(Json body, FactMaker make)
    {
        var name = body["eventName"].Text ?? body["eventType"].Text;
        var (deleted, mayBe) = (
            name?.Contains("customer_delete", StringComparison.Ordinal) == true,
            name is null || (name.Contains(".customer_", StringComparison.Ordinal) && !name.Contains("address", StringComparison.Ordinal)));
        foreach (var place in (Json[])[body, body["customer"], body["subscriber"], body["data"]["customer"], body["data"]["subscriber"], body["data"], body["data"]["data_object"], body["data"]["value"]])
        {
            if (place["subscriber_email"].Exists && place["subscriber_status"].Exists)
                return Subscriber(place, make);
            var id = place["entity_id"].Exists ? place["entity_id"] : place["id"];
            if (deleted && id.Exists)
                return new Mapped.Forget([make.Key(id.Need, id.Path)], place["email"].Text is { } email ? [email] : []);
            if (mayBe && place["email"].Exists && id.Exists && !place["street"].Exists && !place["parent_id"].Exists) // An address has both too.
                return Customer(place, id, make);
        }

        return null;
    }

    private static Mapped Customer(Json customer, Json id, FactMaker make)
    {
        var at = customer["updated_at"].Time() ?? customer["created_at"].Time()
            ?? throw new CannotMapException(customer["updated_at"].Path, $"{customer["updated_at"].Path} is missing; add it to the webhook's fields.");
        var addresses = customer["addresses"].Items.ToList();
        var billing = addresses.Find(a => a["default_billing"].Flag) is { Exists: true } first ? first : addresses.FirstOrDefault();
        var person = new ShopPerson
        {
            Email = customer["email"].Text, Name = ShopPerson.NameOf(customer["firstname"].Text, customer["lastname"].Text),
            Phone = billing["telephone"].Text, Country = billing["country_id"].Text,
        };
        return PersonFacts.Of(make, person, make.Key(id.Need, id.Path), $"customer-{id.Text}", at, at.ToUnixTimeMilliseconds()) is { } about
            ? new Mapped.Facts([about], [])
            : new Mapped.Ignored("The customer has no address that can be read and no name.");
    }

    /// <summary>By number: 1 is subscribed, 3 unsubscribed; 2 and 4 have not said yes yet (Magento_Newsletter, Subscriber).</summary>
    private static Mapped Subscriber(Json subscriber, FactMaker make)
    {
        bool? granted = subscriber["subscriber_status"].Text switch { "1" => true, "3" => false, _ => null };
        if (granted is not { } word)
            return new Mapped.Ignored("The subscription is neither given nor refused.");
        var at = subscriber["change_status_at"].Time()
            ?? throw new CannotMapException(subscriber["change_status_at"].Path, $"{subscriber["change_status_at"].Path} is missing; add it to the webhook's fields.");
        var email = subscriber["subscriber_email"].Text;
        if ((subscriber["customer_id"].Text is { } id && id != "0" ? make.Key(id, subscriber["customer_id"].Path) : make.KeyOfContact(email, null)) is not { } key)
            return new Mapped.Ignored("The subscriber has no address that can be read.");
        var consent = PersonFacts.Consent(make, key, Channels.Email, word, at);
        return new Mapped.Facts(PersonFacts.Of(make, new() { Email = email }, key, $"{consent.Id}.customer", at, null) is { } about ? [about, consent] : [consent], []);
    }
}
