using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Recall.App.Delivery;
using Recall.App.Ingestion.Connectors.Deliveries;
using Recall.App.Ingestion.DeadLetters;
using Recall.App.Ports;
using Recall.App.Telemetry;
using Recall.Core;

namespace Recall.App.Work;

/// <summary>Work that failed five times and is tried no more.</summary>
/// <param name="Queue">Which work, one of <see cref="WorkQueues"/>.</param>
/// <param name="Of">
/// Of which customers: a range of buckets such as <c>12-16</c>, or a customer key; of a delivery its partition and key; of a carrier's news the message.
/// <c>?</c> where that cannot be read, which may be why it failed.
/// </param>
public sealed record GivenUp(string Queue, string Of);

/// <summary>
/// Work that was given up: in the poison queues, and where a host empties those, because its messages do not last, as rows
/// <c>{hash of the body}</c> of table <see cref="DeadLetterBox.Table"/>, partition <c>work|{queue}</c>.
/// </summary>
public sealed class GivenUpWork(IWorkQueue queue, ITableStore tables, RecallMetrics metrics)
{
    private const string Body = "body";
    private static readonly TimeSpan Visibility = TimeSpan.FromMinutes(1);

    /// <summary>Keeps a message of a poison queue for good. The same one twice is one.</summary>
    public async Task KeepAsync(string name, string body, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(body);
        var bytes = Encoding.UTF8.GetBytes(body);
        var properties = new Dictionary<string, object>(StringComparer.Ordinal) { [Body] = bytes };
        var row = new TableRow(Partition(name), Convert.ToHexStringLower(SHA256.HashData(bytes)), properties);
        await tables.SubmitAsync(DeadLetterBox.Table, [new(TableActionKind.Upsert, row)], cancellationToken);
        metrics.GaveUp(name);
    }

    /// <summary>How much there is.</summary>
    public async Task<int> CountAsync(CancellationToken cancellationToken = default)
    {
        var count = 0;
        foreach (var name in WorkQueues.All)
            count += await queue.CountAsync(QueueRules.PoisonOf(name), cancellationToken) + await Kept(name, cancellationToken).CountAsync(cancellationToken);
        return count;
    }

    /// <summary>The first 32 of each queue, and all that are kept.</summary>
    public async Task<IReadOnlyList<GivenUp>> ListAsync(CancellationToken cancellationToken = default)
    {
        var all = new List<GivenUp>();
        foreach (var name in WorkQueues.All)
        {
            var bodies = (await queue.PeekAsync(QueueRules.PoisonOf(name), 32, cancellationToken))
                .Concat(await Kept(name, cancellationToken).Select(BodyOf).ToListAsync(cancellationToken));
            all.AddRange(bodies.Select(b => new GivenUp(name, Of(name, b))));
        }

        return all;
    }

    /// <summary>No address of a person is in it.</summary>
    private static string Of(string queue, string body)
    {
        try
        {
            switch (queue)
            {
                case WorkQueues.Trigger:
                    return body;
                case WorkQueues.Deliveries:
                    var delivery = StoredJson.Read<DeliveryRef>(body);
                    return $"{delivery.Partition} {delivery.Key}";
                case DeliverStatus.Queue:
                    return StoredJson.Read<CarrierNews>(body) switch { DeliveryReport report => report.Message, InboundMessage inbound => inbound.Id, _ => "?" };
                default:
                    var range = StoredJson.Read<BucketRange>(body);
                    return FormattableString.Invariant($"{range.From}-{range.To}");
            }
        }
        catch (JsonException)
        {
            return "?";
        }
    }

    /// <summary>Puts everything back to be worked on; returns how much that was.</summary>
    public async Task<int> RetryAsync(CancellationToken cancellationToken = default)
    {
        var moved = 0;
        foreach (var name in WorkQueues.All)
        {
            while (await queue.ReceiveAsync(QueueRules.PoisonOf(name), 1, Visibility, cancellationToken) is [var message])
            {
                // In this order a crash leaves the work twice and not never; doing it twice does no harm.
                await queue.EnqueueAsync(name, message.Body, cancellationToken: cancellationToken);
                await queue.DeleteAsync(message, cancellationToken);
                moved++;
            }

            await foreach (var row in Kept(name, cancellationToken))
            {
                await queue.EnqueueAsync(name, BodyOf(row), cancellationToken: cancellationToken);
                await tables.SubmitAsync(DeadLetterBox.Table, [new(TableActionKind.Delete, row with { ETag = null })], cancellationToken);
                moved++;
            }
        }

        return moved;
    }

    private IAsyncEnumerable<TableRow> Kept(string name, CancellationToken cancellationToken) =>
        tables.ReadAsync(DeadLetterBox.Table, Partition(name), null, null, cancellationToken);

    private static string Partition(string name) => "work|" + name;

    private static string BodyOf(TableRow row) => Encoding.UTF8.GetString(row.Get<byte[]>(Body)!);
}
