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
/// <param name="Delivery">Where it lies; null where it came through an API.</param>
internal sealed record DeliveryContext(string Source, string Id, string Topic, IReadOnlyDictionary<string, string> Headers, DateTimeOffset At, DeliveryRef? Delivery);

/// <summary>A delivery that could not be understood, as a dead letter.</summary>
internal static class DeliveryLetter
{
    /// <summary>Its format.</summary>
    public const string Format = "delivery";

    /// <summary>The letter.</summary>
    public static DeadLetter Of(Posted posted, DeliveryRef? delivery, string field, string why) => DeadLetter.Of(
        Format, posted.Source.ToString(), null, field, posted.Topic.Length == 0 ? why : $"{Core.Customers.Shown.Short(posted.Topic)}: {why}", Encoding.UTF8.GetString(posted.Body.Span),
        StoredJson.Text(new DeliveryContext(posted.Source.Name, posted.Id, posted.Topic, posted.Headers, posted.At, delivery)));

    /// <summary>What the letter's delivery was.</summary>
    public static DeliveryContext ContextOf(DeadLetter letter) => StoredJson.Read<DeliveryContext>(letter.Context!);
}
