using Recall.App.Customers;
using Recall.App.Delivery;
using Recall.App.Enrolment;
using Recall.App.Ingestion;
using Recall.App.Ledger;
using Recall.App.Tests.Shops;
using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Sequences;

namespace Recall.App.Tests.Delivery;

/// <summary>Two customer keys of one person: ann, and ann's guest order with the same mailbox. What she refused as one she refused.</summary>
public sealed class AddressTests : IDisposable
{
    private readonly CornerShop _shop = new(
        new Policy { Caps = [new(null, 1, TimeSpan.FromDays(2))] }, SequenceText.Of("hello", SequenceText.Mail));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static readonly DateTimeOffset Past = CornerShop.Noon.AddDays(-50);

    [Theory]
    [InlineData("unsubscribe", false)]
    [InlineData("refusal of the channel", false)]
    [InlineData("spam", false)]
    [InlineData("bounce", false)]
    [InlineData("refusal of another channel", true)]
    [InlineData("flag", true)]
    public async Task What_is_refused_under_one_key_reaches_nobody_under_another(string fact, bool reached)
    {
        await GuestAsync();
        await _shop.GiveAsync(Fact(fact));

        await _shop.EnterAsync("hello", "ann");

        _shop.Email.Handed.Select(h => h.To).ShouldBe(reached ? ["ann@example.com"] : []);
        if (!reached)
            (await _shop.LedgerAsync("ann")).Single(l => l.Kind == LedgerKind.Skipped).Why.Say("en").ShouldContain(fact == "bounce" ? "email: the address bounced" : "email: who has this address refused it");
    }

    /// <summary>Days after the refusal, under the key that refused or the other.</summary>
    [Theory]
    [InlineData("ann", 1, false, true)]
    [InlineData("guest", 1, false, true)]
    [InlineData("ann", 0, false, false)]
    [InlineData("ann", -1, false, false)]
    [InlineData("ann", 1, true, false)]
    public async Task Only_a_later_consent_in_so_many_words_lifts_a_refusal_whichever_comes_in_first(string who, int days, bool flag, bool reached)
    {
        foreach (var refusalFirst in (bool[])[true, false])
        {
            using var shop = new CornerShop(SequenceText.Of("hello", SequenceText.Mail));
            await GuestAsync(shop);
            await shop.CustomerAsync("ann");
            var refusal = Fact("refusal of the channel");
            var consent = new ConsentChanged
            {
                Id = "again", Customer = CornerShop.Key(who), At = refusal.At.AddDays(days), Channel = "email", Granted = true, Order = flag ? "o9" : null,
            };
            foreach (var e in (CustomerEvent[])(refusalFirst ? [refusal, consent] : [consent, refusal]))
                await shop.GiveAsync(e);

            await shop.EnrolAsync("hello", "ann");
            await shop.SettleAsync();

            shop.Email.Handed.Count.ShouldBe(reached ? 1 : 0);
        }
    }

    [Fact]
    public async Task An_address_learnt_after_the_refusal_is_refused_too()
    {
        var guest = CornerShop.Key("guest");
        await _shop.GiveAsync(new ConsentChanged { Id = "out", Customer = guest, At = Past, Channel = "all", Granted = false });
        await _shop.GiveAsync(new CustomerChanged { Id = "c", Customer = guest, At = Past.AddDays(1), Email = " ANN@example.com" });

        await _shop.EnterAsync("hello", "ann");

        _shop.Email.Handed.ShouldBeEmpty();
    }

    [Fact]
    public async Task Caps_count_what_went_to_the_address_under_either_key()
    {
        await GuestAsync();
        await _shop.EnrolAsync("hello", "guest");
        await _shop.SettleAsync();
        await _shop.EnterAsync("hello", "ann");

        _shop.Email.Handed.ShouldHaveSingleItem();
        (await _shop.StoryAsync("ann")).ShouldBe([LedgerKind.Deferred]);
        await _shop.PassAsync(TimeSpan.FromDays(2));
        _shop.Email.Handed.Count.ShouldBe(2);
        (_shop.Email.Handed[1].At - _shop.Email.Handed[0].At).ShouldBe(TimeSpan.FromDays(2));
    }

    [Theory]
    [InlineData(Fate.Reject)]
    [InlineData(Fate.TryLater)]
    public async Task A_message_that_reached_nobody_does_not_count(Fate fate)
    {
        await GuestAsync();
        await _shop.EnrolAsync("hello", "guest");
        _shop.Email.Next(fate);
        await _shop.SettleAsync();
        await _shop.EnterAsync("hello", "ann");

        _shop.Email.Handed.ShouldHaveSingleItem().To.ShouldBe("ann@example.com");
        _shop.Email.Handed[0].Key.ShouldContain("ann");
    }

    /// <summary>Wherever a send of the one comes between the writes of the other's, one message goes out.</summary>
    [Fact]
    public async Task Two_sends_to_one_address_in_one_moment_keep_the_cap()
    {
        for (var moment = 0; ; moment++)
        {
            using var shop = new CornerShop(new Policy { Caps = [new(null, 1, TimeSpan.FromDays(2))] }, SequenceText.Of("hello", SequenceText.Mail));
            await GuestAsync(shop);
            await shop.CustomerAsync("ann");
            await shop.EnrolAsync("hello", "guest");
            await shop.EnrolAsync("hello", "ann");
            var came = shop.JustBefore(moment, () => SendAsync(shop, "guest"));
            await SendAsync(shop, "ann");
            if (!came())
                break;

            shop.Email.Handed.Count.ShouldBe(1, $"moment {moment}");
        }
    }

    /// <summary>Killed at any write of a refusal or of a send: once the sender has repeated itself nothing goes to who refused, and no cap is broken.</summary>
    [Fact]
    public async Task A_crash_at_any_write_loses_no_refusal_and_no_message()
    {
        for (var moment = 0; ; moment++)
        {
            using var shop = new CornerShop(new Policy { Caps = [new(null, 1, TimeSpan.FromDays(2))] }, SequenceText.Of("hello", SequenceText.Mail));
            await GuestAsync(shop);
            await shop.CustomerAsync("ann");
            var refusal = Fact("refusal of the channel");
            var came = shop.DieBefore(moment);
            try
            {
                await shop.GiveAsync(refusal);
            }
            catch (IOException)
            {
                // The sender got no answer.
            }

            using var next = shop.Reopen();
            var stored = await next.Get<CustomerStore>().EventsAsync(CornerShop.Key("guest"), null, Cancel).AnyAsync(e => e.Id == refusal.Id, Cancel);
            if (!stored)
                (await next.Get<IngestEvents>().HandleAsync([refusal], Cancel)).Accepted.ShouldBe(1);
            await next.EnrolAsync("hello", "ann");
            await next.SettleAsync();
            next.Email.Handed.ShouldBeEmpty($"moment {moment}");
            if (!came())
                break;
        }

        for (var moment = 0; ; moment++)
        {
            using var shop = new CornerShop(new Policy { Caps = [new(null, 1, TimeSpan.FromDays(2))] }, SequenceText.Of("hello", SequenceText.Mail));
            await GuestAsync(shop);
            await shop.CustomerAsync("ann");
            await shop.EnrolAsync("hello", "guest");
            await shop.EnrolAsync("hello", "ann");
            var came = shop.DieBefore(moment);
            try
            {
                await shop.SettleAsync();
            }
            catch (IOException)
            {
                // The process is gone.
            }

            using var next = shop.Reopen();
            await next.PassAsync(TimeSpan.FromDays(3));
            next.Email.Reached.Count.ShouldBe(2, $"moment {moment}");
            var times = next.Email.Handed.GroupBy(h => h.Key, StringComparer.Ordinal).Select(g => g.Min(h => h.At)).Order().ToList();
            (times[1] - times[0]).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromDays(2), $"moment {moment}");
            if (!came())
                break;
        }
    }

    public void Dispose() => _shop.Dispose();

    private static async Task SendAsync(CornerShop shop, string who)
    {
        var run = await shop.Get<EnrolmentStore>().LoadAsync(new("hello", CornerShop.Key(who), 1), null, Cancel);
        await shop.Get<SendTouch>().HandleAsync(run, (SendStep)run.Tree.Find("mail")!, shop.Now, Cancel);
    }

    /// <summary>Somebody with ann's mailbox, no phone, and orders of their own.</summary>
    private async Task GuestAsync(CornerShop? shop = null)
    {
        var guest = CornerShop.Key("guest");
        await (shop ?? _shop).GiveAsync(
            new CustomerChanged { Id = "c", Customer = guest, At = Past.AddDays(-60), Email = "Ann@Example.com", Locale = "en" },
            new ConsentChanged { Id = "k1", Customer = guest, At = Past.AddDays(-60), Channel = "email", Granted = true },
            new OrderPlaced { Id = "o1", Customer = guest, At = Past.AddDays(-60), Total = 40 });
    }

    private static CustomerEvent Fact(string fact) => fact switch
    {
        "unsubscribe" => Word("all"),
        "refusal of the channel" => Word("email"),
        "refusal of another channel" => Word("sms"),
        "flag" => Word("email") with { Order = "o1" },
        _ => new MessageStatusChanged
        {
            Id = "status", Customer = CornerShop.Key("guest"), At = Past, Message = "m", Channel = "email",
            Status = fact == "spam" ? MessageStatus.Complained : MessageStatus.Bounced,
        },
    };

    private static ConsentChanged Word(string channel) =>
        new() { Id = "out", Customer = CornerShop.Key("guest"), At = Past, Channel = channel, Granted = false };
}
