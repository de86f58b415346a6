using Recall.Core.Customers;
using Recall.Core.Sequences.Triggers;

namespace Recall.Core.Sequences.Replaying;

/// <summary>
/// What happened to a customer by the replay's clock. Events are taken one by one as the clock reaches them and nothing looks further, so what comes
/// later cannot change what is decided now.
/// </summary>
internal sealed class ReplayStory
{
    private readonly TimeZoneInfo _zone;
    private readonly CustomerEvent[] _events;
    private readonly List<CustomerEvent> _added = [];
    private int _next;

    /// <summary>As it stands when the replay begins.</summary>
    public ReplayStory(ReplayHistory history, ReplayPlan plan)
    {
        (_zone, _events, Profile) = (plan.Zone, [.. history.Events], new() { Customer = history.Customer });
        while (NextAt <= plan.Start)
            Next();
    }

    /// <summary>What folding it gives.</summary>
    public Profile Profile { get; private set; }

    /// <summary>When the next event comes, UTC; the end of time where none does.</summary>
    public DateTimeOffset NextAt => _next < _events.Length ? _events[_next].At : DateTimeOffset.MaxValue;

    /// <summary>All of it, what the replay added too.</summary>
    public IReadOnlyList<CustomerEvent> Known
    {
        get
        {
            var known = new ArraySegment<CustomerEvent>(_events, 0, _next);
            return _added.Count == 0 ? known : [.. known.Concat(_added).OrderBy(EventPosition.Of)];
        }
    }

    /// <summary>Takes the next event of the history.</summary>
    public CustomerEvent Next()
    {
        var e = _events[_next++];
        Take(e);
        return e;
    }

    /// <summary>Something that came of a run of the replay: a message, a tag.</summary>
    public void Add(CustomerEvent e)
    {
        _added.Add(e);
        Take(e);
    }

    /// <summary>Events as far back as an event trigger looks; none where nothing happened lately.</summary>
    public List<CustomerEvent> Recent(Trigger? trigger, DateTimeOffset now)
    {
        if (trigger is not Trigger.OnEvent on || Profile.Last.At <= now - Trigger.OnEvent.Fresh)
            return [];
        var (recent, from) = (_added.FindAll(e => e.At > now - on.LooksBack), _next);
        while (from > 0 && _events[from - 1].At > now - on.LooksBack)
            recent.Add(_events[--from]);
        return recent;
    }

    /// <summary>A message of the same moment may sort after an event that comes now.</summary>
    private void Take(CustomerEvent e) =>
        Profile = ProfileFold.IsNext(Profile, e) ? ProfileFold.Next(Profile, e, _zone) : ProfileFold.Of(Profile.Customer, Known, _zone);
}
