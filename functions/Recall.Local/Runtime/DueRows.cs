using Recall.App.Customers;
using Recall.App.Enrolment;
using Recall.App.Ports;
using Recall.Core.Sequences;

namespace Recall.Local.Runtime;

/// <summary>
/// Rows <c>d|{time}|{id}</c> of table <see cref="RunRows.Table"/>: "look at this run then", a signal's with its id behind it so that taking one
/// mark never takes another. All runs are in one partition, so what is due is one range, however many runs wait.
/// </summary>
internal static class DueRows
{
    public const string Partition = "all";

    public static string Key(DateTimeOffset at, EnrolmentId id) => $"d|{CustomerKeys.Time(at)}|{id}";

    public static string Key(DateTimeOffset at, EnrolmentId id, string signal) => $"{Key(at, id)}|{signal}";

    public static (string From, string To) Until(DateTimeOffset at) => ("d|", $"d|{CustomerKeys.Time(at)}}}");

    /// <summary>The run that a due row names.</summary>
    public static EnrolmentId Run(TableRow due) => EnrolmentId.Parse(due.RowKey.Split('|')[2]);

    /// <summary>When a due row is due, UTC.</summary>
    public static DateTimeOffset Time(TableRow due) => CustomerKeys.ReadTime(due.RowKey.AsSpan(2, CustomerKeys.TimeLength));

    public static TableRow Mark(string rowKey) => new(Partition, rowKey, new Dictionary<string, object>(StringComparer.Ordinal));
}
