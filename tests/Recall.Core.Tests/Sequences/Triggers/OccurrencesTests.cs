using FsCheck.Fluent;
using Recall.Core.Customers;
using Recall.Core.Scoring;
using Recall.Core.Sequences;
using Recall.Core.Sequences.Triggers;

namespace Recall.Core.Tests.Sequences.Triggers;

public class OccurrencesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly CustomerKey Ann = CustomerKey.Parse("shop:1");
    private static readonly Trigger.OnEvent ThreeViews = new("view", null, "product", 3, TimeSpan.FromDays(7));

    [Fact]
    public void The_same_product_three_times_in_a_week_is_met_by_the_third_view()
    {
        CustomerEvent[] views = [View("a", -6, "kettle"), View("b", -3, "kettle"), View("c", -0.5, "kettle")];

        var found = Occurrences.Latest(ThreeViews, Facts(views), views)!.Value;

        found.Occurrence.ShouldBe(new("c", Now.AddDays(-0.5)));
        found.Because.Say("en").ShouldBe("view, 3 times within 7 days, last at 2026-03-01 00:00 UTC");
        found.Because.Say("zh-CN").ShouldBe("7 天内浏览 3 次，最近一次在 2026-03-01 00:00 UTC");
    }

    [Fact]
    public void Two_of_one_and_one_of_another_are_not_three_of_the_same_nor_are_three_in_eight_days_or_without_a_product()
    {
        Find(ThreeViews, View("a", -3, "kettle"), View("b", -2, "kettle"), View("c", -0.5, "cup")).ShouldBeNull();
        Find(ThreeViews, View("a", -7.5, "kettle"), View("b", -2, "kettle"), View("c", -0.5, "kettle")).ShouldBeNull();
        Find(ThreeViews, View("a", -3, null), View("b", -2, null), View("c", -0.5, null)).ShouldBeNull();
        Find(ThreeViews with { Same = null }, View("a", -3, "kettle"), View("b", -2, "cup"), View("c", -0.5, null))!.Id.ShouldBe("c");
    }

    [Fact]
    public void What_is_a_day_old_starts_nothing_so_an_imported_history_does_not()
    {
        var complaint = new Trigger.OnEvent("complaint", null, null, 1, TimeSpan.Zero);

        Find(complaint, Complaint("p", -0.99))!.Id.ShouldBe("p");
        Find(complaint, Complaint("p", -1)).ShouldBeNull();
    }

    [Fact]
    public void A_filter_asks_the_event_and_a_tag_that_is_taken_off_is_none()
    {
        var late = new Trigger.OnEvent("complaint", new Condition.Compare("event.topic", CompareOperator.Is, ["late"]), null, 1, TimeSpan.Zero);
        Find(late, Complaint("p", -0.5, "Late"))!.Id.ShouldBe("p");
        Find(late, Complaint("p", -0.5, "quality"), Complaint("q", -0.4)).ShouldBeNull();

        var tagged = new Trigger.OnEvent("tag", null, null, 1, TimeSpan.Zero);
        Find(tagged, new CustomerTagged { Id = "t", Customer = Ann, At = Now, Tag = "vip", Removed = true }).ShouldBeNull();
    }

    /// <summary>Whatever order they come in, and with whatever else: told from what is stored alone.</summary>
    [Fact]
    public void The_order_in_which_events_come_in_does_not_matter() => Properties.ForAll(
        from count in Gen.Choose(1, 12)
        from views in Gen.CollectToList(Enumerable.Range(0, count), i => Gen.Choose(0, 9 * 24).Zip(Gen.Elements("kettle", "cup"), (h, p) => View($"v{i}", -h / 24.0, p)))
        from shuffled in Gen.Shuffle<CustomerEvent>([.. views])
        select ((CustomerEvent[])[.. views], shuffled),
        pair => Find(ThreeViews, pair.shuffled).ShouldBe(Find(ThreeViews, pair.Item1)));

    /// <summary>Days of looking, whatever comes in between and however late: an occurrence is used once, and those that are used only go forward.</summary>
    [Fact]
    public void One_occurrence_starts_one_run_whatever_comes_late() => Properties.ForAll(
        from count in Gen.Choose(1, 20)
        from views in Gen.CollectToList(Enumerable.Range(0, count), i => Gen.Choose(0, 9 * 24).Zip(Gen.Choose(0, 72), (h, late) => (View: View($"v{i}", -h / 24.0, "kettle"), Known: Now.AddHours(-h + late))))
        select (IReadOnlyList<(ProductViewed View, DateTimeOffset Known)>)[.. views],
        views =>
        {
            var (entries, used) = (default(Entries), new List<Occurrence>());
            var definition = Definitions.Of() with { Trigger = ThreeViews };
            for (var at = Now.AddDays(-9); at <= Now.AddDays(4); at = at.AddHours(3))
            {
                CustomerEvent[] known = [.. views.Where(v => v.Known <= at).Select(v => v.View)];
                if (Invitation.Of(definition, Facts(known) with { Now = at }, entries, known) is not { Holds: true, Occurrence: { } occurrence })
                    continue;
                used.Add(occurrence);
                entries = new(used.Count, at) { By = occurrence };
            }

            used.Select(o => o.Id).ShouldBeUnique(StringComparer.Ordinal);
            used.Select(o => o.At).ShouldBe(used.Select(o => o.At).Order());
        });

    [Theory]
    [InlineData(DateAnchor.Birthday, -3, "1990-03-04", "2026")]
    [InlineData(DateAnchor.Birthday, -3, "1990-03-03", "2026")] // Missed yesterday.
    [InlineData(DateAnchor.Birthday, -3, "1990-03-05", null)]
    [InlineData(DateAnchor.Birthday, -3, "1990-03-01", null)]
    [InlineData(DateAnchor.Birthday, 30, "1990-01-30", "2026")]
    [InlineData(DateAnchor.Birthday, 70, "1990-12-21", "2025")]
    [InlineData(DateAnchor.Birthday, -366, "1990-03-02", "2027")]
    [InlineData(DateAnchor.Birthday, 1, "1992-02-29", "2026")] // On the 28th in a year without a 29th.
    [InlineData(DateAnchor.MembershipExpiry, -15, "2026-03-16", "2026-03-16")]
    [InlineData(DateAnchor.MembershipExpiry, -15, "2026-03-17", null)]
    public void A_day_is_met_on_its_day_and_two_days_after_it(DateAnchor anchor, int offset, string day, string? id)
    {
        var known = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
        CustomerEvent[] events = [new CustomerChanged { Id = "c", Customer = Ann, At = Now.AddDays(-90), Birthday = known, MembershipExpiry = known }];

        Find(new Trigger.OnDate(anchor, null, offset), events)?.Id.ShouldBe(id);
        (Find(new Trigger.OnDate(anchor, null, offset), events) is null).ShouldBe(id is null);
    }

    [Fact]
    public void Days_without_a_login_and_after_buying_in_a_category_count_from_the_last()
    {
        CustomerEvent[] events =
        [
            new LoggedIn { Id = "l1", Customer = Ann, At = Now.AddDays(-90) }, new LoggedIn { Id = "l2", Customer = Ann, At = Now.AddDays(-30) },
            View("v", -4, "kettle"),
            new OrderPlaced { Id = "o1", Customer = Ann, At = Now.AddDays(-45), Total = 9, Lines = [new("p", "Coffee", 1, 9)] },
            new OrderPlaced { Id = "o2", Customer = Ann, At = Now.AddDays(-20), Total = 9, Lines = [new("q", "tea", 1, 9)] },
        ];

        Find(new Trigger.OnDate(DateAnchor.LastLogin, null, 30), events).ShouldBe(new("2026-01-30", Midnight(2026, 1, 30)));
        Find(new Trigger.OnDate(DateAnchor.LastVisit, null, 30), events).ShouldBeNull();
        Find(new Trigger.OnDate(DateAnchor.LastOrder, "coffee", 45), events).ShouldBe(new("2026-01-15", Midnight(2026, 1, 15)));
        Find(new Trigger.OnDate(DateAnchor.LastOrder, null, 45), events).ShouldBeNull();
        Find(new Trigger.OnDate(DateAnchor.FirstOrder, null, 45), events).ShouldNotBeNull();
    }

    [Fact]
    public void A_birthday_that_is_put_right_is_no_second_one_and_the_next_years_is()
    {
        var day = new Trigger.OnDate(DateAnchor.Birthday, null, -3);
        var used = Find(day, Born("c1", 1990, 3, 4)).ShouldNotBeNull();

        Find(day, Born("c1", 1990, 3, 4), Born("c2", 1990, 3, 3))!.IsAfter(used).ShouldBeFalse();
        new Occurrence("2027", Midnight(2027, 3, 4)).IsAfter(used).ShouldBeTrue();
    }

    [Fact]
    public void A_stage_that_changed_is_met_for_three_days_and_one_that_is_as_it_was_is_not()
    {
        var trigger = new Trigger.OnScore("stage", ["dormant", "lost"]);
        var mature = Scored(LifecycleStage.Mature);
        var dormant = ScoreChanges.Since(mature, Scored(LifecycleStage.Dormant), new(2026, 2, 27));
        var still = ScoreChanges.Since(dormant, Scored(LifecycleStage.Dormant), new(2026, 2, 28));

        Met(still, Now).ShouldBe(new("dormant 2026-02-27", Midnight(2026, 2, 27)));
        Met(still, Now.AddDays(1)).ShouldBeNull();
        Met(ScoreChanges.Since(null, Scored(LifecycleStage.Dormant), new(2026, 3, 1)), Now).ShouldBeNull();
        Met(ScoreChanges.Since(dormant, mature, new(2026, 3, 1)), Now).ShouldBeNull();
        ScoreChanges.Since(still, Scored(LifecycleStage.Dormant), new(2026, 3, 9)).Changed.ShouldBeEmpty();
        StoredJson.Read<Score>(StoredJson.Bytes(still)).Changed.ShouldBe(still.Changed);

        Occurrence? Met(Score score, DateTimeOffset now) => Occurrences.Latest(trigger, Facts([]) with { Score = score, Now = now }, [])?.Occurrence;
    }

    private static DateTimeOffset Midnight(int year, int month, int day) => new(year, month, day, 0, 0, 0, TimeSpan.Zero);

    private static CustomerChanged Born(string id, int year, int month, int day) => new() { Id = id, Customer = Ann, At = Now.AddDays(-9), Birthday = new(year, month, day) };

    private static Score Scored(LifecycleStage stage) => new()
    {
        Customer = Ann, Model = "m", At = Now, Orders = 0, Stage = stage, Tier = ValueTier.Middle, Rfm = new(3, 3, 3), PBuy = 0.1, PAlive = 0.2,
        ExpectedOrders = 1, Clv = 1, LapseRatio = 0.5, LapseThresholdDays = 80, Rhythm = RhythmSource.Own,
    };

    private static ProductViewed View(string id, double days, string? product) => new() { Id = id, Customer = Ann, At = Now.AddDays(days), Product = product };

    private static ComplaintOpened Complaint(string id, double days, string? topic = null) => new() { Id = id, Customer = Ann, At = Now.AddDays(days), Topic = topic };

    private static CustomerFacts Facts(IReadOnlyList<CustomerEvent> events) => new(ProfileFold.Of(Ann, events, TimeZoneInfo.Utc), null, Now, TimeZoneInfo.Utc);

    private static Occurrence? Find(Trigger trigger, params CustomerEvent[] events) => Occurrences.Latest(trigger, Facts(events), events)?.Occurrence;
}
