using Recall.App.Ingestion.DeadLetters;
using Recall.App.Ingestion.Events;
using Recall.Core.Customers;

namespace Recall.App.Ingestion.Http;

/// <summary>Events of a request with their places in it, until they are ingested.</summary>
internal sealed class ReadEvents(string letterFormat)
{
    private readonly List<int> _indexes = [];
    private int _next;
    private int _stored;

    public List<CustomerEvent> Events { get; } = [];

    public List<RejectedEntry> Rejected { get; } = [];

    public List<DeadLetter> Letters { get; } = [];

    /// <summary>How many of the request's first events are dealt with: on disk, or refused and kept as letters.</summary>
    public int Landed { get; private set; }

    /// <summary>Events and errors not yet stored.</summary>
    public int Waiting => Events.Count + Letters.Count;

    public void Add(EventReading reading, Func<string> raw)
    {
        var index = _next++;
        if (reading.Event is { } e)
        {
            Events.Add(e);
            _indexes.Add(index);
            return;
        }

        var reason = EventError.Join(reading.Errors);
        Rejected.Add(new(index, reading.Id, reading.Errors[0].Field, reason));
        Letters.Add(DeadLetter.Of(letterFormat, PostEvents.Source, index + 1, reading.Errors[0].Field, reason, raw()));
    }

    /// <summary>Takes over what the store said, and makes room for the next events.</summary>
    public void Stored(IngestOutcome outcome)
    {
        foreach (var rejected in outcome.Rejected)
        {
            var index = _indexes[Events.FindIndex(e => ReferenceEquals(e, rejected.Event))];
            Rejected.Add(new(index, rejected.Event.Id, rejected.Field, $"{rejected.Field} {rejected.Reason}"));
        }

        Events.Clear();
        _indexes.Clear();
        Letters.Clear();
        (Landed, _stored) = (_next, Rejected.Count);
    }

    /// <summary>Forgets what was read and not stored: the request breaks off behind it.</summary>
    public void BreakOff() => Rejected.RemoveRange(_stored, Rejected.Count - _stored);
}
