using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Sequences.Replaying;

namespace Recall.Core.Tests.Sequences.Library;

/// <summary>Each sequence of the library over three made-up months: whom it takes, what it does to them on which day, and how that ends.</summary>
public class LibraryReplayTests
{
    /// <summary>Those whom it means get just this; who differs from them in the one thing that matters gets nothing.</summary>
    [Theory]
    [InlineData("birthday", "born-in-april", "born-in-august", "04-07 present 10%, 04-07 greet by email, 05-03 remind by email: greeted")]
    [InlineData("membership-expiry", "member-until-april", "member-until-october", "03-28 first-note by email, 04-07 second-note by email: reminded")]
    [InlineData("membership-expiry", "member-renews", "newborn", "03-28 first-note by email: renewed")]
    [InlineData("browse-abandon", "looks-at-one", "looks-at-three", "03-14 offer-help by email: asked")]
    [InlineData("service-recovery", "complains", "born-in-april", "03-21 apology by email, 03-21 settle-it to service: not-settled")]
    [InlineData("service-recovery", "is-heard", "rhythm", "03-21 apology by email, 03-21 settle-it to service, 03-26 another-try 5, 03-26 second-chance by email: made-good")]
    [InlineData("post-purchase-care", "buys-in-april", "first-order", "04-17 ask by email")]
    [InlineData("stage-of-life", "newborn", "buys-in-april", "03-31 next-stage by email: shown")]
    [InlineData("course-progress", "half-done", "newborn", "03-31 encourage by email: encouraged")]
    [InlineData("sunset", "never-answers", "visits-still", "03-01 ask by email: left-in-peace")]
    [InlineData("second-order-nudge", "first-order", "thrifty", "03-11 ask by email, 03-21 second-order 5, 03-21 nudge by email: coupon-sent")]
    [InlineData("price-sensitive-winback", "thrifty", "full-price", "03-01 first-rung 5%, 03-01 first-mail by email, 03-11 next-rung 10%, 03-11 second-mail by email: ladder-climbed")]
    [InlineData("dormant-winback", "full-price", "rhythm", "03-01 offer 10%, 03-01 first-mail by email, 03-04 reminder-sms by sms, 03-09 call-them to vip-care, 03-11 last-offer 15%, 03-11 last-mail by email: last-chance-sent")]
    [InlineData("replenishment", "rhythm", "first-order", "03-01 remind by email: recovered", "03-20 remind by email: recovered", "04-07 remind by email: recovered", "04-28 remind by email: recovered", "05-19 remind by email: recovered")]
    [InlineData("vip-care", "best", "first-order", "03-06 call-first to vip-care, 03-08 personal-note by email: written-to")]
    [InlineData("product-fatigue", "has-seen-it-all", "rhythm", "03-26 arrivals by email, 04-05 another-idea by email: ideas-sent")]
    public void Each_does_what_it_is_for_and_to_nobody_else(string sequence, string meant, string counterpart, params string[] stories)
    {
        var passes = Cast.Play(Cast.Read(sequence));

        passes[meant].Select(Cast.Story).ShouldBe(stories, string.Join('\n', passes.SelectMany(p => p.Select(e => $"{e.Id} {Cast.Story(e)}"))));
        passes[counterpart].ShouldBeEmpty();
    }

    /// <summary>Too many messages of late keep the question back: nobody who was not asked is taken for somebody who did not answer.</summary>
    [Fact]
    public void Sunset_leaves_those_alone_whom_its_question_reached_and_asks_the_others_another_time()
    {
        var silent = Cast.Person("silent", null, null, [Cast.Order("o", -300, 30), .. Cast.Messages()]);
        var tired = silent with { Before = new() { Touches = [new(Cast.Start.AddDays(-1), "email", "other--shop:silent--1/mail")] } };

        var passes = Cast.Play(Cast.Read("sunset"), [tired], new() { Caps = [new(null, 1, TimeSpan.FromDays(20))] })["silent"].Select(Cast.Story).ToList();

        passes.ShouldBe(["03-01 ask skipped (expired): not-asked", "03-31 ask by email: left-in-peace"]);
    }

    /// <summary>What the ladder gives to who never comes back: the highest rung again and again, so that no text may call it a better one.</summary>
    [Fact]
    public void The_second_letter_of_the_ladder_is_true_on_every_pass()
    {
        var definition = Cast.Read("price-sensitive-winback");
        var passes = Cast.Play(definition, to: new(2026, 2, 20))["thrifty"].ToList();

        passes.Select(p => p.Decisions.Where(d => d.Coupon is not null).Select(d => d.Coupon!.Percent)).ShouldBe([[5, 10], [15, 15], [15, 15]]);
        foreach (var codes in passes.Select(p => p.Decisions.Where(d => d.Coupon is not null).Select(d => d.Coupon!).ToList()))
        {
            var (first, second) = (Rendered("offer", codes[0]), Rendered("one-more", codes[1]));
            first.Subject.ShouldBe($"{codes[0].Percent:0}% off, with your own code");
            second.Subject.ShouldBe($"{codes[1].Percent:0}% off until {codes[1].LastDay(TimeZoneInfo.Utc):d MMMM yyyy}");
            foreach (var claim in new[] { "better", "Now ", "more than", "did not tempt", "升级", "比上次", "更优惠" })
                (second.Html + second.Text + Rendered("one-more", codes[1], "zh-CN").Html).ShouldNotContain(claim, Case.Sensitive);
        }

        RenderedMessage Rendered(string template, Core.Offers.Coupon coupon, string locale = "en") => MessageRenderer.Render(definition, template, locale, new()
        {
            Profile = new() { Customer = CustomerKey.Parse("shop:thrifty") }, Shop = new("Tea", "1 Main St", "https://tea.example/", "EUR", TimeZoneInfo.Utc),
            Coupon = coupon.Values, UnsubscribeUrl = "https://tea.example/u",
        });
    }

    /// <summary>However long its messages are held back, none of them says when it ends but by the day, and none comes after it.</summary>
    [Fact]
    public void A_membership_that_ends_is_told_by_its_day_and_never_too_late()
    {
        var (definition, ends) = (Cast.Read("membership-expiry"), new DateOnly(2025, 4, 12));
        ReplayHistory[] people = [.. Enumerable.Range(0, 20).Select(i => Cast.Person($"m{i}", null, ends, Cast.Order("o", -40, 30)))];

        var passes = Cast.Play(definition, people, new() { DailyTouches = 6 }).SelectMany(p => p).ToList();

        var sent = passes.SelectMany(p => p.Decisions.Where(d => d.Kind == ReplayedKind.Sent)).ToList();
        sent.Select(d => d.Step).Distinct(StringComparer.Ordinal).ShouldBe(["first-note", "second-note"], ignoreOrder: true);
        sent.Select(d => d.At.Date).Distinct().Count().ShouldBeGreaterThan(4, "not all on the same day");
        sent.ShouldAllBe(d => DateOnly.FromDateTime(d.At.Date) < ends);
        foreach (var (template, locale, day) in new[] { ("soon", "en", "on 12 April 2025"), ("last-days", "en", "on 12 April 2025"), ("soon", "zh-CN", "2025年4月12日"), ("last-days", "zh-CN", "2025年4月12日") })
        {
            var message = MessageRenderer.Render(definition, template, locale, new()
            {
                Profile = new() { Customer = CustomerKey.Parse("shop:m"), Person = Person.Unknown with { MembershipExpiry = ends } },
                Shop = new("Tea", "1 Main St", "https://tea.example/", "EUR", TimeZoneInfo.Utc), UnsubscribeUrl = "https://tea.example/u",
            });
            foreach (var text in new[] { message.Html, message.Text, message.Sms }.OfType<string>())
                text.ShouldContain(day);
        }
    }
}
