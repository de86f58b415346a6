using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Recall.App.Ingestion.Files;
using Recall.App.Ports;
using Recall.App.Telemetry;

namespace Recall.App.Ingestion.DeadLetters;

/// <summary>
/// Where everything goes that could not become an event, so that nothing is lost and nothing is silently left out. Table
/// <see cref="Table"/>: a partition per format and source, and the partition <see cref="Partitions"/> that lists those.
/// </summary>
public sealed partial class DeadLetterBox(ITableStore tables, RecallMetrics metrics, TimeProvider clock, ILogger<DeadLetterBox>? log = null)
{
    /// <summary>The table.</summary>
    public const string Table = "deadletters";

    /// <summary>Partition with one row per partition of letters.</summary>
    public const string Partitions = "partitions";

    /// <summary>Keeps letters; one that is there is counted again, with its newest reason. Durable when this returns.</summary>
    public async Task AddAsync(IReadOnlyCollection<DeadLetter> letters, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(letters);
        var now = clock.GetUtcNow();
        foreach (var partition in letters.GroupBy(l => l.Partition, StringComparer.Ordinal))
        {
            // The list first: a partition that is listed and empty does no harm, the other way round letters would be lost.
            await tables.SubmitAsync(Table, [new(TableActionKind.Upsert, Listing(partition.First()))], cancellationToken);
            var distinct = partition.GroupBy(l => l.Key, StringComparer.Ordinal)
                .Select(same => same.Last() with { FirstSeen = now, LastSeen = now, Count = same.Sum(l => l.Count) });
            foreach (var batch in Batches(distinct))
                await InsertAsync(batch, cancellationToken);
            metrics.Refused(partition);

            // Who imports a file is told at once; what a platform or a program sends, nobody watches.
            if (log is not null && !ImportRequest.Formats.Contains(partition.First().Format, StringComparer.Ordinal))
                LogLetters(log, partition.Count(), partition.First().Source);
        }
    }

    /// <summary>One page of the letters of a source and format, or of all, in no particular order.</summary>
    public async Task<DeadLetterPage> ListAsync(
        string? format = null, string? source = null, int take = 100, string? continuation = null, CancellationToken cancellationToken = default)
    {
        var partitions = (await CountPartitionsAsync(format, source, cancellationToken)).Select(r => r.RowKey).ToList();
        var (at, inner) = Continuation(continuation);
        var letters = new List<DeadLetter>();
        foreach (var partition in partitions.Where(p => at is null || string.CompareOrdinal(p, at) >= 0))
        {
            do
            {
                if (letters.Count == take)
                    return new(letters, $"{partition}!{inner}");
                var page = await tables.QueryAsync(
                    Table, partition, null, null, Math.Min(take - letters.Count, TableLimits.PageRows), inner, cancellationToken);
                letters.AddRange(page.Rows.Select(DeadLetterRow.Read));
                inner = page.Continuation;
            }
            while (inner is not null);
        }

        return new(letters, null);
    }

    /// <summary>How many letters there are, counted no further than <paramref name="most"/>.</summary>
    public async Task<int> CountAsync(int most, CancellationToken cancellationToken = default)
    {
        var count = 0;
        foreach (var partition in await CountPartitionsAsync(null, null, cancellationToken))
        {
            if (count < most)
                count += await tables.ReadAsync(Table, partition.RowKey, null, null, cancellationToken).Take(most - count).CountAsync(cancellationToken);
        }

        return count;
    }

    /// <summary>All letters, page by page, in no particular order; those that are read may be removed meanwhile.</summary>
    public async IAsyncEnumerable<DeadLetter> AllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string? continuation = null;
        do
        {
            var page = await ListAsync(continuation: continuation, cancellationToken: cancellationToken);
            foreach (var letter in page.Letters)
                yield return letter;
            continuation = page.Continuation;
        }
        while (continuation is not null);
    }

    /// <summary>The first <paramref name="take"/> letters in the order of their sources and rows.</summary>
    public async Task<DeadLetterList> FirstAsync(int take, CancellationToken cancellationToken = default)
    {
        var (first, keys) = (new List<DeadLetter>(), new List<string>());
        await foreach (var letter in AllAsync(cancellationToken))
        {
            keys.Add(letter.Key);
            first.Add(letter);
            if (first.Count >= 2 * (take + 100))
                first = [.. DeadLetterList.InOrder(first).Take(take)];
        }

        return new([.. DeadLetterList.InOrder(first).Take(take)], keys.Count, DeadLetterList.CharsOf(keys));
    }

    /// <summary>
    /// The letters of an id, whole or its beginning: none where it is the beginning of several, and more than one where the same row came in
    /// two files.
    /// </summary>
    public async Task<IReadOnlyList<DeadLetter>> FindAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        var cut = id.LastIndexOf('!');
        if (cut > 0)
        {
            var (partition, key) = (id[..cut], id[(cut + 1)..]);
            return TableRules.IsKey(partition) && TableRules.IsKey(key) && await tables.GetAsync(Table, partition, key, cancellationToken) is { } row
                ? [DeadLetterRow.Read(row)]
                : [];
        }

        var found = new List<DeadLetter>();
        if (id.Length < DeadLetterList.LeastIdChars || !id.All(char.IsAsciiHexDigitLower))
            return found;
        foreach (var partition in await CountPartitionsAsync(null, null, cancellationToken))
            found.AddRange(await tables.ReadAsync(Table, partition.RowKey, id, id + "g", cancellationToken).Select(DeadLetterRow.Read).ToListAsync(cancellationToken));
        return found.DistinctBy(l => l.Key, StringComparer.Ordinal).Count() > 1 ? [] : found;
    }

    /// <summary>Writes a letter's newest reason; nothing happens where it is gone.</summary>
    public async Task UpdateAsync(DeadLetter letter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(letter);
        await TryAsync(new(TableActionKind.Merge, DeadLetterRow.Write(letter)), cancellationToken);
    }

    /// <summary>Removes a letter; nothing happens where it is gone.</summary>
    public async Task RemoveAsync(DeadLetter letter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(letter);
        await TryAsync(new(TableActionKind.Delete, new(letter.Partition, letter.Key, new Dictionary<string, object>(StringComparer.Ordinal))), cancellationToken);
    }

    private async Task InsertAsync(IReadOnlyList<DeadLetter> letters, CancellationToken cancellationToken)
    {
        try
        {
            await tables.SubmitAsync(Table, [.. letters.Select(l => new TableAction(TableActionKind.Insert, DeadLetterRow.Write(l)))], cancellationToken);
        }
        catch (TableConflictException)
        {
            foreach (var letter in letters)
                await CountAgainAsync(letter, cancellationToken);
        }
    }

    private async Task CountAgainAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        while (true)
        {
            var row = await tables.GetAsync(Table, letter.Partition, letter.Key, cancellationToken);
            var known = row is null ? null : DeadLetterRow.Read(row);
            var next = known is null ? letter : letter with { FirstSeen = known.FirstSeen, Count = known.Count + letter.Count };
            if (await TryAsync(new(known is null ? TableActionKind.Insert : TableActionKind.Replace, DeadLetterRow.Write(next, row?.ETag)), cancellationToken))
                return;
        }
    }

    private async Task<bool> TryAsync(TableAction action, CancellationToken cancellationToken)
    {
        try
        {
            await tables.SubmitAsync(Table, [action], cancellationToken);
            return true;
        }
        catch (TableConflictException)
        {
            return false;
        }
    }

    private async Task<IReadOnlyList<TableRow>> CountPartitionsAsync(string? format, string? source, CancellationToken cancellationToken) =>
        await tables.ReadAsync(Table, Partitions, null, null, cancellationToken)
            .Where(r => (format ?? r.Get<string>("format")) == r.Get<string>("format") && (source ?? r.Get<string>("source")) == r.Get<string>("source"))
            .ToListAsync(cancellationToken);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} of {Source} could not be read and wait as dead letters; 'recall dead-letters list' or GET /api/dead-letters says why")]
    private static partial void LogLetters(ILogger log, int count, string source);

    private static (string? Partition, string? Inner) Continuation(string? text)
    {
        var cut = text?.IndexOf('!', StringComparison.Ordinal) ?? -1;
        return cut < 0 ? (null, null) : (text![..cut], cut + 1 == text.Length ? null : text[(cut + 1)..]);
    }

    private static TableRow Listing(DeadLetter letter) => new(
        Partitions,
        letter.Partition,
        new Dictionary<string, object>(StringComparer.Ordinal) { ["format"] = letter.Format, ["source"] = letter.Source });

    private static IEnumerable<IReadOnlyList<DeadLetter>> Batches(IEnumerable<DeadLetter> letters)
    {
        var (batch, bytes) = (new List<DeadLetter>(), 0);
        foreach (var letter in letters)
        {
            if (batch.Count == TableLimits.BatchActions || (batch.Count > 0 && bytes + DeadLetterRow.Bytes(letter) > TableLimits.BatchBytes / 2))
            {
                yield return batch;
                (batch, bytes) = ([], 0);
            }

            batch.Add(letter);
            bytes += DeadLetterRow.Bytes(letter);
        }

        if (batch.Count > 0)
            yield return batch;
    }
}

/// <summary>Some letters.</summary>
/// <param name="Letters">Of this page.</param>
/// <param name="Continuation">For the next page; null on the last.</param>
public sealed record DeadLetterPage(IReadOnlyList<DeadLetter> Letters, string? Continuation);
