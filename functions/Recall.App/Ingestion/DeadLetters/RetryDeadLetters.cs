using Recall.App.Ingestion.Arrivals;
using Recall.App.Ingestion.Connectors.Deliveries;
using Recall.App.Ingestion.Events;
using Recall.App.Ingestion.Files;
using Recall.Core;
using Recall.Core.Customers;
using Recall.Core.Shop;

namespace Recall.App.Ingestion.DeadLetters;

/// <summary>
/// Reads letters again with the settings of today (a rate that was added, a clock that moved on). What has become an event is
/// ingested and its letter removed; what has not keeps its letter with the reason of today.
/// </summary>
public sealed class RetryDeadLetters(
    DeadLetterBox box, IngestEvents ingest, ScheduledArrivals arrivals, MapDelivery deliveries, ShopSettings shop, TimeProvider clock)
{
    /// <summary>A report names this many of the letters that stay.</summary>
    private const int MostNamed = 20;

    /// <summary>Retries all letters, or those of the ids.</summary>
    public async Task<RetryReport> HandleAsync(IReadOnlyCollection<string>? ids = null, CancellationToken cancellationToken = default)
    {
        var report = new RetryReport(0, 0, 0);
        var refused = new List<DeadLetter>();
        var missing = 0;
        var letters = ids is null ? box.AllAsync(cancellationToken) : LettersAsync(ids, () => missing++, cancellationToken);
        await foreach (var letter in letters)
        {
            var problem = await TryAsync(letter, cancellationToken);
            if (problem is null)
            {
                await box.RemoveAsync(letter, cancellationToken);
                report = report with { Mended = report.Mended + 1 };
            }
            else
            {
                var still = letter with { Reason = problem, LastSeen = clock.GetUtcNow() };
                await box.UpdateAsync(still, cancellationToken);
                refused.Add(still);
                if (refused.Count > 10 * MostNamed)
                    refused = [.. DeadLetterList.InOrder(refused).Take(MostNamed)];
                report = report with { Remaining = report.Remaining + 1 };
            }
        }

        return report with { Refused = [.. DeadLetterList.InOrder(refused).Take(MostNamed)], Missing = missing };
    }

    private async IAsyncEnumerable<DeadLetter> LettersAsync(
        IReadOnlyCollection<string> ids, Action missing, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var id in ids.Distinct(StringComparer.Ordinal))
        {
            var found = await box.FindAsync(id, cancellationToken);
            if (found.Count == 0)
                missing();
            foreach (var letter in found)
                yield return letter;
        }
    }

    /// <summary>Why the letter stays, or null where it is mended.</summary>
    private async Task<string?> TryAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        if (letter.Format == DeliveryLetter.Format)
            return await deliveries.AgainAsync(letter, cancellationToken);
        if (letter.Truncated)
            return letter.Reason.Contains("too long to be read again", StringComparison.Ordinal)
                ? letter.Reason
                : $"{letter.Reason} The text was too long to be read again; send it again from its source.";

        var (events, problem) = Read(letter);
        if (problem is not null)
            return problem;
        var now = clock.GetUtcNow() + EventTimes.Ahead;
        var clashes = await arrivals.AddAsync(events.Where(e => e.At > now), cancellationToken);
        var outcome = await ingest.HandleAsync([.. events.Where(e => e.At <= now)], cancellationToken) + new IngestOutcome(0, 0, clashes);
        return outcome.Rejected.Count == 0 ? null : string.Join(". ", outcome.Rejected.Select(r => $"{r.Field} {r.Reason}"));
    }

    private (IReadOnlyList<CustomerEvent> Events, string? Problem) Read(DeadLetter letter)
    {
        if (letter.Format == DeadLetter.EventFormat)
            return ([StoredJson.Read<CustomerEvent>(letter.Raw)], null);
        try
        {
            var rows = RowFormats.Again(letter, shop, clock);
            if (rows.FirstOrDefault(r => r.Errors.Count > 0) is { } bad)
                return ([], letter.Format is DeadLetter.JsonFormat or DeadLetter.CloudEventFormat ? EventError.Join(bad.Errors) : bad.Reason);
            return rows.Count > 0 ? ([.. rows.SelectMany(r => r.Events)], null) : ([], letter.Reason);
        }
        catch (ImportException e)
        {
            return ([], e.Message);
        }
    }
}

/// <summary>What a retry did.</summary>
/// <param name="Mended">Letters that became events.</param>
/// <param name="Remaining">Letters that stay, with the reason of today.</param>
/// <param name="Missing">Ids that name no letter, or several.</param>
public sealed record RetryReport(int Mended, int Remaining, int Missing)
{
    /// <summary>The first twenty of those that stay, by source and row.</summary>
    public IReadOnlyList<DeadLetter> Refused { get; init; } = [];
}
