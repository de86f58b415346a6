using Recall.App.Ports;
using Recall.Core;
using Recall.Core.Sequences;

namespace Recall.App.Enrolment;

/// <summary>
/// Rows of table <see cref="Table"/>, the same for every runtime: <c>s|{id}</c> where a run stands, <c>g|{id}|{signal}</c> signals it has
/// not yet taken. Both are in one partition, which the runtime chooses, so that a state and the signals in it commit together.
/// </summary>
public static class RunRows
{
    /// <summary>The table.</summary>
    public const string Table = "runs";

    /// <summary>Property of the state row: attempts that failed since an effect last succeeded.</summary>
    public const string Failures = "failures";

    /// <summary>Row key of the state.</summary>
    public static string State(EnrolmentId id) => $"s|{id}";

    /// <summary>Row key of a signal; with an empty signal the beginning of all of them.</summary>
    public static string Signal(EnrolmentId id, string signal) => $"g|{id}|{signal}";

    /// <summary>Row keys of what is stored of a run: its signals, then its state.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(ITableStore tables, string partition, EnrolmentId id, CancellationToken cancellationToken)
    {
        var signals = Signal(id, "");
        var keys = await tables.ReadAsync(Table, partition, signals, signals + "\uffff", cancellationToken).Select(r => r.RowKey).ToListAsync(cancellationToken);
        return [.. keys, State(id)];
    }

    /// <summary>The state as a row.</summary>
    public static TableRow StateRow(string partition, EnrolmentId id, EnrolmentState state, string? etag, int failures = 0) => new(
        partition, State(id),
        new Dictionary<string, object>(StringComparer.Ordinal) { ["state"] = StoredJson.Text(state), [Failures] = failures }, etag);

    /// <summary>Reads what <see cref="StateRow"/> wrote.</summary>
    public static EnrolmentState ReadState(TableRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return StoredJson.Read<EnrolmentState>(row.Get<string>("state")!);
    }

    /// <summary>A signal as a row.</summary>
    public static TableRow SignalRow(string partition, EnrolmentId id, Signal signal)
    {
        ArgumentNullException.ThrowIfNull(signal);
        return new(
            partition, Signal(id, signal.Id),
            new Dictionary<string, object>(StringComparer.Ordinal) { ["signal"] = StoredJson.Text(signal) });
    }

    /// <summary>Reads what <see cref="SignalRow"/> wrote.</summary>
    public static Signal ReadSignal(TableRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return StoredJson.Read<Signal>(row.Get<string>("signal")!);
    }
}
