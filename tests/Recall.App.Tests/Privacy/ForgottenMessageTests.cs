using Recall.App.Customers;
using Recall.App.Delivery;
using Recall.App.Privacy;
using Recall.App.Tests.Shops;
using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Sequences;

namespace Recall.App.Tests.Privacy;

/// <summary>What a carrier says late of a message to somebody who was forgotten makes them known no more.</summary>
public sealed class ForgottenMessageTests : IDisposable
{
    private static readonly CustomerKey Ann = CornerShop.Key("ann");

    private readonly CornerShop _shop = new(
        SequenceText.Of("hello", SequenceText.Mail, reentry: "{ after: 1 day }"), SequenceText.Of("text", "- { send: mail, channels: [sms], template: note }"));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task A_late_report_counts_for_the_address_alone()
    {
        var id = await _shop.EnterAsync("hello", "ann");
        await ForgetAsync();
        Traces.Of(_shop.Store, Ann).ShouldBeEmpty();
        _shop.Clock.Advance(TimeSpan.FromMinutes(5));

        await ReportAsync(id);

        Known().ShouldBe(["f|shop:ann"]);
        (await HistoryAsync(Channels.Email, "ann@example.com")).BouncedAt.ShouldBe(_shop.Now);
    }

    [Fact]
    public async Task A_word_that_comes_back_late_counts_for_the_address_alone()
    {
        await _shop.EnterAsync("text", "ann");
        await ForgetAsync();
        foreach (var (text, number) in (IEnumerable<(string, int)>)[("Is it open?", 1), ("STOP", 2)])
            await SayAsync(new InboundMessage(Channels.Sms, CornerShop.Phone("ann"), _shop.Now.AddMinutes(number), $"in-{number}", text));

        Known().ShouldBe(["f|shop:ann"]);
        (await HistoryAsync(Channels.Sms, CornerShop.Phone("ann"))).RefusedAt.ShouldBe(_shop.Now.AddMinutes(2));
    }

    [Fact]
    public async Task Messages_to_an_address_that_was_theirs_before_are_dropped_and_those_to_others_are_not()
    {
        await _shop.EnterAsync("hello", "ann");
        await _shop.EnterAsync("hello", "bob");
        await _shop.GiveAsync(
            new CustomerChanged { Id = "moved", Customer = Ann, At = _shop.Now, Email = "new@example.com" },
            new CustomerChanged { Id = "shared", Customer = CornerShop.Key("bob"), At = _shop.Now, Email = "ann@example.com" });
        await _shop.PassAsync(TimeSpan.FromDays(40));
        await _shop.EnrolAsync("hello", "bob");
        await _shop.SettleAsync();
        (await HistoryAsync(Channels.Email, "ann@example.com")).Touches.Count.ShouldBe(2);

        await ForgetAsync();

        (await HistoryAsync(Channels.Email, "ann@example.com")).Touches.ShouldHaveSingleItem().Effect.ShouldBe("hello--shop:bob--2/mail");
        Traces.Of(_shop.Store, Ann).ShouldBeEmpty();
    }

    /// <summary>The forgetting has just begun, or a slow sender put its message on the list behind it.</summary>
    [Fact]
    public async Task A_message_that_is_still_on_the_list_is_of_nobody_once_they_are_forgotten()
    {
        var id = await _shop.EnterAsync("hello", "ann");
        var touch = (await HistoryAsync(Channels.Email, "ann@example.com")).Touches.ShouldHaveSingleItem();
        await ForgetAsync();
        var key = Channels.AddressKey(Channels.Email, "ann@example.com");
        (await _shop.Get<AddressStore>().ReserveAsync(await _shop.Get<AddressStore>().FindAsync(key, Cancel), touch, Cancel)).ShouldBeTrue();

        await ReportAsync(id);

        Known().ShouldBe(["f|shop:ann"]);
    }

    [Fact]
    public async Task Of_who_has_come_back_and_been_written_to_since_a_report_is_a_fact()
    {
        await _shop.EnterAsync("hello", "ann");
        await ForgetAsync();
        await _shop.PassAsync(TimeSpan.FromDays(1));
        await _shop.GiveAsync(
            new CustomerChanged { Id = "c2", Customer = Ann, At = _shop.Now, Email = "ann@example.com", Locale = "en" },
            new ConsentChanged { Id = "k3", Customer = Ann, At = _shop.Now, Channel = "email", Granted = true },
            new OrderPlaced { Id = "o2", Customer = Ann, At = _shop.Now, Total = 40 });
        var id = (await _shop.EnrolAsync("hello", "ann")).Id!;
        await _shop.SettleAsync();

        await ReportAsync(id);

        (await _shop.Get<CustomerStore>().EventsAsync(Ann, null, Cancel).ToListAsync(Cancel)).OfType<MessageStatusChanged>()
            .ShouldContain(m => m.Status == MessageStatus.Bounced);
    }

    private Task<int> ForgetAsync() => _shop.Get<ForgetCustomer>().HandleAsync(Ann, [], Cancel);

    private Task ReportAsync(EnrolmentId id) => SayAsync(new DeliveryReport(
        Channels.Email, "ann@example.com", _shop.Now, MessageStatus.Bounced, MessageIds.Operation(id.EffectKey("mail")).ToString()));

    private Task SayAsync(CarrierNews news) => _shop.Get<DeliverStatus>().HandleAsync(news, Cancel);

    private IEnumerable<string> Known() =>
        _shop.Store.Rows(CustomerKeys.Table).Select(r => r.RowKey).Where(k => k.Contains("shop:ann", StringComparison.Ordinal));

    private async Task<AddressHistory> HistoryAsync(string channel, string address) =>
        (await _shop.Get<AddressStore>().FindAsync(Channels.AddressKey(channel, address), Cancel)).History;
}
