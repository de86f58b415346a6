using System.Diagnostics.Metrics;
using Recall.App.Ingestion.DeadLetters;
using Recall.App.Ports;
using Recall.Core.Customers;

namespace Recall.App.Telemetry;

/// <summary>
/// What operators watch, as System.Diagnostics.Metrics: any exporter may listen, and nobody does on a laptop. Counts carry no customer and no
/// address. Names follow OpenTelemetry: dots between parts, units in braces.
/// </summary>
public sealed class RecallMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Recall";

    /// <summary>Buckets scored; a night without any is a night without scores.</summary>
    public const string ScoredBuckets = "recall.scoring.buckets";

    /// <summary>Customers scored.</summary>
    public const string ScoredCustomers = "recall.scoring.customers";

    /// <summary>Touches handed to carriers, by <c>channel</c> and <c>result</c>: accepted, rejected or later.</summary>
    public const string Touches = "recall.touches";

    /// <summary>What became of messages, by <c>channel</c> and <c>status</c> as <see cref="MessageStatus"/> has them, each report once.</summary>
    public const string Messages = "recall.messages";

    /// <summary>Parts of the work that failed five times and are tried no more, by <c>queue</c>.</summary>
    public const string GivenUpWork = "recall.work.given_up";

    /// <summary>Input that could not become an event and was kept with its reason, by <c>format</c>; the same input again counts again.</summary>
    public const string DeadLetters = "recall.dead_letters";

    /// <summary>Runs that had stopped before their end, or were never begun, and are taken up where they stood, by <c>status</c>: failed, terminated or pending.</summary>
    public const string RunsTakenUp = "recall.runs.taken_up";

    private readonly Counter<long> _buckets;
    private readonly Counter<long> _customers;
    private readonly Counter<long> _touches;
    private readonly Counter<long> _messages;
    private readonly Counter<long> _givenUp;
    private readonly Counter<long> _letters;
    private readonly Counter<long> _takenUp;

    /// <summary>Makes the instruments.</summary>
    public RecallMetrics(IMeterFactory factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        var meter = factory.Create(MeterName);
        _buckets = meter.CreateCounter<long>(ScoredBuckets, "{bucket}");
        _customers = meter.CreateCounter<long>(ScoredCustomers, "{customer}");
        _touches = meter.CreateCounter<long>(Touches, "{touch}");
        _messages = meter.CreateCounter<long>(Messages, "{report}");
        _givenUp = meter.CreateCounter<long>(GivenUpWork, "{message}");
        _letters = meter.CreateCounter<long>(DeadLetters, "{letter}");
        _takenUp = meter.CreateCounter<long>(RunsTakenUp, "{run}");
    }

    /// <summary>Counts a run that a host takes up; <paramref name="status"/> is what its host says of it.</summary>
    public void TookUp(string status) => _takenUp.Add(1, new KeyValuePair<string, object?>("status", status));

    internal void Scored(long customers)
    {
        _buckets.Add(1);
        _customers.Add(customers);
    }

    internal void GaveUp(string queue) => _givenUp.Add(1, new KeyValuePair<string, object?>("queue", queue));

    internal void Refused(IEnumerable<DeadLetter> letters)
    {
        foreach (var format in letters.GroupBy(l => l.Format, StringComparer.Ordinal))
            _letters.Add(format.Count(), new KeyValuePair<string, object?>("format", format.Key));
    }

    internal void Handed(string channel, SendResult result) => _touches.Add(1, new("channel", channel), new("result", result switch
    {
        SendResult.Accepted => "accepted",
        SendResult.Rejected => "rejected",
        SendResult.TryLater => "later",
        _ => "unclear",
    }));

    internal void Stored(IEnumerable<CustomerEvent> events)
    {
        foreach (var message in events.OfType<MessageStatusChanged>())
            _messages.Add(1, new("channel", message.Channel), new("status", message.Status.ToString().ToLowerInvariant()));
    }
}
