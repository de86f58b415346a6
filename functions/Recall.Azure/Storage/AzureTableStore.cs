using Azure;
using Azure.Data.Tables;
using Recall.App.Ports;

namespace Recall.Azure.Storage;

/// <summary>
/// <see cref="ITableStore"/> on Table Storage. What it would refuse is refused before it is sent (<see cref="TableRules"/>); waits and repeats after
/// 429, 503 and lost answers are the client's own (learn.microsoft.com/dotnet/api/azure.core.retryoptions, which heeds <c>Retry-After</c>).
/// Tables are made at deployment.
/// </summary>
internal sealed class AzureTableStore(TableServiceClient service) : ITableStore
{
    /// <inheritdoc/>
    public async Task<TableRow?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken = default)
    {
        TableRules.CheckTable(table);
        TableRules.CheckKeys(partitionKey, rowKey);
        var found = await service.GetTableClient(table).GetEntityIfExistsAsync<TableEntity>(partitionKey, rowKey, null, cancellationToken);
        return found.HasValue ? TableRows.Of(found.Value!) : null;
    }

    /// <inheritdoc/>
    public async Task<TablePage> QueryAsync(
        string table, string partitionKey, string? from, string? to, int take = TableLimits.PageRows, string? continuation = null,
        CancellationToken cancellationToken = default)
    {
        TableRules.CheckTable(table);
        TableRules.CheckKey("Partition key", partitionKey);
        ArgumentOutOfRangeException.ThrowIfLessThan(take, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(take, TableLimits.PageRows);
        var filter = TableRanges.Filter(partitionKey, from, to, continuation);
        var pages = service.GetTableClient(table).QueryAsync<TableEntity>(filter, take, null, cancellationToken).AsPages();
        await foreach (var page in pages.WithCancellation(cancellationToken))
        {
            // The service may answer with an empty page and more to come (learn.microsoft.com/rest/api/storageservices/query-timeout-and-pagination).
            if (page.Values.Count == 0 && page.ContinuationToken is not null)
                continue;
            var rows = page.Values.Select(TableRows.Of).ToList();
            return new(rows, page.ContinuationToken is null ? null : TableRanges.After(rows[^1].RowKey));
        }

        return new([], null);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string?>> SubmitAsync(
        string table, IReadOnlyList<TableAction> actions, CancellationToken cancellationToken = default)
    {
        TableRules.CheckBatch(table, actions);
        if (actions.Count == 0)
            return [];
        var sends = SendCount.Begin();
        try
        {
            var answers = await service.GetTableClient(table).SubmitTransactionAsync(actions.Select(TableRows.Action), cancellationToken);
            return [.. answers.Value.Select(a => a.Headers.ETag?.ToString())];
        }
        catch (RequestFailedException e) when (TableErrors.ConflictOf(e) is { } conflict)
        {
            if (sends.Times > 1 && await FindAppliedAsync(table, actions, cancellationToken) is { } etags)
                return etags;
            var index = (e as TableTransactionFailedException)?.FailedTransactionActionIndex ?? 0;
            throw new TableConflictException(conflict, index, table, actions[index].Row);
        }
        catch (RequestFailedException e) when (TableErrors.IsLimit(e))
        {
            throw new TableLimitException($"Table Storage refused a batch of {actions.Count} on table '{table}': {e.ErrorCode ?? "too large"} (HTTP {e.Status}).");
        }
    }

    /// <summary>
    /// A batch whose answer was lost is sent again by the client, and meets its own rows: a conflict that is none. The ETags of the rows where
    /// every one is as this batch left it; null where another writer has been there, who may as well be the one who was first.
    /// </summary>
    private async Task<IReadOnlyList<string?>?> FindAppliedAsync(string table, IReadOnlyList<TableAction> actions, CancellationToken cancellationToken)
    {
        var etags = new List<string?>(actions.Count);
        foreach (var action in actions)
        {
            var row = await GetAsync(table, action.Row.PartitionKey, action.Row.RowKey, cancellationToken);
            if (!TableRows.IsAsLeft(action, row))
                return null;
            etags.Add(row?.ETag);
        }

        return etags;
    }
}
