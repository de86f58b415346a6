using Recall.App.Customers;
using Recall.App.Ports;
using Recall.Core;
using Recall.Core.Sequences;

namespace Recall.Local.Runtime;

/// <summary>
/// Rows of table <c>runs</c>, one partition: <c>s|{id}</c> the state, <c>g|{id}|{signal}</c> signals not yet taken, and
/// <c>d|{time}|{id}</c> "look at this run then", a signal's with its id behind it so that taking one mark never takes another. What is due is one range, however many runs wait.
/// </summary>
internal static class RunRows
{
    public const string Table = "runs";
    public const string Partition = "all";

    /// <summary>Property of the state row: attempts that failed since an effect last succeeded.</summary>
    public const string Failures = "failures";

    public static string State(EnrolmentId id) => $"s|{id}";

    public static string Signal(EnrolmentId id, string signal) => $"g|{id}|{signal}";

    public static string Due(DateTimeOffset at, EnrolmentId id) => $"d|{CustomerKeys.Time(at)}|{id}";

    public static string Due(DateTimeOffset at, EnrolmentId id, string signal) => $"{Due(at, id)}|{signal}";

    public static (string From, string To) DueUntil(DateTimeOffset at) => ("d|", $"d|{CustomerKeys.Time(at)}}}");

    /// <summary>The run that a due row names.</summary>
    public static EnrolmentId Run(TableRow due) => EnrolmentId.Parse(due.RowKey.Split('|')[2]);

    /// <summary>When a due row is due, UTC.</summary>
    public static DateTimeOffset DueTime(TableRow due) => CustomerKeys.ReadTime(due.RowKey.AsSpan(2, CustomerKeys.TimeLength));

    public static TableRow StateRow(EnrolmentId id, EnrolmentState state, string? etag, int failures = 0) => new(
        Partition, State(id),
        new Dictionary<string, object>(StringComparer.Ordinal) { ["state"] = StoredJson.Text(state), [Failures] = failures }, etag);

    public static EnrolmentState ReadState(TableRow row) => StoredJson.Read<EnrolmentState>(row.Get<string>("state")!);

    public static TableRow Mark(string rowKey) => new(Partition, rowKey, new Dictionary<string, object>(StringComparer.Ordinal));
}
