using System.Text;
using Azure.Data.Tables;

namespace Recall.Azure.Storage;

/// <summary>Ranges of row keys inside a partition.</summary>
/// <remarks>
/// A continuation is the last key that was read, not the service's token: that one names the next row as it was, and a row that is written
/// in front of it before the next page would be left out.
/// </remarks>
internal static class TableRanges
{
    /// <summary>The OData filter of <c>from &lt;= row key &lt; to</c>, or of what comes after a page.</summary>
    /// <exception cref="ArgumentException">The continuation is not one that a page carried.</exception>
    public static string Filter(string partitionKey, string? from, string? to, string? continuation)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partitionKey}");
        if (continuation is not null)
            filter += TableClient.CreateQueryFilter($" and RowKey gt {LastOf(continuation)}");
        else if (from is not null)
            filter += TableClient.CreateQueryFilter($" and RowKey ge {from}");
        return to is null ? filter : filter + TableClient.CreateQueryFilter($" and RowKey lt {to}");
    }

    /// <summary>What goes on after a row.</summary>
    public static string After(string rowKey) => Convert.ToBase64String(Encoding.UTF8.GetBytes(rowKey));

    private static string LastOf(string continuation)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(continuation));
        }
        catch (FormatException e)
        {
            throw new ArgumentException("The continuation is not one that a page carried.", nameof(continuation), e);
        }
    }
}
