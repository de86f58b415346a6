using System.Collections.Immutable;

namespace Recall.Local.Storage;

/// <summary>Tells who waits for messages that there is one.</summary>
internal sealed class MessageSignal
{
    private ImmutableList<Action<string>> handlers = [];

    public IDisposable Subscribe(Action<string> handler)
    {
        ImmutableInterlocked.Update(ref handlers, list => list.Add(handler));
        return new Subscription(() => ImmutableInterlocked.Update(ref handlers, list => list.Remove(handler)));
    }

    public void Raise(string queue)
    {
        foreach (var handler in handlers)
            handler(queue);
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
