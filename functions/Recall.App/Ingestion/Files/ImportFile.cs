using System.Threading.Channels;
using Recall.App.Ingestion.Arrivals;
using Recall.App.Ingestion.DeadLetters;
using Recall.App.Ingestion.Connectors.Orders;
using Recall.Core.Customers;
using Recall.Core.Shop;

namespace Recall.App.Ingestion.Files;

/// <summary>
/// Brings a file in, whatever its length, in bounded memory: one task reads and checks while another stores. Every row ends as events
/// or as a dead letter. Ids come from the rows, so a file that was imported half may be imported again whole. Of a compressed file that
/// is cut off or damaged the whole rows before that place are kept, and the report says so.
/// </summary>
public sealed class ImportFile(
    IngestEvents ingest, ScheduledArrivals arrivals, DeadLetterBox letters, OrderBook book, ShopCurrency currency, ShopSettings shop, TimeProvider clock)
{
    /// <summary>
    /// Events stored together. Events of one customer in a batch share a write. From 500 to 16,000 the speed was measured the same within
    /// a tenth where customers do not repeat, so this is a size that keeps memory small and the store's writers busy.
    /// </summary>
    private const int BatchEvents = 4000;

    private const int BatchesAhead = 2;

    /// <summary>Refused rows that a trial names: enough to see what is wrong, and no screenful where a column is mapped wrongly.</summary>
    private const int MostShown = 10;

    /// <summary>Imports a file. Cancelled or failed, it leaves what it has stored, and may be run again.</summary>
    /// <exception cref="ImportException">The file or the request as a whole is wrong; nothing was stored.</exception>
    public async Task<ImportReport> HandleAsync(
        ImportRequest request, IProgress<ImportProgress>? progress = null, CancellationToken cancellationToken = default) =>
        await RunAsync(await Task.Run(() => ImportPlan.Of(request, shop, clock), cancellationToken), progress, cancellationToken);

    /// <summary>Imports a file that was looked at. Cancelled or failed, it leaves what it has stored, and may be run again.</summary>
    public async Task<ImportReport> RunAsync(ImportPlan plan, IProgress<ImportProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var started = clock.GetTimestamp();
        var (request, encoding) = (plan.Request, plan.Encoding);
        var format = RowFormats.Of(request.Format, plan.Context, shop, clock);
        var tally = new ImportTally();

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var batches = Channel.CreateBounded<ImportBatch>(BatchesAhead);
        var reading = Task.Run(() => ReadAsync(request, format, encoding, batches.Writer, stop.Token), stop.Token);
        try
        {
            await foreach (var batch in batches.Reader.ReadAllAsync(cancellationToken))
            {
                await StoreAsync(request, batch, tally, cancellationToken);
                progress?.Report(new(batch.BytesRead, request.Source.Bytes, tally.Rows));
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return tally.Report(clock.GetElapsedTime(started), plan, format);
    }

    /// <summary>What importing a file that was looked at would do, without doing it: rows, events, and all that is wrong.</summary>
    public static async Task<ImportReport> TryAsync(ImportPlan plan, ShopSettings shop, TimeProvider clock, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(clock);
        var started = clock.GetTimestamp();
        var format = RowFormats.Of(plan.Request.Format, plan.Context, shop, clock);
        var tally = new ImportTally();
        var first = new List<RefusedRow>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var batches = Channel.CreateBounded<ImportBatch>(BatchesAhead);
        var reading = Task.Run(() => ReadAsync(plan.Request, format, plan.Encoding, batches.Writer, stop.Token), stop.Token);
        try
        {
            await foreach (var batch in batches.Reader.ReadAllAsync(cancellationToken))
            {
                tally.Add(batch, IngestOutcome.Nothing, 0);
                first.AddRange(batch.Bad.Take(MostShown - first.Count).Select(r => new RefusedRow(r.Number, r.Field, r.Reason)));
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return tally.Report(clock.GetElapsedTime(started), plan, format) with { FirstRefused = first };
    }

    private static async Task ReadAsync(
        ImportRequest request, RowFormat format, FoundEncoding encoding, ChannelWriter<ImportBatch> batches, CancellationToken cancellationToken)
    {
        var batch = new ImportBatch();
        try
        {
            try
            {
                long bytes = 0;
                using var content = FileEncoding.Open(request.Source, encoding.Name, total => bytes = total);
                var contacts = request.ExampleContacts ? new ExampleContacts() : null;
                foreach (var row in format.Read(LineReader.Read(content)))
                {
                    batch.Add(row, contacts);
                    if (batch.Events.Count + batch.Bad.Count < BatchEvents)
                        continue;
                    batch.BytesRead = bytes;
                    await batches.WriteAsync(batch, cancellationToken);
                    batch = new();
                }
            }
            catch (InvalidDataException)
            {
                batch.CutOff = true;
            }

            batch.BytesRead = request.Source.Bytes;
            await batches.WriteAsync(batch, cancellationToken);
            batches.Complete();
        }
        catch (Exception e)
        {
            batches.Complete(e);
        }
    }

    private async Task StoreAsync(ImportRequest request, ImportBatch batch, ImportTally tally, CancellationToken cancellationToken)
    {
        await currency.KeepAsync(batch.Events, cancellationToken);
        var (events, known) = await KnownOrders.WithoutAsync(book, batch.Events, cancellationToken);
        var (now, later) = request.AsOf is { } asOf
            ? ([.. events.Where(e => e.At <= asOf)], [.. events.Where(e => e.At > asOf)])
            : (events, (IReadOnlyList<CustomerEvent>)[]);
        var clashes = await arrivals.AddAsync(later, cancellationToken);
        var outcome = await ingest.HandleAsync(now, cancellationToken) + new IngestOutcome(0, known, clashes);
        List<DeadLetter> bad =
        [
            .. batch.Bad.Select(r => r.Letter(request.Format, request.Source.Name)),
            .. outcome.Rejected.Select(r => r.Letter(request.Source.Name, batch.RowOf(r.Event))),
        ];
        await letters.AddAsync(bad, cancellationToken);
        tally.Add(batch, outcome, later.Count - clashes.Count);
    }
}
