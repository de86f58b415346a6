using Recall.App.Customers;
using Recall.App.Customers.Identity;
using Recall.App.Enrolment;
using Recall.App.Ports;
using Recall.App.Reports;
using Recall.App.Tests.Shops;
using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Sequences;

namespace Recall.App.Tests.Customers.Identity;

/// <summary>What becomes of runs, messages and codes when two customers turn out to be one.</summary>
public class MergedRunTests
{
    private const string TwoMails = SequenceText.Mail + "\n- { wait: calm, for: 2 days }\n- { send: again, channels: [email], template: note }";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("low", "high", "b")] // The higher priority, whoever is named.
    [InlineData("high", "low", "a")]
    [InlineData("high", "high", "a")] // Of one sequence the run that began first.
    public async Task One_run_goes_on_and_the_other_ends_as_merged(string ofA, string ofB, string survives)
    {
        using var shop = new CornerShop(SequenceText.Of("low", TwoMails), SequenceText.Of("high", TwoMails, more: "priority: 9"));
        var a = await shop.EnterAsync(ofA, "a");
        shop.Clock.Advance(TimeSpan.FromHours(1));
        var b = await shop.EnterAsync(ofB, "b");

        await MergeAsync(shop, "a", "b");
        await shop.PassAsync(TimeSpan.FromDays(3));

        var (goesOn, ended) = survives == "a" ? (a, b) : (b, a);
        (await shop.RowAsync(ended)).Outcome.ShouldBe(Outcomes.Merged);
        (await shop.RowAsync(ended)).Reason!.Say("en").ShouldBe($"{goesOn} has the customer now");
        (await shop.RowAsync(goesOn)).Outcome.ShouldBeNull();
        (await shop.CustomerRowAsync("b")).Engagement.Active.ShouldBe(goesOn.ToString());
        shop.Email.Reached.Count.ShouldBe(3, "one mail each before, and only the second of the run that goes on");
    }

    [Fact]
    public async Task A_run_goes_on_under_the_key_that_it_began_with()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", TwoMails));
        await shop.CustomerAsync("a");
        var run = await shop.EnterAsync("hello", "b");

        await MergeAsync(shop, "a", "b");
        (await shop.CustomerRowAsync("a")).Engagement.Active.ShouldBe(run.ToString());
        (await shop.EnrolAsync("hello", "a")).Code.ShouldBe(HoldReason.OtherSequence);
        await shop.PassAsync(TimeSpan.FromDays(3));
        shop.Email.Reached.Count.ShouldBe(2);

        await shop.OrderAsync("a");
        await shop.SettleAsync();
        (await shop.RowAsync(run)).Outcome.ShouldBe(Outcomes.Recovered, "an order under the other key is the person's");
        (await shop.CustomerRowAsync("b")).Engagement.Active.ShouldBeNull();
        (await shop.EnrolAsync("hello", "a")).Code.ShouldBe(HoldReason.Reentry, "they have been in it");
    }

    [Fact]
    public async Task A_run_that_was_lost_is_begun_anew_wherever_its_customer_has_moved()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", TwoMails));
        await shop.CustomerAsync("a");
        var run = await shop.EnterAsync("hello", "eve");
        var customers = shop.Get<CustomerStore>();
        customers.Partition(CornerShop.Key("a")).ShouldNotBe(customers.Partition(CornerShop.Key("eve")), StringComparer.Ordinal);

        await MergeAsync(shop, "a", "eve");
        (await shop.CustomerRowAsync("eve")).Profile.Customer.ShouldBe(CornerShop.Key("a"));
        foreach (var row in shop.Store.Rows(RunRows.Table).ToList())
            await shop.Store.SubmitAsync(RunRows.Table, [new(TableActionKind.Delete, row with { ETag = null })], Cancel);

        (await shop.Get<ReconcileRuns>().HandleAsync(Cancel)).ShouldBe(1);
        await shop.PassAsync(TimeSpan.FromDays(3));
        shop.Email.Reached.Count.ShouldBe(2, "the first is known to have gone, the second goes");
        (await shop.RowAsync(run)).EndedAt.ShouldBeNull();
    }

    [Fact]
    public async Task An_enrolment_that_is_on_its_way_to_another_partition_stays_listed()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", TwoMails));
        var run = await shop.EnterAsync("hello", "a");
        var row = shop.Store.Rows(CustomerKeys.Table).Single(r => r.RowKey == CustomerKeys.Enrolment(run));
        await shop.Store.SubmitAsync(CustomerKeys.Table, [new(TableActionKind.Delete, row with { ETag = null })], Cancel);
        foreach (var state in shop.Store.Rows(RunRows.Table).ToList())
            await shop.Store.SubmitAsync(RunRows.Table, [new(TableActionKind.Delete, state with { ETag = null })], Cancel);

        (await shop.Get<ReconcileRuns>().HandleAsync(Cancel)).ShouldBe(0);

        shop.Store.Rows(CustomerKeys.Table).ShouldContain(r => r.RowKey == CustomerKeys.Going(run));
    }

    [Fact]
    public async Task Messages_to_both_count_against_the_caps_of_the_one()
    {
        var policy = new Policy { Caps = [new(null, 2, TimeSpan.FromDays(10))] };
        using var shop = new CornerShop(policy, SequenceText.Of("hello", TwoMails, goal: "60 days"));
        await shop.EnterAsync("hello", "a");
        await shop.EnterAsync("hello", "b");
        await MergeAsync(shop, "a", "b");

        await shop.PassAsync(TimeSpan.FromDays(9));
        shop.Email.Reached.Count.ShouldBe(2, "each has had one: together they have had as many as one may have");
    }

    [Fact]
    public async Task A_process_that_dies_anywhere_in_the_merge_sends_nothing_twice_and_leaves_one_run()
    {
        for (var batch = 0; ; batch++)
        {
            using var shop = new CornerShop(SequenceText.Of(
                "hello", "- { coupon: gift, percent: 10, valid-for: 20 days }\n- { send: mail, channels: [email], template: offer, coupon: gift }\n- { wait: calm, for: 2 days }\n- { send: text, channels: [sms], template: note }"));
            var a = await shop.EnterAsync("hello", "a");
            var b = await shop.EnterAsync("hello", "b");
            var died = shop.DieBefore(batch);
            try
            {
                await MergeAsync(shop, "a", "b");
                await shop.PassAsync(TimeSpan.FromDays(3));
            }
            catch (IOException)
            {
                // Killed.
            }

            if (!died())
                break;
            using var next = shop.Reopen();
            await People.ReconcileAsync(next);
            await next.Get<ReconcileRuns>().HandleAsync(Cancel);
            await MergeAsync(next, "a", "b");
            await next.PassAsync(TimeSpan.FromDays(10));

            next.Email.Reached.Count.ShouldBe(2, $"killed before batch {batch}");
            next.Sms.Reached.Count.ShouldBeLessThanOrEqualTo(1, $"killed before batch {batch}");
            ((await next.RowAsync(a)).Outcome, (await next.RowAsync(b)).Outcome).ShouldBe((null, Outcomes.Merged), $"killed before batch {batch}");
            foreach (var run in (EnrolmentId[])[a, b])
                (await next.Get<CustomerStore>().CouponsAsync(run, Cancel).CountAsync(Cancel)).ShouldBe(1);
        }
    }

    [Fact]
    public async Task A_code_that_went_to_either_is_theirs_and_each_person_is_measured_once()
    {
        using var shop = new CornerShop(SequenceText.Of(
            "hello", "- { coupon: gift, percent: 10, valid-for: 20 days }\n- { send: mail, channels: [email], template: offer, coupon: gift }"));
        await shop.EnterAsync("hello", "a");
        var b = await shop.EnterAsync("hello", "b");
        var code = (await shop.Get<CustomerStore>().CouponsAsync(b, Cancel).SingleAsync(Cancel)).Code;
        await MergeAsync(shop, "a", "b");
        await shop.GiveAsync(new OrderPlaced { Id = "back", Customer = CornerShop.Key("a"), At = shop.Now.AddMinutes(1), Total = 60, Coupon = code });
        await shop.PassAsync(TimeSpan.FromDays(40));

        var report = (await shop.Get<BuildReport>().HandleAsync(Cancel)).Sequences.ShouldHaveSingleItem();
        (report.Coupons, report.CouponsUsed).ShouldBe((2, 1), "it was sent to the other key");
        (report.Lift.Treated, report.Lift.TreatedOrdered).ShouldBe((1, 1), "one person, one order");
        report.Outcomes.GetValueOrDefault(Outcomes.Merged).ShouldBe(1);
    }

    [Fact]
    public async Task A_split_gives_runs_and_messages_back()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", TwoMails));
        await shop.CustomerAsync("a");
        var run = await shop.EnterAsync("hello", "b");
        var before = People.Stored(shop);
        await MergeAsync(shop, "a", "b");
        await shop.Get<SplitCustomer>().HandleAsync(CornerShop.Key("b"), null, Cancel);
        People.Stored(shop).ShouldBe(before);

        await shop.PassAsync(TimeSpan.FromDays(3));
        shop.Email.Reached.Count.ShouldBe(2);
        await shop.OrderAsync("b");
        await shop.SettleAsync();
        (await shop.RowAsync(run)).Outcome.ShouldBe(Outcomes.Recovered);
        (await shop.EnrolAsync("hello", "a")).Arm.ShouldBe(Arm.Treated, "who they are not has been in it");
    }

    /// <summary>A process died between copying the rows and removing them, and somebody who does not look at the profile changed one since.</summary>
    [Fact]
    public async Task Decisions_and_calls_go_with_their_customer_each_as_it_was_last()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", TwoMails));
        await shop.CustomerAsync("a");
        var run = await shop.EnterAsync("hello", "eve");
        var (key, home) = (run.Customer, shop.Get<CustomerStore>().Partition(run.Customer));
        await PutAsync(TableActionKind.Insert, "first");
        var decisions = await RowsAsync('l');
        decisions.Count.ShouldBeGreaterThan(0);

        shop.Store.BeforeSubmit = (_, actions) =>
        {
            if (actions.Any(a => a.Kind == TableActionKind.Delete && a.Row.RowKey == CustomerKeys.Webhook(run, "tell")))
                throw new IOException("the process ends here");
        };
        await Should.ThrowAsync<IOException>(() => MergeAsync(shop, "a", "eve"));
        shop.Store.BeforeSubmit = null;
        await PutAsync(TableActionKind.Merge, "second");
        await MergeAsync(shop, "a", "eve");

        shop.Store.Rows(CustomerKeys.Table).Where(r => r.PartitionKey == home && r.RowKey[0] != 'p').ShouldBeEmpty();
        (await RowsAsync('w')).ShouldHaveSingleItem().Get<string>("status").ShouldBe("second");
        (await RowsAsync('l')).Select(r => r.RowKey).ShouldBe(decisions.Select(r => r.RowKey));

        Task PutAsync(TableActionKind kind, string status) => shop.Store.SubmitAsync(CustomerKeys.Table, [new(kind, new(home, CustomerKeys.Webhook(run, "tell"), new Dictionary<string, object>(StringComparer.Ordinal) { ["status"] = status }))], Cancel);

        Task<List<TableRow>> RowsAsync(char kind) => shop.Get<CustomerStore>().RowsAsync(kind, key, Cancel).ToListAsync(Cancel).AsTask();
    }

    private static Task<MergeOutcome> MergeAsync(CornerShop shop, string a, string b) =>
        shop.Get<MergeCustomers>().HandleAsync(CornerShop.Key(a), CornerShop.Key(b), Cancel);
}
