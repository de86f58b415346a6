using Recall.App.Customers;
using Recall.App.Ports;
using Recall.App.Scoring;
using Recall.App.Tests.Shops;
using Recall.App.Work;
using Recall.Core;

namespace Recall.App.Tests.Work;

/// <summary>A shop so large that every page takes six minutes to read: what is left of a range is handed on, and nothing is begun again that was done.</summary>
public class HandleWorkTests
{
    private const int Buckets = 4; // Of a CornerShop.

    private static readonly string[] Names = [.. Enumerable.Range(0, 40).Select(i => $"c{i}")];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_range_is_worked_on_for_a_while_and_its_rest_is_a_message_of_its_own()
    {
        using var shop = await OpenAsync();

        await shop.Get<HandleWork>().HandleAsync(WorkQueues.Score, StoredJson.Text(new BucketRange(0, Buckets)), Cancel);

        (await shop.Get<IWorkQueue>().PeekAsync(WorkQueues.Score, 32, Cancel)).ShouldBe([StoredJson.Text(new BucketRange(1, Buckets))]);
        shop.Store.Rows(CustomerKeys.Table).Where(r => r.RowKey.StartsWith("s|", StringComparison.Ordinal)).Select(r => r.PartitionKey).Distinct(StringComparer.Ordinal).ShouldBe(["0000"]);
    }

    [Theory]
    [InlineData(WorkQueues.Score, Buckets)]
    [InlineData(WorkQueues.Enrol, Buckets)]
    [InlineData(WorkQueues.Reconcile, 1)] // Eight buckets of runs are looked at side by side.
    public async Task A_range_that_is_handed_on_comes_to_its_end(string queue, int messages)
    {
        using var shop = await OpenAsync();

        (await WorkAsync(shop, queue)).ShouldBe(messages);

        (await shop.Get<IWorkQueue>().CountAsync(queue, Cancel)).ShouldBe(0);
    }

    /// <summary>Nine times the worker is stopped, which is poison for a message that goes on after five.</summary>
    [Fact]
    public async Task A_worker_that_is_stopped_does_only_the_bucket_again_that_it_was_in()
    {
        using var shop = await OpenAsync();
        var (stops, scored) = (new Dictionary<string, int>(StringComparer.Ordinal), new SortedDictionary<string, int>(StringComparer.Ordinal));
        shop.Store.BeforeSubmit = (_, actions) =>
        {
            var row = actions[0].Row;
            if (row.RowKey.StartsWith("s|", StringComparison.Ordinal))
                scored[row.PartitionKey] = scored.GetValueOrDefault(row.PartitionKey) + 1;

            // When all of its scores are written and it has not been counted.
            if (row.RowKey is "now|00001" or "now|00002" or "now|00003" && (stops[row.RowKey] = stops.GetValueOrDefault(row.RowKey) + 1) <= 3)
                throw new IOException("the worker stops");
        };

        await WorkAsync(shop, WorkQueues.Score);

        scored.ShouldBe(new SortedDictionary<string, int>(StringComparer.Ordinal) { ["0000"] = 1, ["0001"] = 4, ["0002"] = 4, ["0003"] = 4 });
        (await shop.Get<IWorkQueue>().CountAsync(QueueRules.PoisonOf(WorkQueues.Score), Cancel)).ShouldBe(0);
        shop.Store.Rows(CustomerKeys.Table).Count(r => r.RowKey.StartsWith("s|", StringComparison.Ordinal)).ShouldBe(Names.Length);
        var model = (await shop.Get<ModelStore>().CurrentAsync(Cancel))!;
        (await shop.Get<PopulationStore>().ReadAsync(model.Version, Cancel)).Buyers.ShouldBe(Names.Length); // Each is counted once, however often they were scored.
    }

    /// <summary>A row that cannot be read is somebody's; the customers of other buckets are others.</summary>
    [Fact]
    public async Task A_bucket_whose_work_always_fails_is_given_up_alone()
    {
        using var shop = await OpenAsync();
        shop.Store.BeforeSubmit = (_, actions) =>
        {
            if (actions[0].Row is { PartitionKey: "0001" } row && row.RowKey.StartsWith("s|", StringComparison.Ordinal))
                throw new IOException("never");
        };

        await WorkAsync(shop, WorkQueues.Score);

        shop.Store.Rows(CustomerKeys.Table).Where(r => r.RowKey.StartsWith("s|", StringComparison.Ordinal)).Select(r => r.PartitionKey)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ShouldBe(["0000", "0002", "0003"]);
        (await shop.Get<IWorkQueue>().PeekAsync(QueueRules.PoisonOf(WorkQueues.Score), 32, Cancel)).ShouldBe([StoredJson.Text(new BucketRange(1, 2))]);
    }

    /// <summary>A host that shrinks tells its workers so: that is no failure of what they were at.</summary>
    [Theory]
    [InlineData("0002", 2)]
    [InlineData("0000", null)] // Nothing was done: the message comes back, and counts.
    public async Task A_host_that_is_taken_away_hands_on_what_is_left(string at, int? from)
    {
        using var shop = await OpenAsync(slow: false);
        using var stop = new CancellationTokenSource();
        shop.Store.BeforeSubmit = (_, actions) =>
        {
            if (actions[0].Row.PartitionKey != at)
                return;
            stop.Cancel();
            stop.Token.ThrowIfCancellationRequested();
        };

        var working = shop.Get<HandleWork>().HandleAsync(WorkQueues.Score, StoredJson.Text(new BucketRange(0, Buckets)), stop.Token);
        if (from is null)
            await Should.ThrowAsync<OperationCanceledException>(() => working);
        else
            await working;

        (await shop.Get<IWorkQueue>().PeekAsync(WorkQueues.Score, 32, Cancel)).ShouldBe(from is { } rest ? [StoredJson.Text(new BucketRange(rest, Buckets))] : []);
    }

    /// <summary>The rest is in the queue and the message is not deleted: both are worked on, and the night is the same.</summary>
    [Fact]
    public async Task A_crash_behind_the_handing_on_does_the_rest_twice_and_counts_it_once()
    {
        using var shop = await OpenAsync();
        await shop.Get<HandleWork>().HandleAsync(WorkQueues.Score, StoredJson.Text(new BucketRange(0, Buckets)), Cancel);

        (await WorkAsync(shop, WorkQueues.Score)).ShouldBe(Buckets - 1 + Buckets);

        var model = (await shop.Get<ModelStore>().CurrentAsync(Cancel))!;
        (await shop.Get<PopulationStore>().ReadAsync(model.Version, Cancel)).Buyers.ShouldBe(Names.Length);
    }

    private static async Task<CornerShop> OpenAsync(bool slow = true)
    {
        SlowStore? tables = null;
        var shop = new CornerShop(store => tables = new(store), SequenceText.Of("hello", SequenceText.Mail));
        foreach (var name in Names)
            await shop.CustomerAsync(name);
        await shop.Get<FitModel>().HandleAsync(null, Cancel);
        if (slow)
            tables!.Page = () => shop.Clock.Advance(HandleWork.Longest + TimeSpan.FromMinutes(1));
        return shop;
    }

    /// <summary>A range of all buckets, and whatever comes of it, as a host works it off; how many messages were done.</summary>
    private static async Task<int> WorkAsync(CornerShop shop, string queue)
    {
        var (messages, done) = (shop.Get<IWorkQueue>(), 0);
        await messages.EnqueueAsync(queue, StoredJson.Text(new BucketRange(0, Buckets)), default, Cancel);
        while (await messages.ReceiveAsync(queue, 1, TimeSpan.FromDays(1), Cancel) is [var message])
        {
            try
            {
                await shop.Get<HandleWork>().HandleAsync(queue, message.Body, Cancel);
                await messages.DeleteAsync(message, Cancel);
                done++;
            }
            catch (IOException)
            {
                await messages.ReleaseAsync(message, TimeSpan.Zero, Cancel);
            }
        }

        return done;
    }

    private sealed class SlowStore(ITableStore inner) : ITableStore
    {
        public Action Page { get; set; } = () => { };

        public Task<TableRow?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken = default) =>
            inner.GetAsync(table, partitionKey, rowKey, cancellationToken);

        public Task<TablePage> QueryAsync(
            string table, string partitionKey, string? from, string? to, int take = TableLimits.PageRows, string? continuation = null, CancellationToken cancellationToken = default)
        {
            Page();
            return inner.QueryAsync(table, partitionKey, from, to, take, continuation, cancellationToken);
        }

        public Task<IReadOnlyList<string?>> SubmitAsync(string table, IReadOnlyList<TableAction> actions, CancellationToken cancellationToken = default) =>
            inner.SubmitAsync(table, actions, cancellationToken);
    }
}
