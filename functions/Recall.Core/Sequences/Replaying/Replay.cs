using System.Collections.Concurrent;
using Recall.Core.Messaging;
using Recall.Core.Shop;

namespace Recall.Core.Sequences.Replaying;

/// <summary>
/// Plays a shop's history again with a sequence that was not there: each night everybody is scored, each morning audiences are looked at, and
/// between them events come and runs go on, by the rules of the real thing. Messages reach nobody, so nobody answers them: customers do what
/// they did.
/// </summary>
public static class Replay
{
    /// <summary>Runs it.</summary>
    /// <param name="plan">What and when.</param>
    /// <param name="histories">Customers in the order in which a daily limit serves them.</param>
    /// <param name="progress">From 0 to 1.</param>
    /// <param name="cancellationToken">Stops it between days.</param>
    public static ReplayOutcome Run(
        ReplayPlan plan, IReadOnlyList<ReplayHistory> histories, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(histories);
        var world = new ReplayWorld(plan);
        var people = histories.AsParallel().AsOrdered().Select(h => new ReplayPerson(h, world)).ToArray();
        var (fits, tally) = (new ReplayFits(world), new StayTally());
        for (var day = plan.From; day <= plan.To; day = day.AddDays(1))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var night = LocalTime.First(day.ToDateTime(DailyTimes.Score), plan.Zone);
            Pass(world, people, night);
            var scorer = fits.Of(night, people);
            Parallel.ForEach(people, p => p.ScoreBy(scorer, night));

            var morning = LocalTime.First(day.ToDateTime(DailyTimes.Enrol), plan.Zone);
            Pass(world, people, morning);
            Enrol(world, people, morning, tally);
            progress?.Report((day.DayNumber - plan.From.DayNumber + 1.0) / (plan.To.DayNumber - plan.From.DayNumber + 1));
        }

        Pass(world, people, plan.End);
        return new(
            [.. people.SelectMany(p => p.Runs).Select(r => r.Result()).OrderBy(r => r.StartedAt).ThenBy(r => r.Id.Customer.Value, StringComparer.Ordinal)],
            tally.StayedOut, tally.Clashes, fits.Versions);
    }

    /// <summary>Everything up to a moment happens. Where nothing couples customers, each has their own time; else all have one.</summary>
    private static void Pass(ReplayWorld world, ReplayPerson[] people, DateTimeOffset until)
    {
        if (!world.IsCoupled)
        {
            Parallel.ForEach(Partitioner.Create(people, loadBalance: true), person =>
            {
                while (person.NextAt(until) is not null)
                    person.Step();
            });
            return;
        }

        var queue = new PriorityQueue<int, (DateTimeOffset At, int Person)>();
        for (var i = 0; i < people.Length; i++)
            Wait(i);
        while (queue.TryDequeue(out var i, out _))
        {
            people[i].Step();
            Wait(i);
        }

        void Wait(int i)
        {
            if (people[i].NextAt(until) is { } at)
                queue.Enqueue(i, (at, i));
        }
    }

    /// <summary>The sequences for one customer in turn: the first that takes them has them.</summary>
    private static void Enrol(ReplayWorld world, ReplayPerson[] people, DateTimeOffset now, StayTally tally)
    {
        var meant = people.AsParallel().AsOrdered().Select(p => Meant(world, p, now)).ToArray();
        var entered = new List<ReplayPerson>();
        var today = LocalTime.Day(now, world.Plan.Zone);
        for (var i = 0; i < people.Length; i++)
        {
            foreach (var definition in meant[i])
            {
                switch (EnrolmentDecision.Decide(people[i].Entry(definition, world.EnteredOn(definition.Name, today)), now))
                {
                    case EnrolmentDecision.Enter enter:
                        people[i].Enter(enter, now);
                        world.CountEntered(definition.Name, today);
                        entered.Add(people[i]);
                        break;
                    case EnrolmentDecision.Stay stay:
                        tally.Add(people[i], definition.Name, stay.Code);
                        break;
                }
            }
        }

        if (world.IsCoupled)
            entered.ForEach(p => p.Start());
        else
            Parallel.ForEach(entered, p => p.Start());
    }

    private static List<SequenceDefinition> Meant(ReplayWorld world, ReplayPerson person, DateTimeOffset now)
    {
        person.Free(now);
        var meant = new List<SequenceDefinition>();
        foreach (var definition in world.Sequences)
        {
            // Who is in the sequence already is not somebody who stays out of it.
            if (person.Engagement.Active?.StartsWith(definition.Name + "--", StringComparison.Ordinal) != true && person.IsMeant(definition, now))
                meant.Add(definition);
        }

        return meant;
    }

    /// <summary>Who stayed out and why, each customer once per reason, and once per pass of another sequence that had them.</summary>
    private sealed class StayTally
    {
        private readonly HashSet<(string Customer, string Sequence, string Code)> _seen = [];

        public Dictionary<(string Sequence, string Code), int> StayedOut { get; } = [];

        public Dictionary<(string KeptOut, string By), int> Clashes { get; } = [];

        public void Add(ReplayPerson person, string sequence, string code)
        {
            if (_seen.Add((person.Customer.Value, sequence, code)))
                StayedOut[(sequence, code)] = StayedOut.GetValueOrDefault((sequence, code)) + 1;
            if (code != HoldReason.OtherSequence || !EnrolmentId.TryParse(person.Engagement.Active, out var by) || !_seen.Add((by.ToString(), sequence, code)))
                return;
            Clashes[(sequence, by.Sequence)] = Clashes.GetValueOrDefault((sequence, by.Sequence)) + 1;
        }
    }
}
