using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Recall.App;
using Recall.App.Customers;
using Recall.App.Ports;
using Recall.App.Reports;
using Recall.App.Scoring;
using Recall.App.Sequences.Versions;
using Recall.Benchmarks.Shops;
using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Sequences;
using Recall.Core.Shop;
using Recall.Local.Storage;

namespace Recall.Benchmarks.Scoring;

/// <summary>A store with the profiles of two years of purchase histories, and the use cases that score them.</summary>
internal sealed class ProfileShop : IAsyncDisposable
{
    private const int Buckets = 64;
    private const int Days = 730;
    private readonly ScratchFolder _folder = new();
    private readonly RecallDatabase _database;

    public ProfileShop()
    {
        var clock = new HandClock(Orders.Start.AddDays(Days));
        var meters = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();
        _database = RecallDatabase.Open(_folder.Path, clock);
        var tables = new SqliteTableStore(_database);
        Customers = new(tables, TimeZoneInfo.Utc, Buckets);
        var shop = new ShopSettings();
        App = new(clock, shop, []);
        var uplift = new GatherUplift(Customers, new MeasureEnrolment(Customers, shop), shop, App);
        Fit = new(Customers, new GatherPast(Customers, App), uplift, new ModelStore(tables), App);
        Score = new(Customers, new PopulationStore(tables), new SequencesInForce(new([], Policy.Default), new(tables), new(tables), App.Clock), App, new(meters));
    }

    public CustomerStore Customers { get; }

    public AppServices App { get; }

    public FitModel Fit { get; }

    public ScoreCustomers Score { get; }

    /// <summary>Bytes of the profiles as they are stored.</summary>
    public long Bytes { get; private set; }

    /// <summary>Folds histories and stores the profiles; without the events, which scoring does not read.</summary>
    public async Task FillAsync(int customers, CancellationToken cancellationToken)
    {
        var orders = new Orders(seed: 5);
        var batches = new Dictionary<string, List<TableAction>>(StringComparer.Ordinal);
        var writes = new List<Task>();
        for (var i = 0; i < customers; i++)
        {
            var customer = Orders.Customer(i);
            var profile = ProfileFold.Of(customer, [.. About(customer), .. orders.History(customer, Days)], App.Zone);
            var partition = Customers.Partition(customer);
            var action = new CustomerRow(profile, Engagement.None, null).WriteProfile(partition);
            Bytes += action.Row.Get<byte[]>(CustomerRow.ProfileProperty)!.Length;
            var batch = batches.TryGetValue(partition, out var begun) ? begun : batches[partition] = [];
            batch.Add(action);
            if (batch.Count < TableLimits.BatchActions)
                continue;
            writes.Add(Customers.SubmitAsync(batch, cancellationToken));
            batches.Remove(partition);
            if (writes.Count < Buckets)
                continue;
            await Task.WhenAll(writes);
            writes.Clear();
        }

        await Task.WhenAll([.. writes, .. batches.Values.Select(b => Customers.SubmitAsync(b, cancellationToken))]);
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    private static IEnumerable<CustomerEvent> About(CustomerKey customer)
    {
        yield return new CustomerChanged
        {
            Id = "about", Customer = customer, At = Orders.Start, Email = $"{customer.Value[8..]}@example.com", Phone = "+12025550123", Name = "Lee Ann", Locale = "en",
        };
        yield return new ConsentChanged { Id = "mail", Customer = customer, At = Orders.Start, Channel = "email", Granted = true };
    }
}
