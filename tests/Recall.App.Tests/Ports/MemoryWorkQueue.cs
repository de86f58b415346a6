using System.Globalization;
using Recall.App.Ports;

namespace Recall.App.Tests.Ports;

/// <summary>The queue of tests that need no database: messages in a list.</summary>
public sealed class MemoryWorkQueue(TimeProvider clock) : IWorkQueue
{
    private readonly Lock _gate = new();
    private readonly List<Message> _messages = [];
    private int _last;

    public Task EnqueueAsync(string queue, string body, TimeSpan delay = default, CancellationToken cancellationToken = default)
    {
        QueueRules.CheckQueue(queue);
        QueueRules.CheckBody(queue, body);
        QueueRules.CheckDelay(delay);
        lock (_gate)
            _messages.Add(new(queue, Next(), body, clock.GetUtcNow() + delay));
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<QueueMessage>> ReceiveAsync(string queue, int max, TimeSpan visibility, CancellationToken cancellationToken = default)
    {
        QueueRules.CheckQueue(queue);
        QueueRules.CheckReceive(max, visibility);
        lock (_gate)
        {
            foreach (var message in Visible(queue).Where(m => m.Count == IWorkQueue.MaxDequeueCount && !QueueRules.IsPoison(queue)))
                (message.Queue, message.Count, message.Receipt) = (QueueRules.PoisonOf(queue), 0, "");
            return Task.FromResult<IReadOnlyList<QueueMessage>>([.. Visible(queue).Take(max).Select(m =>
            {
                (m.Count, m.Receipt, m.VisibleAt) = (m.Count + 1, Next(), clock.GetUtcNow() + visibility);
                return new QueueMessage(queue, m.Id, m.Body, m.Count, m.Receipt);
            })]);
        }
    }

    public Task<bool> DeleteAsync(QueueMessage message, CancellationToken cancellationToken = default)
    {
        lock (_gate)
            return Task.FromResult(_messages.RemoveAll(m => Is(m, message)) > 0);
    }

    public Task<bool> ReleaseAsync(QueueMessage message, TimeSpan delay, CancellationToken cancellationToken = default)
    {
        QueueRules.CheckDelay(delay);
        lock (_gate)
        {
            if (_messages.Find(m => Is(m, message)) is not { } held)
                return Task.FromResult(false);
            (held.VisibleAt, held.Receipt) = (clock.GetUtcNow() + delay, "");
            return Task.FromResult(true);
        }
    }

    public Task<IReadOnlyList<string>> PeekAsync(string queue, int max, CancellationToken cancellationToken = default)
    {
        QueueRules.CheckQueue(queue);
        QueueRules.CheckMax(max);
        lock (_gate)
            return Task.FromResult<IReadOnlyList<string>>([.. Visible(queue).Take(max).Select(m => m.Body)]);
    }

    public Task<int> CountAsync(string queue, CancellationToken cancellationToken = default)
    {
        QueueRules.CheckQueue(queue);
        lock (_gate)
            return Task.FromResult(_messages.Count(m => m.Queue == queue));
    }

    private static bool Is(Message held, QueueMessage message) =>
        held.Queue == message.Queue && held.Id == message.Id && held.Receipt == message.Receipt;

    private List<Message> Visible(string queue) => [.. _messages.Where(m => m.Queue == queue && m.VisibleAt <= clock.GetUtcNow())];

    private string Next() => (++_last).ToString(CultureInfo.InvariantCulture);

    private sealed class Message(string queue, string id, string body, DateTimeOffset visibleAt)
    {
        public string Queue { get; set; } = queue;

        public string Id { get; } = id;

        public string Body { get; } = body;

        public DateTimeOffset VisibleAt { get; set; } = visibleAt;

        public int Count { get; set; }

        public string Receipt { get; set; } = "";
    }
}
