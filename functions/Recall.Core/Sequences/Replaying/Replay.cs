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
        var fits = new ReplayFits(world);
        for (var day = plan.From; day <= plan.To; day = day.AddDays(1))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var night = LocalTime.First(day.ToDateTime(DailyTimes.Score), plan.Zone);
            Pass(world, people, night);
            var scorer = fits.Of(night, people);
            Each(people, p => p.ScoreBy(scorer, night));

            var morning = LocalTime.First(day.ToDateTime(DailyTimes.Enrol), plan.Zone);
            Pass(world, people, morning);
            Enrol(world, people, morning);
            progress?.Report((day.DayNumber - plan.From.DayNumber + 1.0) / (plan.To.DayNumber - plan.From.DayNumber + 1));
        }

        Pass(world, people, plan.End.AddTicks(-1)); // What waits for the next midnight is no longer in it.
        return new(
            [.. people.SelectMany(p => p.Runs).Select(r => r.Result()).OrderBy(r => r.StartedAt).ThenBy(r => r.Id.Customer.Value, StringComparer.Ordinal)],
            world.Stays.StayedOut, world.Stays.Clashes, fits.Versions)
        {
            Audience = ReplayAudience.Of(plan.Tried, people.Where(p => p.Profile.Events > 0).Select(p => p.Facts(plan.Tried, plan.End))),
        };
    }

    /// <summary>Everything up to a moment happens. Where nothing couples customers, each has their own time; else all have one.</summary>
    private static void Pass(ReplayWorld world, ReplayPerson[] people, DateTimeOffset until)
    {
        if (!world.IsCoupled)
        {
            Each(people, person =>
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
    private static void Enrol(ReplayWorld world, ReplayPerson[] people, DateTimeOffset now)
    {
        var meant = new List<SequenceDefinition>?[people.Length];
        Parallel.ForEach(Partitioner.Create(0, people.Length), range =>
        {
            for (var i = range.Item1; i < range.Item2; i++)
                meant[i] = Meant(world, people[i], now);
        });
        var entered = new List<ReplayPerson>();
        for (var i = 0; i < people.Length; i++)
        {
            foreach (var definition in meant[i] ?? [])
            {
                if (world.Enrol(people[i], definition, now))
                    entered.Add(people[i]);
            }
        }

        if (world.IsCoupled)
            entered.ForEach(p => p.Start());
        else
            Each([.. entered], p => p.Start());
    }

    private static List<SequenceDefinition>? Meant(ReplayWorld world, ReplayPerson person, DateTimeOffset now)
    {
        person.Free(now);
        List<SequenceDefinition>? meant = null;
        foreach (var definition in world.Sequences)
        {
            // Who is in the sequence already is not somebody who stays out of it.
            if (!person.Engagement.IsIn(definition) && person.IsMeant(definition, now))
                (meant ??= []).Add(definition);
        }

        return meant;
    }

    /// <summary>In ranges: of most customers there is nothing to do on most days.</summary>
    private static void Each(ReplayPerson[] people, Action<ReplayPerson> action)
    {
        if (people.Length == 0)
            return;
        Parallel.ForEach(Partitioner.Create(0, people.Length), range =>
        {
            for (var i = range.Item1; i < range.Item2; i++)
                action(people[i]);
        });
    }
}
