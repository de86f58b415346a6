using Azure.Data.Tables;
using Azure.Storage.Queues;
using Recall.App;
using Recall.App.Ports;
using Recall.App.Work;

namespace Recall.Azure.Hosting;

/// <summary>Makes in the emulator what <c>infra/</c> makes in a deployment.</summary>
internal static class Azurite
{
    /// <summary>What is there stays as it is.</summary>
    public static async Task PrepareAsync(TableServiceClient tables, QueueServiceClient queues, CancellationToken cancellationToken = default)
    {
        foreach (var table in StoredTables.All)
            await tables.CreateTableIfNotExistsAsync(table, cancellationToken);
        foreach (var queue in WorkQueues.All)
        {
            await queues.GetQueueClient(queue).CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            await queues.GetQueueClient(QueueRules.PoisonOf(queue)).CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        }
    }
}
