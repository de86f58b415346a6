using Recall.Core.Customers;
using Recall.Core.Sequences;

namespace Recall.Core.Tests.Customers;

public sealed class ProfileFoldTests
{
    private int _ids;

    [Fact]
    public void Two_orders_on_one_local_day_are_one_purchase_day()
    {
        // 22:00 and 06:00 UTC: two days in London, one in Shanghai.
        var (first, second) = (Order("2024-05-01T22:00:00Z", 10), Order("2024-05-02T06:00:00Z", 5));
        var shanghai = Fold(Zone("2024-04-01T00:00:00Z", "Asia/Shanghai"), first, second).Purchases;
        (shanghai.Days, shanghai.Orders, shanghai.SpentFirstDay, shanghai.Hours[6], shanghai.Hours[14]).ShouldBe((1, 2, 15m, 1, 1));
        shanghai.Weekdays[3].ShouldBe(2, "both on Thursday 2 May");
        Fold(first, second).Purchases.Days.ShouldBe(2);
    }

    [Fact]
    public void A_day_without_a_time_is_no_order_at_night()
    {
        var profile = Fold(Order("2024-05-01T00:00:00Z", 10), Order("2024-05-09T00:00:00Z", 10));
        profile.Purchases.Hours.Sum().ShouldBe(0);
        FieldCatalogue.Find("profile.night-share")!.Get(new(profile, null, profile.Purchases.LastAt, TimeZoneInfo.Utc)).ShouldBeNull();
        var timed = Fold(Order("2024-05-01T00:00:00Z", 10), Order("2024-05-09T23:30:00Z", 10));
        FieldCatalogue.Find("profile.night-share")!.Get(new(timed, null, timed.Purchases.LastAt, TimeZoneInfo.Utc)).ShouldBe(1.0);
    }

    [Fact]
    public void Days_are_of_the_zone_known_at_the_time_of_the_order()
    {
        var before = Order("2024-05-01T22:00:00Z", 10);
        var after = Order("2024-05-09T22:00:00Z", 10);
        var purchases = Fold(before, Zone("2024-05-05T00:00:00Z", "Asia/Shanghai"), after).Purchases;
        (purchases.FirstDay, purchases.LastDay, purchases.LastGap).ShouldBe((new DateOnly(2024, 5, 1), new DateOnly(2024, 5, 10), 9));
    }

    [Fact]
    public void A_move_west_makes_no_day_before_the_last()
    {
        var purchases = Fold(
            Zone("2024-04-01T00:00:00Z", "Pacific/Kiritimati"), Order("2024-05-01T12:00:00Z", 10),
            Zone("2024-05-01T13:00:00Z", "Pacific/Pago_Pago"), Order("2024-05-01T14:00:00Z", 5), Order("2024-05-03T12:00:00Z", 5)).Purchases;
        (purchases.Orders, purchases.Days, purchases.FirstDay, purchases.LastDay, purchases.LastGap, purchases.SpentFirstDay)
            .ShouldBe((3, 2, new DateOnly(2024, 5, 2), new DateOnly(2024, 5, 3), 1, 15m));
    }

    [Fact]
    public void Hours_follow_daylight_saving()
    {
        var purchases = Fold(
            Zone("2024-01-01T00:00:00Z", "America/New_York"),
            Order("2024-03-10T06:30:00Z", 1), Order("2024-03-10T07:30:00Z", 1), // 01:30, then 03:30: 02:30 does not exist
            Order("2024-11-03T05:30:00Z", 1), Order("2024-11-03T06:30:00Z", 1)).Purchases; // 01:30 twice
        (purchases.Hours[1], purchases.Hours[2], purchases.Hours[3], purchases.Days).ShouldBe((3, 0, 1, 2));
    }

    [Fact]
    public void The_sixty_fifth_category_and_those_after_it_are_counted_together()
    {
        var profile = Fold([.. Enumerable.Range(0, 70).Select(i => Order($"2024-05-01T{i / 60:D2}:{i % 60:D2}:00Z", 1, $"c{i}")), Order("2024-05-02T00:00:00Z", 1, "c3")]);
        profile.Categories.Count.ShouldBe(ProfileFold.MaxCategories + 1);
        profile.Categories[ProfileFold.OtherCategory].Orders.ShouldBe(6);
        profile.Categories["c3"].Orders.ShouldBe(2);
    }

    [Fact]
    public void An_order_counts_once_in_a_category_however_many_of_its_lines_are_there()
    {
        var many = Enumerable.Range(0, 64).Select(i => Order("2024-05-01T00:00:00Z", 1, $"c{i}"));
        var profile = Fold([.. many, Order("2024-05-02T00:00:00Z", 6, "new", "newer", "newest", "c1", "c1", null)]);
        profile.Categories[ProfileFold.OtherCategory].ShouldBe(new(1, 3m, At("2024-05-02T00:00:00Z")));
        profile.Categories["c1"].ShouldBe(new(2, 3m, At("2024-05-02T00:00:00Z")));
    }

    [Fact]
    public void The_last_twelve_payments_are_kept() =>
        Fold([.. Enumerable.Range(1, 20).Select(i => Order($"2024-05-{i:D2}T00:00:00Z", i))])
            .Purchases.Recent.Select(r => r.Total).ShouldBe(Enumerable.Range(9, 12).Select(i => (decimal)i));

    [Fact]
    public void A_bounce_suppresses_a_channel_until_a_delivery_or_a_new_address()
    {
        var address = Changed("2024-05-01T00:00:00Z", email: "a@x.example", phone: "+4915112345678");
        var bounce = Status("2024-05-02T00:00:00Z", MessageStatus.Bounced);
        Fold(address, bounce).Responses.Suppressed.ShouldBe(["email"]);
        Fold(address, bounce, Status("2024-05-03T00:00:00Z", MessageStatus.Bounced)).Responses.Suppressed.ShouldBe(["email"]);
        Fold(address, bounce, Status("2024-05-03T00:00:00Z", MessageStatus.Delivered)).Responses.Suppressed.ShouldBeEmpty();
        Fold(address, bounce, Changed("2024-05-03T00:00:00Z", email: "b@x.example")).Responses.Suppressed.ShouldBeEmpty();
        Fold(address, bounce, Changed("2024-05-03T00:00:00Z", email: "A@X.example")).Responses.Suppressed.ShouldBe(["email"]);
        Fold(address, bounce, Changed("2024-05-03T00:00:00Z", phone: "+8613812345678")).Responses.Suppressed.ShouldBe(["email"]);
        Fold(address, bounce, Status("2024-05-01T12:00:00Z", MessageStatus.Delivered)).Responses.Suppressed.ShouldBe(["email"], "delivered before it bounced");
    }

    [Fact]
    public void The_last_word_on_consent_counts_and_marking_as_spam_is_a_word()
    {
        var yes = Consent("2024-05-01T00:00:00Z", true);
        var no = Consent("2024-05-02T00:00:00Z", false);
        Fold(yes, no).Consents["email"].ShouldBe(new(false, no.At));
        Fold(no, Consent("2024-05-03T00:00:00Z", true)).Consents["email"].Granted.ShouldBeTrue();
        Fold(yes, Status("2024-05-02T00:00:00Z", MessageStatus.Complained)).Consents["email"].ShouldBe(new(false, no.At));
    }

    [Fact]
    public void An_order_ends_what_was_counted_since_the_last_one()
    {
        var at = At("2024-05-01T00:00:00Z");
        var profile = Fold(
            New(new CartUpdated { Id = "", Customer = Generators.Customer, At = at }), New(new PaymentFailed { Id = "", Customer = Generators.Customer, At = at }),
            New(new SurveyAnswered { Id = "", Customer = Generators.Customer, At = at, Rating = 7 }),
            New(new OrderPlaced { Id = "", Customer = Generators.Customer, At = at.AddMinutes(1), Total = 8 }),
            New(new SurveyAnswered { Id = "", Customer = Generators.Customer, At = at.AddDays(1), Rating = 4 }),
            New(new OrderPlaced { Id = "", Customer = Generators.Customer, At = at.AddDays(90), Total = 2 }));
        (profile.Activity.Carts, profile.Activity.CartsSinceOrder).ShouldBe((1, 0));
        (profile.Service.PaymentFailures, profile.Service.PaymentFailuresSinceOrder).ShouldBe((1, 0));
        (profile.Service.RatingSum, profile.Service.LastRating).ShouldBe((11, 4));
        (profile.Purchases.Pace, profile.Purchases.SpentPace).ShouldBe((1.5, 6));
        profile.Purchases.Months.ShouldBe([0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0]);
    }

    [Fact]
    public void Every_other_fact_is_counted_where_it_belongs()
    {
        var at = At("2024-05-01T00:00:00Z");
        var profile = Fold(
            Status("2024-05-01T00:00:00Z", MessageStatus.Sent), Status("2024-05-01T00:00:01Z", MessageStatus.Opened),
            Status("2024-05-01T00:00:02Z", MessageStatus.Clicked), Status("2024-05-01T00:00:03Z", MessageStatus.Failed),
            New(new ProductViewed { Id = "", Customer = Generators.Customer, At = at }), New(new LoggedIn { Id = "", Customer = Generators.Customer, At = at }),
            New(new CartUpdated { Id = "", Customer = Generators.Customer, At = at }), New(new PaymentFailed { Id = "", Customer = Generators.Customer, At = at }),
            New(new OrderRefunded { Id = "", Customer = Generators.Customer, At = at, Amount = 3 }),
            New(new OrderDelivered { Id = "", Customer = Generators.Customer, At = at, DaysLate = 1 }),
            New(new OrderDelivered { Id = "", Customer = Generators.Customer, At = at }),
            New(new SurveyAnswered { Id = "", Customer = Generators.Customer, At = at, Rating = 0 }),
            New(new ComplaintResolved { Id = "", Customer = Generators.Customer, At = at }),
            New(new ComplaintOpened { Id = "", Customer = Generators.Customer, At = at }));
        profile.Activity.ShouldBe(new(1, 1, 1, at, 3, at) { CartsSinceOrder = 1, LastLoginAt = at });
        (profile.Service.PaymentFailuresSinceOrder, profile.Service.RatingSum).ShouldBe((1, 0));
        profile.Refunds.ShouldBe(new(1, 3, at));
        var service = profile.Service;
        (service.Complaints, service.OpenComplaints, service.PaymentFailures, service.Deliveries, service.LateDeliveries, service.Surveys, service.LastRating)
            .ShouldBe((1, 1, 1, 2, 1, 1, 0));
        var messages = profile.Responses;
        (messages.Sent, messages.Opened, messages.Clicked, messages.Unanswered, messages.LastSentAt).ShouldBe((1, 1, 1, 1, at));
        (profile.Events, profile.FirstSeen).ShouldBe((14, at));
    }

    [Fact]
    public void An_order_and_a_reply_answer_what_was_sent()
    {
        var sent = Status("2024-05-01T00:00:00Z", MessageStatus.Sent);
        Fold(sent, Order("2024-05-02T00:00:00Z", 1)).Responses.Unanswered.ShouldBe(0);
        Fold(sent, New(new Replied { Id = "", Customer = Generators.Customer, At = sent.At.AddDays(1), Channel = "email" })).Responses.Unanswered.ShouldBe(0);
        Fold(sent, Order("2024-04-02T00:00:00Z", 1)).Responses.Unanswered.ShouldBe(1);
    }

    [Fact]
    public void Tags_are_the_same_without_regard_to_case_and_so_many()
    {
        Fold(Tag("vip"), Tag("Wholesale"), Tag("VIP")).Tags.ShouldBe(["vip", "wholesale"]);
        Fold(Tag("vip"), Tag("wholesale"), Tag("VIP", removed: true)).Tags.ShouldBe(["wholesale"]);
        Fold(Tag("vip", removed: true), Tag("vip")).Tags.ShouldBe(["vip"]);
        var many = Enumerable.Range(0, ProfileFold.MaxTags + 1).Select(i => Tag($"t{i:D2}")).ToArray();
        Fold(many).Tags.ShouldBe(many.SkipLast(1).Select(t => t.Tag));
    }

    /// <summary>A table keeps at most 64 KiB in a property.</summary>
    [Fact]
    public void The_largest_profile_is_one_property()
    {
        var at = At("2024-05-01T00:00:00Z");
        var longest = string.Concat(Enumerable.Repeat("💥", 48));
        var events = Enumerable.Range(0, ProfileFold.MaxCategories).Select(i => (CustomerEvent)Order(at.AddDays(i).ToString("O", System.Globalization.CultureInfo.InvariantCulture), 12345678.1234m, $"{longest}{i:D4}"))
            .Concat(Enumerable.Range(0, ProfileFold.MaxTags).Select(i => Tag($"{longest[..56]}{i:D4}"))).ToArray();
        var profile = Fold(events);
        (profile.Categories.Count, profile.Tags.Count).ShouldBe((ProfileFold.MaxCategories, ProfileFold.MaxTags));
        StoredJson.Bytes(profile).Length.ShouldBeLessThan(62 * 1024);
    }

    private static Profile Fold(params CustomerEvent[] events) => ProfileFold.Of(Generators.Customer, events, Generators.Utc);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private T New<T>(T e) where T : CustomerEvent => e with { Id = $"e{_ids++:D3}" };

    private CustomerTagged Tag(string tag, bool removed = false) =>
        New(new CustomerTagged { Id = "", Customer = Generators.Customer, At = At("2024-05-01T00:00:00Z"), Tag = tag, Removed = removed });

    private CustomerChanged Zone(string at, string zone) => New(new CustomerChanged { Id = "", Customer = Generators.Customer, At = At(at), TimeZone = zone });

    private CustomerChanged Changed(string at, string? email = null, string? phone = null) =>
        New(new CustomerChanged { Id = "", Customer = Generators.Customer, At = At(at), Email = email, Phone = phone });

    private ConsentChanged Consent(string at, bool granted) =>
        New(new ConsentChanged { Id = "", Customer = Generators.Customer, At = At(at), Channel = "email", Granted = granted });

    private MessageStatusChanged Status(string at, MessageStatus status) =>
        New(new MessageStatusChanged { Id = "", Customer = Generators.Customer, At = At(at), Message = "m", Channel = "email", Status = status });

    private OrderPlaced Order(string at, decimal total, params string?[] categories) => New(new OrderPlaced
    {
        Id = "", Customer = Generators.Customer, At = At(at), Total = total, Lines = [.. categories.Select(c => new OrderLine("p", c, 1, 1))],
    });
}
