using Recall.Core.Customers;
using Recall.Core.Scoring.Churn;

namespace Recall.Core.Tests.Scoring.Churn;

/// <summary>A sentence about a customer says what a clerk would find who counted the customer's events; how a score smooths, fades and cuts off values is no concern of theirs.</summary>
public class SentenceNumbersTests
{
    private static readonly TimeZoneInfo Utc = TimeZoneInfo.Utc;

    [Fact]
    public void They_are_those_of_the_events_for_many_customers()
    {
        var said = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var seed = 0; seed < 600; seed++)
        {
            var draw = new Random(seed);
            var (events, today) = (Events(draw), new DateOnly(2025, 1, 1).AddDays(draw.Next(300, 1100)));
            var now = new DateTimeOffset(today, new(20, 0), TimeSpan.Zero);
            var known = events.Where(e => e.At <= now).ToList();
            if (!known.OfType<OrderPlaced>().Any())
                continue;
            var day = new CustomerDay(ProfileFold.Of(Customer.Key, known, Utc), today, now);
            foreach (var (name, count) in Recounts)
            {
                var indicator = IndicatorCatalogue.Find(name)!;
                if (double.IsNaN(indicator.Value(day)))
                    continue;
                var (numbers, counted) = (indicator.Numbers(day, aboveAverage: true), count(new(known, today)));
                numbers.Count.ShouldBe(counted.Length + 1, name);
                for (var i = 0; i < counted.Length; i++)
                    numbers[i].ShouldBe(counted[i], 1e-6, $"{name}, {i}, seed {seed}");
                said[name] = said.GetValueOrDefault(name) + 1;
            }
        }

        said.Keys.Order(StringComparer.Ordinal).ShouldBe(Recounts.Keys.Order(StringComparer.Ordinal));
        said.Values.Min().ShouldBeGreaterThan(50);
    }

    /// <summary>Whatever is told instead of a value is held to the events above; and no value that is smoothed or fades is told.</summary>
    [Fact]
    public void None_is_left_out()
    {
        IndicatorCatalogue.All.Where(i => i.Counted is not null).Select(i => i.Name).Except(Recounts.Keys, StringComparer.Ordinal).ShouldBeEmpty();
        foreach (var name in (string[])["rate", "pace", "pace-trend", "spent-pace", "season-match", "membership-left"])
            IndicatorCatalogue.Find(name)!.Counted.ShouldNotBeNull(name);
    }

    [Theory]
    [InlineData("season-match", "3 of their 4 purchase days fell into the months 1, 2 and 3 of a year, which come next", "4个购买日中有3个在即将到来的1月、2月和3月")]
    [InlineData("rate", "Bought on 4 days since the first purchase 350 days ago", "自350天前首次购买以来购买过4天")]
    [InlineData("pace", "Bought on 4 days, the last 135 days ago; recent days counting most, that is less than average", "购买过4天，最近一次在135天前；越近的购买计得越多，合计低于平均水平")]
    [InlineData("gap-spread", "Between purchases 72 days passed on average, give or take 107", "两次购买平均相隔72天，上下浮动约107天")]
    public void Sentences_are_of_days_and_not_of_what_the_score_makes_of_them(string name, string english, string chinese)
    {
        var indicator = IndicatorCatalogue.Find(name)!;
        CustomerDay day = new(Customer.Buying(0, 10, 20, 215), new(2025, 12, 17), Customer.Day(350));
        object?[] numbers = [.. indicator.Numbers(day, aboveAverage: false)];
        indicator.Words.Sentence.Say("en", numbers).ShouldBe(english);
        indicator.Words.Sentence.Say("zh", numbers).ShouldBe(chinese);
    }

    private sealed record Known(IReadOnlyList<CustomerEvent> Events, DateOnly Today)
    {
        public List<OrderPlaced> Orders => [.. Events.OfType<OrderPlaced>()];

        public List<DateOnly> Days => [.. Orders.Select(o => DateOnly.FromDateTime(o.At.UtcDateTime)).Distinct().Order()];

        public List<double> Gaps => [.. Days.Zip(Days.Skip(1), (a, b) => (double)(b.DayNumber - a.DayNumber))];

        public double Ago(DateOnly day) => Today.DayNumber - day.DayNumber;

        public List<OrderRefunded> DatedRefunds => [.. Events.OfType<OrderRefunded>().Where(r => Orders.TrueForAll(o => o.Id != r.Order || o.At != r.At))];

        public double AllDated => DatedRefunds.Count == Events.OfType<OrderRefunded>().Count() ? 1 : 0;
    }

    private static readonly Dictionary<string, Func<Known, double[]>> Recounts = new(StringComparer.Ordinal)
    {
        ["silence"] = k => [k.Ago(k.Days[^1])],
        ["usual-gap"] = k => [k.Gaps.Average()],
        ["silence-ratio"] = k => [k.Ago(k.Days[^1]) / k.Gaps.Average()],
        ["gap-spread"] = k => [k.Gaps.Average(), Math.Sqrt(k.Gaps.Sum(g => Math.Pow(g - k.Gaps.Average(), 2)) / (k.Gaps.Count - 1))],
        ["gap-trend"] = k => [k.Gaps[^1], k.Gaps.Average()],
        ["purchase-days"] = k => [k.Days.Count],
        ["tenure"] = k => [k.Ago(k.Days[0])],
        ["rate"] = k => [k.Days.Count, k.Ago(k.Days[0])],
        ["pace"] = k => [k.Days.Count, k.Ago(k.Days[^1])],
        ["pace-trend"] = k => [k.Days.Count, k.Ago(k.Days[^1])],
        ["orders-per-day"] = k => [k.Orders.Count, k.Days.Count],
        ["spent"] = k => [(double)k.Orders.Sum(o => o.Total)],
        ["spent-pace"] = k => [(double)k.Orders.Sum(o => o.Total), k.Ago(k.Days[^1])],
        ["season-match"] = k =>
        {
            DateOnly[] coming = [.. Enumerable.Range(0, 3).Select(i => new DateOnly(k.Today.AddDays(15).Year, k.Today.AddDays(15).Month, 1).AddMonths(i))];
            return [k.Days.Count(d => coming.Any(c => c.Month == d.Month)), k.Days.Count, .. coming.Select(c => (double)c.Month)];
        },
        ["gift-share"] = k => [k.Orders.Count(o => o.Gift), k.Orders.Count],
        ["discount-share"] = k => [k.Orders.Count(o => o.Discount > 0), k.Orders.Count],
        ["refunds-per-order"] = k => [k.DatedRefunds.Count, k.Orders.Count, k.AllDated],
        ["refunded-share"] = k => [(double)k.DatedRefunds.Sum(r => r.Amount), (double)k.Orders.Sum(o => o.Total), k.AllDated],
        ["late-share"] = k => [k.Events.OfType<OrderDelivered>().Count(d => d.DaysLate > 0), k.Events.OfType<OrderDelivered>().Count()],
        ["rating-trend"] = k => [k.Events.OfType<SurveyAnswered>().Last().Rating, k.Events.OfType<SurveyAnswered>().Average(s => s.Rating)],
        ["reply-share"] = k => [k.Events.OfType<Replied>().Count(), k.Events.OfType<MessageStatusChanged>().Count(m => m.Status == MessageStatus.Sent)],
        ["membership-left"] = k =>
        {
            var left = k.Events.OfType<CustomerChanged>().Last().MembershipExpiry!.Value.DayNumber - k.Today.DayNumber;
            return [Math.Abs(left), left < 0 ? 1 : 0];
        },
        ["consents"] = k => [k.Events.OfType<ConsentChanged>().Where(c => c.Order is null).GroupBy(c => c.Channel, StringComparer.Ordinal).Count(g => g.Last().Granted)],
        ["unsubscribed"] = k => [k.Events.OfType<ConsentChanged>().Where(c => c.Order is null).GroupBy(c => c.Channel, StringComparer.Ordinal).Count(g => !g.Last().Granted)],
    };

    /// <summary>A customer of some years, with a bit of everything; in order.</summary>
    private static List<CustomerEvent> Events(Random draw)
    {
        var events = new List<CustomerEvent>();
        var n = 0;
        string Id() => $"{n++:0000}";
        for (double day = draw.Next(200), gap = 5 + draw.Next(90); day < 1000; day -= gap * Math.Log(1 - draw.NextDouble()))
        {
            var (at, id) = (Customer.Day((int)day).AddMinutes(draw.Next(600)), Id());
            events.Add(new OrderPlaced { Id = id, Customer = Customer.Key, At = at, Total = 5 + draw.Next(100), Discount = draw.Next(4) == 0 ? 3 : 0, Gift = draw.Next(5) == 0 });
            if (draw.Next(6) == 0)
                events.Add(new OrderRefunded { Id = id + ".refund", Customer = Customer.Key, At = draw.Next(2) == 0 ? at : at.AddHours(30), Order = id, Amount = 2 });
            if (draw.Next(3) == 0)
                events.Add(new ConsentChanged { Id = id + ".email", Customer = Customer.Key, At = at, Channel = "email", Granted = true, Order = id });
            if (draw.Next(4) == 0)
                events.Add(new OrderDelivered { Id = Id(), Customer = Customer.Key, At = at.AddHours(50), DaysLate = draw.Next(-1, 3) });
            if (draw.Next(5) == 0)
                events.Add(new SurveyAnswered { Id = Id(), Customer = Customer.Key, At = at.AddHours(60), Rating = draw.Next(11) });
            if (draw.Next(3) == 0)
                events.Add(new MessageStatusChanged { Id = Id(), Customer = Customer.Key, At = at.AddHours(70), Message = "m", Channel = "email", Status = MessageStatus.Sent });
            if (draw.Next(9) == 0)
                events.Add(new Replied { Id = Id(), Customer = Customer.Key, At = at.AddHours(71), Channel = "email" });
            if (draw.Next(8) == 0)
                events.Add(new ConsentChanged { Id = Id(), Customer = Customer.Key, At = at.AddHours(72), Channel = draw.Next(2) == 0 ? "email" : "sms", Granted = draw.Next(3) > 0 });
        }

        if (draw.Next(2) == 0)
            events.Add(new CustomerChanged { Id = Id(), Customer = Customer.Key, At = Customer.Day(0), MembershipExpiry = new DateOnly(2025, 1, 1).AddDays(draw.Next(1800)) });
        return [.. events.OrderBy(EventPosition.Of)];
    }
}
