using System.Globalization;
using Recall.App.Ports;

namespace Recall.Local.Storage;

/// <summary>The SQL of messages. Times are UTC ticks; a receipt is a number never given before.</summary>
internal static class QueueRows
{
    public static void Add(WriteContext context, string queue, string body, DateTimeOffset visibleAt) =>
        context.Prepare("INSERT INTO message(queue, visible_at, dequeue_count, receipt, body) VALUES (?, ?, 0, 0, ?)")
            .Bind(1, queue).Bind(2, visibleAt.UtcTicks).Bind(3, body).Run();

    public static List<QueueMessage> Receive(WriteContext context, string queue, int max, TimeSpan visibility)
    {
        var now = context.Clock.GetUtcNow().UtcTicks;
        var received = new List<QueueMessage>();
        // Each pass takes or gives up what it finds, so a pass that finds nothing is the last.
        while (received.Count < max && Visible(context, queue, now, max - received.Count) is { Count: > 0 } found)
        {
            foreach (var (id, count, body) in found)
            {
                if (count >= IWorkQueue.MaxDequeueCount && !QueueRules.IsPoison(queue))
                    GiveUp(context, queue, id, now);
                else
                    received.Add(Take(context, queue, id, count + 1, body, now + visibility.Ticks));
            }
        }
        return received;
    }

    public static bool Delete(WriteContext context, QueueMessage message) =>
        Bind(context.Prepare("DELETE FROM message WHERE id = ? AND queue = ? AND receipt = ?"), message, 1).Run() > 0;

    public static bool Release(WriteContext context, QueueMessage message, DateTimeOffset visibleAt) =>
        Bind(context.Prepare("UPDATE message SET visible_at = ?, receipt = 0 WHERE id = ? AND queue = ? AND receipt = ?").Bind(1, visibleAt.UtcTicks), message, 2)
            .Run() > 0;

    /// <summary>
    /// Makes visible what a process that ended had in hand: one process at a time has the folder, so nobody will delete those messages.
    /// They still count as received, or one that ends every process would come back for ever.
    /// </summary>
    public static void TakeBack(SqliteSession session, DateTimeOffset now) =>
        session.Prepare("UPDATE message SET visible_at = min(visible_at, ?), receipt = 0 WHERE receipt <> 0").Bind(1, now.UtcTicks).Run();

    /// <summary>When the queue's first message is or becomes visible; null where it has none.</summary>
    public static DateTimeOffset? NextVisible(SqliteSession session, string queue) =>
        Time(session.Prepare("SELECT min(visible_at) FROM message WHERE queue = ?").Bind(1, queue));

    /// <summary>The same over all queues but those of messages that were given up; goes from queue to queue by the index.</summary>
    public static DateTimeOffset? NextVisible(SqliteSession session) => Time(session.Prepare(
        $"""
        WITH RECURSIVE queues(name) AS (
            SELECT min(queue) FROM message
            UNION ALL SELECT (SELECT min(queue) FROM message WHERE queue > name) FROM queues WHERE name IS NOT NULL)
        SELECT min((SELECT min(visible_at) FROM message WHERE queue = name)) FROM queues WHERE name NOT LIKE '%{QueueRules.PoisonSuffix}'
        """));

    public static List<string> Peek(SqliteSession session, string queue, DateTimeOffset now, int max)
    {
        var query = session.Prepare("SELECT body FROM message WHERE queue = ? AND visible_at <= ? ORDER BY visible_at, id LIMIT ?");
        query.Bind(1, queue).Bind(2, now.UtcTicks).Bind(3, max);
        var bodies = new List<string>();
        while (query.Step())
            bodies.Add(query.Text(0));
        return bodies;
    }

    public static int Count(SqliteSession session, string queue)
    {
        var query = session.Prepare("SELECT count(*) FROM message WHERE queue = ?").Bind(1, queue);
        query.Step();
        var count = (int)query.Int64(0);
        query.Reset();
        return count;
    }

    private static DateTimeOffset? Time(Statement query)
    {
        query.Step();
        var time = query.IsNull(0) ? default(DateTimeOffset?) : new DateTimeOffset(query.Int64(0), TimeSpan.Zero);
        query.Reset();
        return time;
    }

    private static List<(long Id, int Count, string Body)> Visible(WriteContext context, string queue, long now, int max)
    {
        var query = context.Prepare(
            "SELECT id, dequeue_count, body FROM message WHERE queue = ? AND visible_at <= ? ORDER BY visible_at, id LIMIT ?");
        query.Bind(1, queue).Bind(2, now).Bind(3, max);
        var found = new List<(long, int, string)>();
        while (query.Step())
            found.Add((query.Int64(0), (int)query.Int64(1), query.Text(2)));
        return found;
    }

    private static QueueMessage Take(WriteContext context, string queue, long id, int count, string body, long visibleAt)
    {
        var receipt = context.NextStamp();
        context.Prepare("UPDATE message SET dequeue_count = ?, visible_at = ?, receipt = ? WHERE id = ?")
            .Bind(1, count).Bind(2, visibleAt).Bind(3, receipt).Bind(4, id).Run();
        return new(queue, id.ToString(CultureInfo.InvariantCulture), body, count, receipt.ToString(CultureInfo.InvariantCulture));
    }

    private static void GiveUp(WriteContext context, string queue, long id, long now) =>
        context.Prepare("UPDATE message SET queue = ?, dequeue_count = 0, visible_at = ?, receipt = 0 WHERE id = ?")
            .Bind(1, QueueRules.PoisonOf(queue)).Bind(2, now).Bind(3, id).Run();

    private static Statement Bind(Statement statement, QueueMessage message, int first) =>
        statement.Bind(first, Number(message.Id)).Bind(first + 1, message.Queue).Bind(first + 2, Number(message.Receipt));

    // What another implementation gave out names no message here.
    private static long Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
