using Recall.Core.Messaging;
using Recall.Local.Demo.Buying;
using Recall.Local.Demo.Life;
using Recall.Local.Demo.People;

namespace Recall.Local.Demo.Reactions;

/// <summary>Moves what people do into the hours in which they do things.</summary>
internal static class OwnTime
{
    /// <summary>A moment about <paramref name="delay"/> after <paramref name="at"/>, later than it, in the person's own hours.</summary>
    public static DateTimeOffset After(DateTimeOffset at, TimeSpan delay, SyntheticPerson person, Draws draws)
    {
        var day = LocalTime.Day(at + delay, person.Zone);
        while (true)
        {
            var moment = ShopCalendar.At(day, draws.Unit(), person.Zone, person.Hidden.HourShift);
            if (moment > at)
                return Story.Seconds(moment);
            day = day.AddDays(1);
        }
    }
}
