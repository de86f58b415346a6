using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Offers;
using Recall.Core.Scoring;
using Recall.Core.Sequences.Triggers;

namespace Recall.Core.Sequences.Replaying;

/// <summary>A customer at the replay's clock: what they did by then, their score of last night, and the runs they are and were in.</summary>
internal sealed class ReplayPerson
{
    private readonly ReplayHistory _history;
    private readonly ReplayWorld _world;
    private readonly ReplayStory _story;
    private readonly HashSet<(string Sequence, string Code, string? Holder)> _told = [];
    private ReplayRun? _run;
    private Profile? _scored;
    private Scorer? _scorer;
    private DateTimeOffset _scoredAt;
    private Score? _score;

    public ReplayPerson(ReplayHistory history, ReplayWorld world)
    {
        (_history, _world, _story, Engagement) = (history, world, new(history, world.Plan), history.Before);
        Coupons.AddRange(history.Coupons);
    }

    public CustomerKey Customer => _history.Customer;

    public Profile Profile => _story.Profile;

    /// <summary>What is known of them by now, the messages of the replay too.</summary>
    public IReadOnlyList<CustomerEvent> Known => _story.Known;

    public Engagement Engagement { get; private set; }

    /// <summary>All passes, in order.</summary>
    public List<ReplayRun> Runs { get; } = [];

    /// <summary>Codes that they were given, with the sequence that gave them.</summary>
    public List<(string Sequence, Coupon Coupon)> Coupons { get; } = [];

    /// <summary>Their rung on a sequence's ladders.</summary>
    public int RungOf(string sequence) => CouponLadder.Rung(
        Coupons.Where(c => c.Sequence == sequence).Select(c => c.Coupon), Profile.Purchases.Orders == 0 ? null : Profile.Purchases.LastAt);

    /// <summary>When something next happens to them, UTC; null where that is after <paramref name="until"/>.</summary>
    public DateTimeOffset? NextAt(DateTimeOffset until)
    {
        var (fact, timer) = (_story.NextAt, _run?.Due ?? DateTimeOffset.MaxValue);
        var next = fact <= timer ? fact : timer;
        return next <= until ? next : null;
    }

    /// <summary>Takes the next event, or lets the run's time come: what happened by then is known first.</summary>
    public void Step()
    {
        if (_story.NextAt <= (_run?.Due ?? DateTimeOffset.MaxValue))
            Happen(_story.Next());
        else
            Give(new MachineInput.TimerFired(), _run!.Due!.Value);
    }

    /// <summary>The night's score, made of what is known now once somebody asks for it.</summary>
    public void ScoreBy(Scorer scorer, DateTimeOffset now)
    {
        var before = _score;
        (_scored, _scorer, _scoredAt, _score) = (Profile.Events == 0 ? null : Profile, scorer, now, null);
        if (_world.WatchesScores && Score() is { } score) // What changes is only seen by whoever looks each night.
            _score = ScoreChanges.Since(before, score, LocalTime.Day(now, _world.Plan.Zone));
    }

    /// <summary>
    /// Whether an audience means them and that is not told already. The score, the dear part, is only asked for where it decides, and where
    /// something follows from it: who stays out for a reason that is counted stays out.
    /// </summary>
    public bool IsMeant(SequenceDefinition definition, DateTimeOffset now)
    {
        if (Profile.Events == 0)
            return false;
        var without = ConditionEvaluator.WithoutScore(definition.Audience, new(Profile, null, now, _world.Plan.Zone) { Sequence = definition.Name });
        if (without == false || (EnrolmentDecision.Decide(Entry(definition, 0), now) is EnrolmentDecision.Stay stay && IsTold(definition.Name, stay.Code)))
            return false;
        return definition.Trigger is null ? without ?? ConditionEvaluator.Holds(definition.Audience, Facts(definition, now)) : Invited(definition, now).Holds;
    }

    /// <summary>What lets them in now.</summary>
    private Invitation Invited(SequenceDefinition definition, DateTimeOffset now) => Invitation.Of(
        definition, Facts(definition, now), Engagement.Entries.GetValueOrDefault(definition.Name), _story.Recent(definition.Trigger, now));

    /// <summary>True where it is told that they stayed out of a sequence for a reason; for another sequence, of which run.</summary>
    public bool IsTold(string sequence, string code) => _told.Contains((sequence, code, Holder(code)));

    /// <summary>Tells it; false where it was told.</summary>
    public bool Tell(string sequence, string code) => _told.Add((sequence, code, Holder(code)));

    private string? Holder(string code) => code == HoldReason.OtherSequence ? Engagement.Active : null;

    public CustomerFacts Facts(SequenceDefinition definition, DateTimeOffset now) =>
        new(Profile, Score(), now, _world.Plan.Zone) { Sequence = definition.Name };

    public EntryFacts Entry(SequenceDefinition definition, int enteredToday)
    {
        var entries = Engagement.Entries.GetValueOrDefault(definition.Name);
        return new()
        {
            Definition = definition,
            Profile = Profile,
            Active = Engagement.Active,
            Entries = entries.Count,
            LastEntry = entries.LastAt,
            LastOccurrence = entries.By,
            EnteredToday = enteredToday,
            Channels = _world.Plan.Channels,
        };
    }

    /// <summary>A real run that had them when the replay began is over in its real time.</summary>
    public void Free(DateTimeOffset now)
    {
        if (_run is null && Engagement.Active is not null && now >= _history.BusyUntil)
            Engagement = Engagement with { Active = null };
    }

    public void Enter(EnrolmentDecision.Enter enter, DateTimeOffset now)
    {
        var by = _world.Tree(enter.Id.Sequence).Definition is { Trigger: not null } definition ? Invited(definition, now).Occurrence : null;
        _run = new(this, _world, enter.Id, enter.Arm, now);
        Runs.Add(_run);
        Engagement = Engagement.Entering(enter.Id, now, by);
    }

    /// <summary>Begins the pass that they entered.</summary>
    public void Start()
    {
        _run!.Start();
        Settle();
    }

    public void Tagged(CustomerTagged tagged) => _story.Add(tagged);

    public void Touched(EnrolmentId id, string step, string channel, DateTimeOffset at)
    {
        Engagement = Engagement.With(new Touch(at, channel, id.EffectKey(step)));
        _story.Add(MessageIds.Sent(id, step, channel, at));
    }

    private Score? Score() => _scored is null ? null : _score ??= _scorer!.Score(_scored, _scoredAt, _world.Plan.Zone);

    private void Happen(CustomerEvent e)
    {
        if (e is OrderPlaced order)
            Runs.ForEach(r => r.Watch(order.At, order.Total));
        if (_run is not null && EventSignals.Of(e, Profile) is { } signal)
            Give(new MachineInput.SignalReceived(signal), e.At);
        if (EventFields.TypeOf(e) is { } type && _world.IsWaitedFor(type))
            LookForEvents(e.At);
    }

    /// <summary>An event that a sequence waits for came in: those that wait for events look at the customer at once.</summary>
    private void LookForEvents(DateTimeOffset now)
    {
        Free(now);
        foreach (var definition in _world.Sequences.Where(d => d.Trigger is Trigger.OnEvent))
        {
            if (!Engagement.IsIn(definition) && IsMeant(definition, now) && _world.Enrol(this, definition, now))
                Start();
        }
    }

    private void Give(MachineInput input, DateTimeOffset now)
    {
        _run!.Give(input, now);
        Settle();
    }

    private void Settle()
    {
        if (!_run!.IsOver)
            return;
        _run = null;
        Engagement = Engagement with { Active = null };
    }
}
