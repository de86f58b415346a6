using System.Diagnostics.Metrics;
using Recall.App.Delivery;
using Recall.App.Ingestion.DeadLetters;
using Recall.App.Telemetry;
using Recall.App.Tests.Shops;
using Recall.App.Work;
using Recall.Core.Customers;

namespace Recall.App.Tests.Telemetry;

public sealed class RecallMetricsTests
{
    [Fact]
    public async Task Every_range_scored_is_counted_and_every_customer_in_it()
    {
        using var shop = new CornerShop();
        using var heard = new Heard(shop);
        await shop.CustomerAsync("ann");
        await shop.CustomerAsync("bob");

        await shop.ScoreAsync();

        (heard.Of(RecallMetrics.ScoredBuckets), heard.Of(RecallMetrics.ScoredCustomers)).ShouldBe((4, 2));
    }

    [Fact]
    public async Task Each_handing_over_is_counted_by_what_the_carrier_said()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", SequenceText.Mail));
        using var heard = new Heard(shop);

        await shop.EnterAsync("hello", "ann");

        heard.Of(RecallMetrics.Touches, "email", "accepted").ShouldBe(1);
        heard.Of(RecallMetrics.Messages, "email", "sent").ShouldBe(1);
    }

    [Fact]
    public async Task A_report_that_comes_twice_counts_once()
    {
        using var shop = new CornerShop();
        using var heard = new Heard(shop);
        var ann = await shop.CustomerAsync("ann");
        var bounced = new MessageStatusChanged
        {
            Id = "b", Customer = ann, At = shop.Now, Message = "hello--1--mail", Channel = "email", Status = MessageStatus.Bounced,
        };

        await shop.GiveAsync(bounced);
        await shop.GiveAsync(bounced);

        heard.Of(RecallMetrics.Messages, "email", "bounced").ShouldBe(1);
    }

    [Fact]
    public async Task Work_that_is_given_up_is_counted_by_its_queue()
    {
        using var shop = new CornerShop();
        using var heard = new Heard(shop);

        await shop.Get<GivenUpWork>().KeepAsync(DeliverStatus.Queue, "{}", TestContext.Current.CancellationToken);

        heard.Of(RecallMetrics.GivenUpWork, DeliverStatus.Queue).ShouldBe(1);
    }

    [Fact]
    public async Task Input_that_cannot_be_read_is_counted_however_often_it_comes()
    {
        using var shop = new CornerShop();
        using var heard = new Heard(shop);
        var letter = DeadLetter.Of("delivery", "bus", null, "total", "is no amount", "{}");

        await shop.Get<DeadLetterBox>().AddAsync([letter, letter with { Raw = "[]" }], TestContext.Current.CancellationToken);
        await shop.Get<DeadLetterBox>().AddAsync([letter], TestContext.Current.CancellationToken);

        heard.Of(RecallMetrics.DeadLetters, "delivery").ShouldBe(3);
    }

    /// <summary>Listens to one shop's meter: other tests run meanwhile and have meters of that name too.</summary>
    private sealed class Heard : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly Dictionary<string, long> _sums = new(StringComparer.Ordinal);

        public Heard(CornerShop shop)
        {
            var factory = shop.Get<IMeterFactory>();
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == RecallMetrics.MeterName && ReferenceEquals(instrument.Meter.Scope, factory))
                    listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            {
                lock (_sums)
                {
                    var key = string.Join('|', [instrument.Name, .. tags.ToArray().Select(t => t.Value)]);
                    _sums[key] = _sums.GetValueOrDefault(key) + value;
                }
            });
            _listener.Start();
        }

        public long Of(params string[] name) => _sums.GetValueOrDefault(string.Join('|', name));

        public void Dispose() => _listener.Dispose();
    }
}
