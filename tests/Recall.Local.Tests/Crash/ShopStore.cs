using Microsoft.Data.Sqlite;
using Recall.App.Customers;
using Recall.App.Ports;
using Recall.Core;
using Recall.Core.Customers;
using Recall.Core.Shop;
using Recall.Local.Hosting;
using Recall.Local.Runtime;
using Recall.Local.Storage;

namespace Recall.Local.Tests.Crash;

/// <summary>A shop's folder, opened to see what is stored while no process has it.</summary>
internal sealed class ShopStore : IAsyncDisposable
{
    private readonly RecallDatabase _database;

    private ShopStore(string folder)
    {
        Settings = new DataFolder(folder).Settings();
        _database = RecallDatabase.Open(folder, new VirtualClock(new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        Tables = new SqliteTableStore(_database);
        Customers = new CustomerStore(Tables, Settings.Zone);
    }

    public ShopSettings Settings { get; }

    public ITableStore Tables { get; }

    public CustomerStore Customers { get; }

    /// <summary>Opens it; SQLite itself must find nothing wrong first.</summary>
    public static ShopStore Open(string folder, string because)
    {
        using (var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "recall.db")};Pooling=False"))
        {
            connection.Open();
            using var check = connection.CreateCommand();
            check.CommandText = "PRAGMA integrity_check";
            check.ExecuteScalar().ShouldBe("ok", because);
        }

        return new(folder);
    }

    /// <summary>All rows of a kind, all buckets.</summary>
    public async Task<List<TableRow>> RowsAsync(char kind)
    {
        var rows = new List<TableRow>();
        for (var bucket = 0; bucket < Customers.Buckets; bucket++)
            rows.AddRange(await Customers.RowsAsync(kind, bucket, CancellationToken.None).ToListAsync());
        return rows;
    }

    /// <summary>
    /// The events of all customers, after proof that no batch is half there: every event has its id and every id its event, and every
    /// profile is, byte for byte, what folding all of the customer's events gives.
    /// </summary>
    public async Task<Dictionary<CustomerKey, List<CustomerEvent>>> WholeEventsAsync(string because)
    {
        var rows = await RowsAsync('e');
        var events = rows.Where(r => r.Properties.ContainsKey("event"))
            .ToLookup(r => CustomerKeys.CustomerOf(r.RowKey), r => StoredJson.Read<CustomerEvent>(r.Get<byte[]>("event")));
        var ids = rows.Where(r => r.Properties.ContainsKey("at")).ToLookup(r => CustomerKeys.CustomerOf(r.RowKey));
        rows.ShouldAllBe(r => r.Properties.Count == 1, because);
        var profiles = (await RowsAsync('p')).ToDictionary(r => CustomerKeys.CustomerOf(r.RowKey));
        profiles.Keys.ShouldBe(events.Select(e => e.Key).Union(ids.Select(i => i.Key)), ignoreOrder: true, because);
        var all = new Dictionary<CustomerKey, List<CustomerEvent>>();
        foreach (var (customer, profile) in profiles)
        {
            all[customer] = [.. events[customer]];
            ids[customer].Select(i => (i.RowKey, i.Get<string>("at")!))
                .ShouldBe(all[customer].Select(e => (CustomerKeys.EventId(customer, e.Id), CustomerKeys.Time(e.At))), ignoreOrder: true, $"{because}: event ids of {customer}");
            StoredJson.Bytes(ProfileFold.Of(customer, all[customer], Settings.Zone)).AsSpan()
                .SequenceEqual(profile.Get<byte[]>(CustomerRow.ProfileProperty)).ShouldBeTrue($"{because}: the profile of {customer} is not the fold of its events");
        }

        return all;
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
