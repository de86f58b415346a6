using System.Text.Json;
using System.Text.Json.Serialization;
using Recall.Core.Customers.Identity;
using static Recall.Core.Customers.StoredTokens;

namespace Recall.Core.Customers;

/// <summary>
/// Reads profiles by hand: reading them is nearly all that scoring a million customers costs, and the serializer, which looks every
/// property up and collects constructor arguments, takes several times as long. What it writes is the serializer's. A property that
/// is forgotten here fails the test that profiles come back as they were written.
/// </summary>
internal sealed class ProfileJson : JsonConverter<Profile>
{
    public override Profile Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var (customer, last, events, firstSeen) = (default(CustomerKey), default(EventPosition), 0, default(DateTimeOffset));
        var (person, bought, refunds, service) = (Person.Unknown, Purchases.None, Refunds.None, Service.None);
        var (activity, responses) = (Activity.None, Responses.None);
        IReadOnlyList<string> tags = [];
        IReadOnlyList<Member>? members = null;
        var (consents, categories) = (Empty<Consent>.Map, Empty<CategoryPurchases>.Map);
        while (Next(ref reader, out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("customer"u8))
                customer = Key(ref reader);
            else if (name.SequenceEqual("last"u8))
                last = ReadPosition(ref reader);
            else if (name.SequenceEqual("events"u8))
                events = reader.GetInt32();
            else if (name.SequenceEqual("firstSeen"u8))
                firstSeen = Instant(ref reader);
            else if (name.SequenceEqual("person"u8))
                person = ProfilePartsReader.Person(ref reader);
            else if (name.SequenceEqual("consents"u8))
                consents = ReadConsents(ref reader);
            else if (name.SequenceEqual("purchases"u8))
                bought = PurchasesReader.Read(ref reader);
            else if (name.SequenceEqual("refunds"u8))
                refunds = ProfilePartsReader.Refunds(ref reader);
            else if (name.SequenceEqual("categories"u8))
                categories = PurchasesReader.Categories(ref reader);
            else if (name.SequenceEqual("service"u8))
                service = ProfilePartsReader.Service(ref reader);
            else if (name.SequenceEqual("activity"u8))
                activity = ProfilePartsReader.Activity(ref reader);
            else if (name.SequenceEqual("responses"u8))
                responses = ProfilePartsReader.Responses(ref reader);
            else if (name.SequenceEqual("members"u8))
                members = JsonSerializer.Deserialize<IReadOnlyList<Member>>(ref reader, StoredJson.Plain);
            else if (name.SequenceEqual("tags"u8))
                tags = Texts(ref reader);
            else
                reader.Skip();
        }

        return new()
        {
            Customer = customer, Last = last, Events = events, FirstSeen = firstSeen, Person = person, Consents = consents,
            Purchases = bought, Refunds = refunds, Categories = categories, Service = service, Activity = activity, Responses = responses,
            Tags = tags, Members = members,
        };
    }

    public override void Write(Utf8JsonWriter writer, Profile value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, StoredJson.Plain);

    internal static CustomerKey Key(ref Utf8JsonReader reader) => CustomerKey.TryParse(reader.GetString(), out var key, out var error)
        ? key
        : throw new JsonException($"Customer key {error}.");

    private static EventPosition ReadPosition(ref Utf8JsonReader reader)
    {
        var (at, id) = (default(DateTimeOffset), (string?)null);
        while (Next(ref reader, out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("at"u8))
                at = Instant(ref reader);
            else if (name.SequenceEqual("id"u8))
                id = reader.GetString();
            else
                reader.Skip();
        }

        return new(at, id);
    }

    private static Dictionary<string, Consent> ReadConsents(ref Utf8JsonReader reader)
    {
        var consents = new Dictionary<string, Consent>(StringComparer.Ordinal);
        while (Next(ref reader, out string channel))
        {
            var (granted, at, flag, ownYesAt) = (false, default(DateTimeOffset), false, default(DateTimeOffset?));
            while (Next(ref reader, out ReadOnlySpan<byte> name))
            {
                if (name.SequenceEqual("granted"u8))
                    granted = reader.GetBoolean();
                else if (name.SequenceEqual("at"u8))
                    at = Instant(ref reader);
                else if (name.SequenceEqual("flag"u8))
                    flag = reader.GetBoolean();
                else if (name.SequenceEqual("ownYesAt"u8))
                    ownYesAt = Instant(ref reader);
                else
                    reader.Skip();
            }

            consents[channel] = new(granted, at, flag, ownYesAt);
        }

        return consents;
    }
}
