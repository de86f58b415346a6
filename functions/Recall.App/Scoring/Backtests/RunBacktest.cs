using Recall.App.Ingestion.Files;
using Recall.Core.Customers;
using Recall.Core.Scoring.Backtesting;
using Recall.Core.Shop;

namespace Recall.App.Scoring.Backtests;

/// <summary>What to play again.</summary>
/// <param name="File">Any file that an import reads; nothing is stored.</param>
/// <param name="HorizonDays">Days after each cut-off to compare with.</param>
/// <param name="CutOffs">Cut-offs, the last one horizon before the last order; fewer where the history is short.</param>
public sealed record BacktestRequest(ImportRequest File, int HorizonDays, int CutOffs);

/// <summary>What came of it.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="Events">Events read.</param>
/// <param name="Customers">Their customers.</param>
/// <param name="Refused">Rows that an import would have refused.</param>
/// <param name="Reasons">The same by the first field that is wrong.</param>
/// <param name="Report">The figures.</param>
public sealed record BacktestOutcome(string File, long Events, int Customers, long Refused, IReadOnlyDictionary<string, long> Reasons, BacktestReport Report);

/// <summary>Reads a file into memory and plays it again.</summary>
public static class RunBacktest
{
    /// <summary>Shortest and longest horizons, days.</summary>
    public const int LeastHorizonDays = 7;

    /// <summary>Two years.</summary>
    public const int MostHorizonDays = 730;

    /// <summary>Runs it.</summary>
    /// <exception cref="ImportException">The file or the request as a whole is wrong, or the history is too short.</exception>
    public static BacktestOutcome Handle(
        BacktestRequest request, ShopSettings shop, TimeProvider clock, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(shop);
        if (request.HorizonDays is < LeastHorizonDays or > MostHorizonDays)
            throw new ImportException(ImportTexts.HoldoutRange, LeastHorizonDays, MostHorizonDays, request.HorizonDays);
        var (events, refused, reasons) = Read(request.File, shop, clock, cancellationToken);
        var pasts = CustomerPast.Of(events);
        var cutOffs = Backtest.CutOffs(pasts, request.HorizonDays, request.CutOffs, shop.Zone);
        if (cutOffs.Count == 0)
        {
            throw refused == 0
                ? new ImportException(ImportTexts.TooFewDays, request.File.Source.Name, request.HorizonDays, Backtest.LeastKnownDays)
                : new ImportException(
                    ImportTexts.TooFewDaysRead, request.File.Source.Name, request.HorizonDays, Backtest.LeastKnownDays, refused, reasons.MaxBy(r => r.Value).Key);
        }

        var contest = StandardContest.Of(request.HorizonDays, shop.Zone);
        var report = Backtest.Run(pasts, cutOffs, request.HorizonDays, shop.Zone, contest, progress, cancellationToken);
        return new(request.File.Source.Name, events.Count, pasts.Count, refused, reasons, report);
    }

    private static (List<CustomerEvent> Events, long Refused, Dictionary<string, long> Reasons) Read(
        ImportRequest request, ShopSettings shop, TimeProvider clock, CancellationToken cancellationToken)
    {
        var plan = ImportPlan.Of(request, shop, clock);
        var format = RowFormats.Of(request.Format, plan.Context, shop, clock);
        var events = new List<CustomerEvent>();
        var (refused, reasons) = (0L, new Dictionary<string, long>(StringComparer.Ordinal));
        try
        {
            using var content = FileEncoding.Open(request.Source, plan.Encoding.Name, _ => { });
            foreach (var row in format.Read(LineReader.Read(content)))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (row.Errors.Count > 0)
                {
                    reasons[row.Field] = reasons.GetValueOrDefault(row.Field) + row.Rows;
                    refused += row.Rows;
                }

                events.AddRange(row.Events);
            }
        }
        catch (InvalidDataException)
        {
            throw new ImportException(ImportTexts.CutOff, request.Source.Name);
        }

        return (events, refused, reasons);
    }
}
