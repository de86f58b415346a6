using Recall.App.Ingestion.Connectors.Mapping;
using Recall.App.Ingestion.Events;
using Recall.Core.Customers;
using Recall.Core.Messaging;

namespace Recall.App.Ingestion.Connectors.Shopify;

/// <summary>What Shopify's topics say (shopify.dev/docs/api/webhooks); SHOPLINE's are made after them.</summary>
internal static class ShopifyTopics
{
    public static Mapped Read(string topic, DateTimeOffset came, Json body, FactMaker make) => topic switch
    {
        "orders/create" or "orders/created" or "orders/updated" or "orders/update" or "orders/paid" or "orders/cancelled" or "orders/canceled" or "orders/fulfilled"
            or "orders/partially_fulfilled" or "orders/finish" => ShopifyOrders.Read(body, make),
        "orders/delete" or "orders/deleted" => ShopifyOrders.Deleted(body, make),
        "refunds/create" or "refunds/created" => ShopifyOrders.Refund(body, make),
        "checkouts/create" or "checkouts/update" => Checkout(body, make),
        "customers/create" or "customers/update" or "customers/enable" or "customers/disable" => Customer(body, make),
        "customers_email_marketing_consent/update" or "customers/email_marketing_consent_update" =>
            Consent(body, body["email_marketing_consent"], Channels.Email, came, make),
        "customers_marketing_consent/update" or "customers/marketing_consent_update" => Consent(body, body["sms_marketing_consent"], Channels.Sms, came, make),
        "customers/delete" => new Mapped.Forget([make.Key(ErasingTopics.Customer(body), "id")], []),
        "customers/redact" => Redact(body, make),
        "customers/data_request" => DataRequest(body, make),
        "shop/redact" => ErasingTopics.Shop(body, make),
        "merchants/redact" => ErasingTopics.Shop(body, make, "store"),
        _ => new Mapped.Ignored($"The topic '{Shown.Short(topic)}' says nothing about customers that is kept."),
    };

    /// <summary>A customer as orders and their own topics have them. A number is of the country of the address it stands in.</summary>
    public static ShopPerson Person(Json customer, Json order = default) => new()
    {
        Id = customer["id"].Text is { } id && id != "0" ? id : null,
        Email = customer["email"].Text ?? order["email"].Text ?? order["contact_email"].Text,
        EmailVerified = customer["verified_email"].Flag,
        Phone = customer["phone"].Text ?? customer["default_address"]["phone"].Text ?? order["phone"].Text,
        Country = (customer["default_address"]["phone"].Exists ? customer["default_address"]["country_code"].Text : null) ?? order["billing_address"]["country_code"].Text
            ?? customer["default_address"]["country_code"].Text,
        Name = ShopPerson.NameOf(customer["first_name"].Text ?? order["billing_address"]["first_name"].Text, customer["last_name"].Text ?? order["billing_address"]["last_name"].Text),
        Locale = order["customer_locale"].Text,
    };

    private static Mapped Customer(Json body, FactMaker make)
    {
        var person = Person(body);
        var key = make.Key(body["id"].Need, "id");
        var at = body["updated_at"].Time() ?? body["created_at"].Time() ?? throw new CannotMapException("updated_at", "updated_at is missing.");
        var events = new List<CustomerEvent>();
        if (PersonFacts.Of(make, person, key, $"customer-{person.Id}", at, at.ToUnixTimeMilliseconds()) is { } about)
            events.Add(about);

        // Until 2025-01 the customer carried its consents; those who subscribe to an older version of the API still get them.
        foreach (var (consent, channel) in ((Json, string)[])[(body["email_marketing_consent"], Channels.Email), (body["sms_marketing_consent"], Channels.Sms)])
        {
            if (Consented(consent, channel, key, at, make) is { } word)
                events.Add(word);
        }

        return events.Count == 0 ? new Mapped.Ignored("The customer has no address, no name and no consent.") : new Mapped.Facts(events, []);
    }

    private static Mapped Consent(Json body, Json consent, string channel, DateTimeOffset came, FactMaker make)
    {
        var key = make.Key(body["customer_id"].Text ?? body["id"].Need, "customer_id");
        if (Consented(consent, channel, key, came, make) is not { } word)
            return new Mapped.Ignored("The consent is neither given nor refused.");
        var at = word.At;
        var person = new ShopPerson { Email = body["email_address"].Text ?? body["email"].Text, Phone = body["phone"].Text };
        var about = PersonFacts.Of(make, person, key, $"{word.Id}.customer", at, null);
        return new Mapped.Facts(about is null ? [word] : [about, word], []);
    }

    /// <summary>The customer's own word; null where they said neither yes nor no. A yes needs its time; a no without one is of when it was told.</summary>
    private static CustomerEvent? Consented(Json consent, string channel, CustomerKey key, DateTimeOffset told, FactMaker make)
    {
        bool? granted = consent["state"].Text?.ToLowerInvariant() switch { "subscribed" => true, "unsubscribed" or "redacted" or "invalid" => false, _ => null };
        return granted is { } word && (consent["consent_updated_at"].Time() ?? (word ? null : told)) is { } at
            ? PersonFacts.Consent(make, key, channel, word, at) : null;
    }

    private static Mapped Checkout(Json body, FactMaker make)
    {
        if (Person(body["customer"], body).Key(make) is not { } key)
            return new Mapped.Ignored("A cart of nobody: its owner has not said who they are.");
        var at = body["updated_at"].Time() ?? throw new CannotMapException("updated_at", "updated_at is missing.");
        var draft = make.Begin("cart", $"checkout-{body["token"].Text ?? body["id"].Need}", key, at);
        if (body["total_price"].Number is { } value)
            draft.Put(EventField.Value, value);
        if (body["currency"].Text is { } currency)
            draft.Put(EventField.Currency, currency);
        return new Mapped.Facts([make.Make(at.ToUnixTimeMilliseconds())], []);
    }

    private static Mapped.Forget Redact(Json body, FactMaker make)
    {
        ErasingTopics.Without(body, "id", "created_at", "data_request");
        ErasingTopics.OfThisShop(body, make);
        return new(Keys(body["customer"], make), [.. new[] { body["customer"]["email"].Text, body["customer"]["phone"].Text }.OfType<string>()]);
    }

    private static Mapped.DataRequest DataRequest(Json body, FactMaker make)
    {
        ErasingTopics.OfThisShop(body, make);
        return new(body["data_request"]["id"].Text ?? body["customer"]["id"].Need, Keys(body["customer"], make));
    }

    private static IReadOnlyList<CustomerKey> Keys(Json customer, FactMaker make)
    {
        var person = Person(customer);
        return [.. new[] { person.Key(make) }.OfType<CustomerKey>().Concat(person.ContactKeys(make)).Distinct()];
    }
}
