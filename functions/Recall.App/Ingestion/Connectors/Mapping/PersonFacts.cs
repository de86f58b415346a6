using Recall.App.Ingestion.Events;
using Recall.Core.Customers;

namespace Recall.App.Ingestion.Connectors.Mapping;

/// <summary>Who a customer is. What of it cannot be read is left out, and costs no order.</summary>
internal static class PersonFacts
{
    /// <summary>The event, or null where nothing is known.</summary>
    public static CustomerEvent? Of(FactMaker make, ShopPerson person, CustomerKey customer, string id, DateTimeOffset at, long? revision)
    {
        var draft = make.Begin("customer", id, customer, at, person.Country);
        var email = Put(draft, EventField.Email, person.Email);
        var some = email | Put(draft, EventField.Phone, person.Phone) | Put(draft, EventField.Locale, person.Locale)
            | Put(draft, EventField.Name, person.Name is { } name ? FactMaker.Tidy(name, FieldRule.NameChars * 2) : null);
        return some ? (CustomerChanged)make.Make(revision) with { EmailVerified = email && person.EmailVerified ? true : null } : null;
    }

    /// <summary>The customer's word on being written to on a channel; the same word at the same time is one event.</summary>
    public static CustomerEvent Consent(FactMaker make, CustomerKey customer, string channel, bool granted, DateTimeOffset at)
    {
        var draft = make.Begin("consent", FormattableString.Invariant($"consent-{channel}-{at.ToUnixTimeMilliseconds()}-{(granted ? "granted" : "withdrawn")}"), customer, at);
        draft.Put(EventField.Channel, channel);
        draft.Put(EventField.Granted, granted ? "true" : "false");
        return make.Make(null);
    }

    private static bool Put(EventDraft draft, EventField field, string? text) => text is { Length: > 0 } && draft.PutIfReadable(field, text) is null;
}
