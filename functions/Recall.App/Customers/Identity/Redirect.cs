using Recall.App.Ports;
using Recall.Core;
using Recall.Core.Customers;
using Recall.Core.Customers.Identity;
using Recall.Core.Sequences;
using Recall.Core.Wording;

namespace Recall.App.Customers.Identity;

/// <summary>How far the rows of a key are on their way.</summary>
internal enum RedirectState
{
    /// <summary>They lie with the other customer.</summary>
    Settled,

    /// <summary>They are moving to the other customer.</summary>
    Moving,

    /// <summary>They are moving back.</summary>
    Leaving,
}

/// <summary>
/// What stands in the row <c>p|{customer}</c> of a key that is merged into another, in place of its profile: whoever read the profile and
/// would write it meets another ETag, and whoever thinks the customer new meets a row.
/// </summary>
/// <param name="From">The key.</param>
/// <param name="To">The customer it is merged into, or leaves.</param>
/// <param name="State">How far it is.</param>
/// <param name="Since">When the last move began, UTC.</param>
/// <param name="Why">What the ledger says of it.</param>
/// <param name="Members">While moving: the keys that come along, with what was said under each.</param>
/// <param name="Engagement">While moving: what was being done with the customer.</param>
/// <param name="ETag">Of the row when it was read.</param>
internal sealed record Redirect(
    CustomerKey From, CustomerKey To, RedirectState State, DateTimeOffset Since, Why Why, IReadOnlyList<Member> Members, Engagement Engagement,
    string? ETag = null)
{
    private const string ToProperty = "mergedInto";

    public static bool Is(TableRow row) => row.Properties.ContainsKey(ToProperty);

    public static Redirect? Find(TableRow? row) => row is not null && Is(row) ? Read(row) : null;

    public static Redirect Settled(CustomerKey from, CustomerKey to, DateTimeOffset since, Why why) =>
        new(from, to, RedirectState.Settled, since, why, [], Engagement.None);

    /// <summary>Takes the place of the row that was read; an insert where there was none.</summary>
    public TableAction Write(string partition)
    {
        var properties = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            [ToProperty] = To.Value, ["state"] = State.ToString(), ["since"] = Since, ["why"] = Why.ToString(),
        };
        if (Members.Count > 0)
            properties["members"] = StoredJson.Bytes(Members);
        if (Engagement != Engagement.None)
            properties[CustomerRow.EngagementProperty] = StoredJson.Text(Engagement);
        return new(ETag is null ? TableActionKind.Insert : TableActionKind.Replace, new(partition, CustomerKeys.Profile(From), properties, ETag));
    }

    private static Redirect Read(TableRow row) => new(
        CustomerKeys.CustomerOf(row.RowKey), CustomerKey.Parse(row.Get<string>(ToProperty)!), Enum.Parse<RedirectState>(row.Get<string>("state")!),
        row.Get<DateTimeOffset>("since"), Why.Parse(row.Get<string>("why")!),
        row.Get<byte[]>("members") is { } members ? StoredJson.Read<IReadOnlyList<Member>>(members) : [],
        row.Get<string>(CustomerRow.EngagementProperty) is { } engagement ? StoredJson.Read<Engagement>(engagement) : Engagement.None, row.ETag);
}
