using Recall.App.Ledger;
using Recall.App.Tests.Shops;
using Recall.Core.Customers;

namespace Recall.App.Tests.Enrolment;

public class TagCustomerTests
{
    private const string Steps = "- { tag: mark, add: had-a-mail }\n- branch: seen\n  cases:\n"
        + "    - when: { field: profile.tags, contains: had-a-mail }\n      steps: [ { send: mail, channels: [email], template: note } ]\n"
        + "- { wait: a-week, for: 7 days }\n- { tag: unmark, remove: had-a-mail }";

    [Fact]
    public async Task A_step_gives_a_tag_that_conditions_read_and_another_takes_it_off()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", Steps));
        await shop.EnterAsync("hello", "ann");
        (await shop.CustomerRowAsync("ann")).Profile.Tags.ShouldBe(["had-a-mail"]);
        shop.Email.Handed.ShouldHaveSingleItem();

        // A fact from before the tag folds the customer's events again: the tag is one of them.
        await shop.GiveAsync(new LoggedIn { Id = "late", Customer = CornerShop.Key("ann"), At = shop.Now.AddDays(-1) });
        (await shop.CustomerRowAsync("ann")).Profile.Tags.ShouldBe(["had-a-mail"]);

        await shop.PassAsync(TimeSpan.FromDays(7));
        (await shop.CustomerRowAsync("ann")).Profile.Tags.ShouldBeEmpty();
    }

    [Fact]
    public async Task Wherever_the_process_ends_the_tag_is_one_event_and_one_entry()
    {
        for (var batch = 0; ; batch++)
        {
            using var shop = new CornerShop(SequenceText.Of("hello", "- { tag: mark, add: marked }"));
            await shop.CustomerAsync("ann");
            await shop.EnrolAsync("hello", "ann");
            var died = shop.DieBefore(batch);
            try
            {
                await shop.SettleAsync();
            }
            catch (IOException)
            {
                // The process is gone.
            }

            using var next = shop.Reopen();
            next.Clock.Advance(TimeSpan.FromHours(1));
            await next.SettleAsync();

            var row = await next.CustomerRowAsync("ann");
            (row.Profile.Tags.ShouldHaveSingleItem(), row.Profile.Events).ShouldBe(("marked", 5));
            (await next.LedgerAsync("ann")).Where(l => l.Kind == LedgerKind.Tagged).ShouldHaveSingleItem().At.ShouldBe(CornerShop.Noon);
            if (!died())
                return;
            batch.ShouldBeLessThan(20);
        }
    }
}
