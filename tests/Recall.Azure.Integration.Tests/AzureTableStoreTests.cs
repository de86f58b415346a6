using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Recall.App.Ports;
using Recall.App.Tests.Ports;
using Recall.Azure.Storage;

namespace Recall.Azure.Integration.Tests;

/// <summary>The adapter is held to the contract of every store, against the service's emulator.</summary>
public class AzureTableStoreTests : TableStoreLimitContract
{
    public AzureTableStoreTests()
    {
        Emulator.Needed();
        Store = new Making(Emulator.Tables());
    }

    protected override ITableStore Store { get; }

    [Fact(Skip = "Azurite does not count; the service does, and answers 400 TooManyProperties")]
    public override Task A_merge_counts_what_is_there() => base.A_merge_counts_what_is_there();

    [Fact]
    public async Task A_batch_whose_answer_is_lost_is_found_to_have_been_applied()
    {
        await Insert("there", ("Age", 1));
        using var transport = new LosingTransport();
        var lossy = new AzureTableStore(Emulator.Tables(transport));

        var etags = await lossy.SubmitAsync(Table, [Act(TableActionKind.Insert, "new", ("Name", "Ann")), Act(TableActionKind.Merge, "there", ("Age", 2))], Cancel);

        etags.ShouldBe([(await Get("new"))!.ETag, (await Get("there"))!.ETag]);
        Show(await Get("there")).ShouldBe("there Age=2");
    }

    [Fact]
    public async Task An_insert_whose_answer_is_lost_is_not_taken_for_another_writers()
    {
        await Insert("a", ("Name", "Bob"));
        using var transport = new LosingTransport();
        var lossy = new AzureTableStore(Emulator.Tables(transport));

        await Should.ThrowAsync<TableConflictException>(() => lossy.SubmitAsync(Table, [Act(TableActionKind.Insert, "a", ("Name", "Ann"))], Cancel));
    }

    /// <summary>Makes a test's tables when it first names them, as a deployment has made the app's.</summary>
    private sealed class Making(TableServiceClient service) : ITableStore
    {
        private readonly AzureTableStore _store = new(service);
        private readonly ConcurrentDictionary<string, Lazy<Task>> _made = new(StringComparer.Ordinal);

        public async Task<TableRow?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken = default)
        {
            await MakeAsync(table);
            return await _store.GetAsync(table, partitionKey, rowKey, cancellationToken);
        }

        public async Task<TablePage> QueryAsync(
            string table, string partitionKey, string? from, string? to, int take = TableLimits.PageRows, string? continuation = null,
            CancellationToken cancellationToken = default)
        {
            await MakeAsync(table);
            return await _store.QueryAsync(table, partitionKey, from, to, take, continuation, cancellationToken);
        }

        public async Task<IReadOnlyList<string?>> SubmitAsync(string table, IReadOnlyList<TableAction> actions, CancellationToken cancellationToken = default)
        {
            await MakeAsync(table);
            return await _store.SubmitAsync(table, actions, cancellationToken);
        }

        private Task MakeAsync(string table)
        {
            TableRules.CheckTable(table);
            return _made.GetOrAdd(table, t => new(() => service.CreateTableIfNotExistsAsync(t))).Value;
        }
    }

    /// <summary>Carries the first batch out and loses its answer.</summary>
    private sealed class LosingTransport : HttpPipelineTransport, IDisposable
    {
        private readonly HttpClientTransport _inner = new();
        private int _lost;

        public void Dispose() => _inner.Dispose();

        public override Request CreateRequest() => _inner.CreateRequest();

        public override void Process(HttpMessage message) => _inner.Process(message);

        public override async ValueTask ProcessAsync(HttpMessage message)
        {
            await _inner.ProcessAsync(message);
            if (message.Request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal) && Interlocked.Exchange(ref _lost, 1) == 0)
                throw new IOException("the line broke");
        }
    }
}
