using System.Collections.Concurrent;
using Recall.App.Ports;

namespace Recall.App.Tests.Shops;

/// <summary>What a carrier does with the next message.</summary>
public enum Fate
{
    Accept,
    Reject,

    /// <summary>Asks to come back in an hour.</summary>
    TryLater,

    /// <summary>Fails before the message is handed over.</summary>
    FailBefore,

    /// <summary>Takes the message and fails to say so.</summary>
    FailAfter,

    /// <summary>Takes the message, and its answer does not say so.</summary>
    Unclear,

    /// <summary>A timeout of the carrier's client, which is a cancellation that nobody asked for.</summary>
    TimeOut,
}

/// <summary>A message at the carrier.</summary>
public sealed record Handed(string Key, string To, string Text, DateTimeOffset At);

/// <summary>A carrier that does as it is told, and accepts when it is told nothing.</summary>
public sealed class ScriptedChannel(string name, bool repeatable, TimeProvider clock) : IChannel
{
    private readonly ConcurrentQueue<Fate> _script = new();
    private readonly ConcurrentQueue<Handed> _handed = new();
    private int _calls;

    public string Name => name;

    public TimeSpan RepeatableFor { get; set; } = repeatable ? TimeSpan.MaxValue : TimeSpan.Zero;

    /// <summary>Calls so far, with those that failed.</summary>
    public int Calls => _calls;

    /// <summary>What was handed over, repeats under the same key included.</summary>
    public IReadOnlyList<Handed> Handed => [.. _handed];

    /// <summary>Keys of what reached the person: a carrier that knows keys sends each once.</summary>
    public IReadOnlyList<string> Reached => [.. repeatable ? _handed.Select(h => h.Key).Distinct(StringComparer.Ordinal) : _handed.Select(h => h.Key)];

    /// <summary>Sets what happens to the next messages.</summary>
    public void Next(params Fate[] fates) => Array.ForEach(fates, _script.Enqueue);

    public Task<SendResult> SendAsync(OutgoingTouch touch, string idempotencyKey, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _calls);
        var fate = _script.TryDequeue(out var told) ? told : Fate.Accept;
        if (fate is Fate.Accept or Fate.FailAfter or Fate.Unclear)
            _handed.Enqueue(new(idempotencyKey, touch.To, touch.Text, clock.GetUtcNow()));
        return fate switch
        {
            Fate.Accept => Task.FromResult<SendResult>(new SendResult.Accepted("id-" + idempotencyKey)),
            Fate.Reject => Task.FromResult<SendResult>(new SendResult.Rejected("no such mailbox")),
            Fate.TryLater => Task.FromResult<SendResult>(new SendResult.TryLater(TimeSpan.FromHours(1))),
            Fate.Unclear => Task.FromResult<SendResult>(new SendResult.Unclear(TimeSpan.FromMinutes(5))),
            Fate.TimeOut => throw new TaskCanceledException("the carrier did not answer in time"),
            _ => throw new IOException("the line broke"),
        };
    }
}
