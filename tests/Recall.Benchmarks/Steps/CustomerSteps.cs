using BenchmarkDotNet.Attributes;
using Recall.App.Ingestion.Events;
using Recall.Benchmarks.Shops;
using Recall.Core;
using Recall.Core.Customers;
using Recall.Core.Scoring;
using Recall.Core.Shop;

namespace Recall.Benchmarks.Steps;

/// <summary>What happens to one event and one customer, each step alone.</summary>
[MemoryDiagnoser]
public class CustomerSteps
{
    private static readonly DateTimeOffset Now = Orders.Start.AddDays(730);
    private readonly EventReader _reader = new(new ShopSettings(), new HandClock(Now));
    private OrderPlaced _order = null!;
    private byte[] _orderJson = [];
    private Profile _profile = null!;
    private byte[] _profileJson = [];
    private Scorer _scorer = null!;
    private Score _score = null!;

    [GlobalSetup]
    public void Setup()
    {
        var (orders, statistics) = (new Orders(seed: 3), new ShopStatistics(DateOnly.FromDateTime(Now.UtcDateTime)));
        for (var i = 0; i < 2_000; i++)
        {
            var profile = ProfileFold.Of(Orders.Customer(i), orders.History(Orders.Customer(i), 730), TimeZoneInfo.Utc);
            statistics.Add(profile, TimeZoneInfo.Utc);
            if (profile.Purchases.Days == 6)
                _profile = profile;
        }

        _profileJson = StoredJson.Bytes(_profile);
        _order = orders.Next(_profile.Customer, Now);
        _orderJson = StoredJson.Bytes<CustomerEvent>(_order);
        _scorer = new(ShopModel.Fit(statistics, Now));
        _score = Score();
    }

    [Benchmark]
    public EventReading ReadEvent() => _reader.Read(_orderJson);

    [Benchmark]
    public byte[] WriteEvent() => StoredJson.Bytes<CustomerEvent>(_order);

    [Benchmark]
    public Profile FoldEvent() => ProfileFold.Next(_profile, _order, TimeZoneInfo.Utc);

    [Benchmark]
    public Profile ReadProfile() => StoredJson.Read<Profile>(_profileJson);

    [Benchmark]
    public byte[] WriteProfile() => StoredJson.Bytes(_profile);

    [Benchmark]
    public Score Score() => _scorer.Score(_profile, Now, TimeZoneInfo.Utc);

    [Benchmark]
    public byte[] WriteScore() => StoredJson.Bytes(_score);
}
