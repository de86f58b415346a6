using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Recall.Core.Customers;

namespace Recall.App.Ingestion.Connectors.Deliveries;

/// <summary>Where a delivery lies; the body of the queue's message.</summary>
/// <param name="Partition">Source and one of <see cref="Partitions"/> parts of it.</param>
/// <param name="Key">A hash of the delivery's id: ids are the sender's, and keys take no such text.</param>
public sealed record DeliveryRef(string Partition, string Key)
{
    /// <summary>Parts of a source, so that a busy one is no single partition's load.</summary>
    public const int Partitions = 16;

    /// <summary>Of a source's delivery.</summary>
    public static DeliveryRef Of(string source, string id)
    {
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)).AsSpan(0, 16));
        return new(PartitionOf(source, (int)(Bucket.Hash(key) % Partitions)), key);
    }

    /// <summary>The partitions of a source.</summary>
    public static IEnumerable<string> PartitionsOf(string source) => Enumerable.Range(0, Partitions).Select(part => PartitionOf(source, part));

    private static string PartitionOf(string source, int part) => $"{source}|{part:x}";
}

/// <summary>What has become of a delivery.</summary>
[JsonConverter(typeof(DeliveryStateJson))]
public enum DeliveryState
{
    /// <summary>Taken, and not mapped yet.</summary>
    New,

    /// <summary>Its facts are stored.</summary>
    Done,

    /// <summary>It says nothing that is kept.</summary>
    Ignored,

    /// <summary>It is about an order that has not come in.</summary>
    Waiting,

    /// <summary>It could not be understood, and is a dead letter.</summary>
    Dead,

    /// <summary>Its customer was forgotten: its body is gone.</summary>
    Forgotten,
}

/// <summary>The state in the words that it is asked for by.</summary>
internal sealed class DeliveryStateJson() : JsonStringEnumConverter<DeliveryState>(System.Text.Json.JsonNamingPolicy.KebabCaseLower);

/// <summary>A delivery as it is stored.</summary>
/// <param name="Ref">Where it lies.</param>
/// <param name="SourceName">The source's name; it may be gone from the settings.</param>
/// <param name="Id">The id it counts once under.</param>
/// <param name="Topic">What it is about, in the platform's words.</param>
/// <param name="Headers">Those that mapping needs.</param>
/// <param name="Body">As it was sent.</param>
/// <param name="At">When it came first, UTC.</param>
/// <param name="State">What has become of it.</param>
/// <param name="Tries">How often its order could not be fetched.</param>
public sealed record StoredDelivery(
    DeliveryRef Ref, string SourceName, string Id, string Topic, IReadOnlyDictionary<string, string> Headers, byte[] Body, DateTimeOffset At, DeliveryState State, int Tries);
