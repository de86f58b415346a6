using Recall.App.Customers;
using Recall.App.Ports;
using Recall.Core;

namespace Recall.App.Work;

/// <summary>Shares work on all customers out to whoever drains a queue.</summary>
public sealed class ShareOut(IWorkQueue queue, CustomerStore customers)
{
    /// <summary>A message for each <see cref="BucketRange"/>. Durable when this returns; repeating it only does the work again.</summary>
    public async Task OutAsync(string name, CancellationToken cancellationToken = default)
    {
        foreach (var range in BucketRange.Of(customers.Buckets))
            await queue.EnqueueAsync(name, StoredJson.Text(range), default, cancellationToken);
    }

    /// <summary>
    /// The same where nothing of the last share is left, waiting or being worked on; true where it did. For work that is shared out by the hour: who cannot keep
    /// up does it less often, and no queue grows.
    /// </summary>
    public async Task<bool> OutWhenDoneAsync(string name, CancellationToken cancellationToken = default)
    {
        if (await queue.CountAsync(name, cancellationToken) > 0)
            return false;
        await OutAsync(name, cancellationToken);
        return true;
    }
}
