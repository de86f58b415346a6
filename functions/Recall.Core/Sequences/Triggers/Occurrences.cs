using System.Globalization;
using Recall.Core.Customers;
using Recall.Core.Scoring;
using Recall.Core.Scoring.Rhythm;
using Recall.Core.Wording;

namespace Recall.Core.Sequences.Triggers;

/// <summary>Finds what triggers ask for. Told from what is stored alone, so the order in which facts came in does not matter.</summary>
public static class Occurrences
{
    /// <summary>
    /// A day that passed while nothing ran, or on which something passing kept the customer out (another sequence, the day's limit), still counts so many days later.
    /// </summary>
    public const int GraceDays = 2;

    /// <summary>The last time that the trigger was met and that is not too long ago, and why; null where there is none.</summary>
    /// <param name="trigger">The sequence's.</param>
    /// <param name="facts">The customer now.</param>
    /// <param name="events">Theirs, in any order; of <see cref="Trigger.OnEvent"/> as far back as it looks, else none are needed.</param>
    public static (Occurrence Occurrence, Why Because)? Latest(Trigger trigger, CustomerFacts facts, IReadOnlyList<CustomerEvent> events)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(events);
        return trigger switch
        {
            Trigger.OnEvent on => OfEvent(on, facts, events),
            Trigger.OnDate on => OfDate(on, facts),
            Trigger.OnScore on => OfScore(on, facts),
            _ => throw new ArgumentOutOfRangeException(nameof(trigger), trigger, "No such trigger."),
        };
    }

    private static (Occurrence Occurrence, Why Because)? OfEvent(Trigger.OnEvent on, CustomerFacts facts, IReadOnlyList<CustomerEvent> events)
    {
        var matching = events.Where(e => e.At > facts.Now - on.LooksBack && IsMeant(on, e, facts)).OrderByDescending(EventPosition.Of).ToList();
        for (var i = 0; i < matching.Count && matching[i].At > facts.Now - Trigger.OnEvent.Fresh; i++)
        {
            var (last, common) = (matching[i], on.Same is null ? null : EventFields.Common(matching[i], on.Same));
            var times = matching.Skip(i).TakeWhile(e => ReferenceEquals(e, last) || e.At > last.At - on.Within)
                .Count(e => on.Same is null || (common is not null && EventFields.Common(e, on.Same) == common));
            if (times >= on.Times)
            {
                return (new(last.Id, last.At), on.Times == 1
                    ? Whys.TriggeredByEvent.With(("event", on.Event), ("id", last.Id), ("at", last.At))
                    : Whys.TriggeredByEvents.With(("event", on.Event), ("times", times), ("hours", on.Within), ("id", last.Id), ("at", last.At)));
            }
        }

        return null;
    }

    private static bool IsMeant(Trigger.OnEvent on, CustomerEvent e, CustomerFacts facts) =>
        EventFields.TypeOf(e) == on.Event && e is not CustomerTagged { Removed: true }
        && (on.Where is null || ConditionEvaluator.Holds(on.Where, facts with { Event = e }));

    private static (Occurrence Occurrence, Why Because)? OfDate(Trigger.OnDate on, CustomerFacts facts)
    {
        foreach (var (anchor, id, place) in Anchors(on, facts))
        {
            var day = anchor.AddDays(on.OffsetDays);
            if (day > facts.Today || day < facts.Today.AddDays(-GraceDays))
                continue;
            var why = Whys.TriggeredByDate.With(("date", Kebab.Of(on.Anchor)), ("day", Text(anchor)), ("offset", on.OffsetDays));
            return (new(id, new(place.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero)), why);
        }

        return null;
    }

    /// <summary>
    /// The day that is counted from, what names the occasion, and its place among the customer's. A birthday is named by its year and a purchase
    /// that is due by the one before it, so that a date which is put right, or foreseen anew each night, is no new occasion.
    /// </summary>
    private static IEnumerable<(DateOnly Anchor, string Id, DateOnly Place)> Anchors(Trigger.OnDate on, CustomerFacts facts)
    {
        var (profile, today) = (facts.Profile, facts.Today);
        if (on.Anchor == DateAnchor.Birthday)
        {
            if (profile.Person.Birthday is not { } birthday)
                yield break;
            var year = today.AddDays(-on.OffsetDays).Year;
            for (var y = Math.Max(1, year - 1); y <= Math.Min(9998, year + 1); y++)
                yield return (CalendarDays.InYear(birthday, y), y.ToString(CultureInfo.InvariantCulture), CalendarDays.InYear(birthday, y));
            yield break;
        }

        var last = profile.Purchases.Days > 0 ? profile.Purchases.LastDay : (DateOnly?)null;
        if (on.Anchor == DateAnchor.NextOrder)
        {
            // What is left of a wait is foreseen anew each night and moves on with the silence; a rhythm of one's own says one day and keeps to it.
            if (last is { } before && profile.Purchases.Gaps >= OwnRhythm.MinGaps)
                yield return (before.AddDays((int)Math.Round(profile.Purchases.GapMean)), Text(before), before);
            else if (last is { } first && facts.Score?.Next is { } next)
                yield return (next.Day, Text(first), first);
            yield break;
        }

        var found = on.Anchor switch
        {
            DateAnchor.MembershipExpiry => profile.Person.MembershipExpiry,
            DateAnchor.FirstOrder => last is null ? null : profile.Purchases.FirstDay,
            DateAnchor.LastOrder when on.Category is { } category => Local(Bought(profile, category), facts),
            DateAnchor.LastOrder => last,
            DateAnchor.LastVisit => Local(profile.Activity.LastAt, facts),
            DateAnchor.LastLogin => Local(profile.Activity.LastLoginAt, facts),
            _ => throw new ArgumentOutOfRangeException(nameof(on), on.Anchor, "No such day."),
        };
        if (found is { } day && day.DayNumber + on.OffsetDays is > 0 and < 3_650_000)
            yield return (day, Text(day), day);
    }

    private static DateTimeOffset? Bought(Profile profile, string category)
    {
        DateTimeOffset? last = null;
        foreach (var (name, bought) in profile.Categories)
        {
            if (string.Equals(name, category, StringComparison.OrdinalIgnoreCase) && !(bought.LastAt <= last))
                last = bought.LastAt;
        }

        return last;
    }

    private static DateOnly? Local(DateTimeOffset? at, CustomerFacts facts) =>
        at is { } known ? CalendarDays.Today(facts.Profile.Person, known, facts.ShopZone) : null;

    private static (Occurrence Occurrence, Why Because)? OfScore(Trigger.OnScore on, CustomerFacts facts)
    {
        if (facts.Score is not { } score || !score.Changed.TryGetValue(on.Field, out var change)
            || ScoreChanges.WordOf(score, on.Field) is not { } word || !on.Words.Contains(word, StringComparer.Ordinal)
            || LocalDayOf(facts) is var today && (change.On > today || change.On < today.AddDays(-GraceDays)))
            return null;
        var why = Whys.TriggeredByScore.With(("field", "score." + on.Field), ("value", word), ("first", change.From), ("on", Text(change.On)));
        return (new($"{word} {Text(change.On)}", new(change.On.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero)), why);
    }

    /// <summary>Scores change at night, by the shop's calendar.</summary>
    private static DateOnly LocalDayOf(CustomerFacts facts) => Messaging.LocalTime.Day(facts.Now, facts.ShopZone);

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
