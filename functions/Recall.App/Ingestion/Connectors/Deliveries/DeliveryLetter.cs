using System.Text;
using Recall.App.Ingestion.DeadLetters;
using Recall.Core;

namespace Recall.App.Ingestion.Connectors.Deliveries;

/// <summary>What it takes, besides its body, to read a delivery's letter again.</summary>
/// <param name="Source">The source's name.</param>
/// <param name="Id">The delivery's id.</param>
/// <param name="Topic">What it is about.</param>
/// <param name="Headers">Those that mapping needs.</param>
/// <param name="At">When it came, UTC.</param>
/// <param name="Delivery">Where it lies; null where it came through an API, or is an element of a list.</param>
/// <param name="List">Where the list lies that it is an element of; else null.</param>
internal sealed record DeliveryContext(
    string Source, string Id, string Topic, IReadOnlyDictionary<string, string> Headers, DateTimeOffset At, DeliveryRef? Delivery, DeliveryRef? List = null);

/// <summary>A delivery that could not be understood, as a dead letter.</summary>
internal static class DeliveryLetter
{
    /// <summary>Its format.</summary>
    public const string Format = "delivery";

    /// <summary>The letter.</summary>
    /// <param name="posted">What cannot be understood.</param>
    /// <param name="delivery">Where it lies; null where it came through an API.</param>
    /// <param name="field">The field that is wrong, empty where it is the whole.</param>
    /// <param name="why">What is wrong and how to mend it.</param>
    public static DeadLetter Of(Posted posted, DeliveryRef? delivery, string field, string why) => Of(posted, null, field, why, delivery, null);

    /// <summary>The letter of an element of a list, whose row is its place in it, from 1.</summary>
    /// <param name="element">What cannot be understood.</param>
    /// <param name="list">Where the list lies.</param>
    public static DeadLetter Of(BadElement element, DeliveryRef list) => Of(element.Posted, element.Index + 1, element.Field, element.Why, null, list);

    /// <summary>Why a delivery is a letter: what it is about stands before it, today as on the first day.</summary>
    public static string Reason(string topic, string why) => topic.Length == 0 ? why : $"{Core.Customers.Shown.Short(topic)}: {why}";

    private static DeadLetter Of(Posted posted, long? row, string field, string why, DeliveryRef? delivery, DeliveryRef? list) => DeadLetter.Of(
        Format, posted.Source.ToString(), row, field, Reason(posted.Topic, why), Encoding.UTF8.GetString(posted.Body.Span),
        StoredJson.Text(new DeliveryContext(posted.Source.Name, posted.Id, posted.Topic, posted.Headers, posted.At, delivery, list)));

    /// <summary>What the letter's delivery was.</summary>
    public static DeliveryContext ContextOf(DeadLetter letter) => StoredJson.Read<DeliveryContext>(letter.Context!);
}
