using Recall.App.Customers;
using Recall.App.Delivery;
using Recall.App.Tests.Shops;
using Recall.Core;
using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Sequences;

namespace Recall.App.Tests.Delivery;

/// <summary>What carriers say later: it names an address, and becomes a fact of the customer whose message it was.</summary>
public sealed class DeliverStatusTests : IDisposable
{
    private readonly CornerShop _shop = new(SequenceText.Of("hello", SequenceText.Mail), SequenceText.Of("text", Sms));

    private const string Sms = "- { send: mail, channels: [sms], template: note }";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(MessageStatus.Delivered)]
    [InlineData(MessageStatus.Bounced)]
    [InlineData(MessageStatus.Failed)]
    public async Task A_report_is_a_fact_of_the_message_once_however_often_it_comes(MessageStatus status)
    {
        var id = await _shop.EnterAsync("hello", "ann");
        var report = new DeliveryReport(Channels.Email, " Ann@Example.com", _shop.Now.AddMinutes(5), status, OperationOf(id));

        await SayAsync(report);
        await SayAsync(report with { At = report.At.AddMinutes(1) });

        var fact = (await FactsAsync("ann")).OfType<MessageStatusChanged>().Where(m => m.Status == status).ShouldHaveSingleItem();
        (fact.Message, fact.Channel, fact.At).ShouldBe(("hello--1--mail", Channels.Email, report.At));
    }

    [Fact]
    public async Task A_bounce_closes_the_address_for_everybody_who_has_it()
    {
        var id = await _shop.EnterAsync("hello", "ann");
        await SayAsync(new DeliveryReport(Channels.Email, "ann@example.com", _shop.Now.AddMinutes(5), MessageStatus.Bounced, OperationOf(id)));

        (await HistoryAsync(Channels.Email, "ann@example.com")).Obstacle!.Say("en").ShouldContain("bounced");
        (await _shop.CustomerRowAsync("ann")).Profile.Responses.Suppressed.ShouldBe([Channels.Email]);
    }

    [Fact]
    public async Task A_report_on_a_message_that_is_none_of_ours_counts_for_the_address_alone()
    {
        await _shop.CustomerAsync("ann");
        var before = (await FactsAsync("ann")).Count;

        await SayAsync(new DeliveryReport(Channels.Email, "ann@example.com", _shop.Now, MessageStatus.Bounced, Guid.NewGuid().ToString()));
        await SayAsync(new DeliveryReport(Channels.Email, "stranger@example.com", _shop.Now, MessageStatus.Failed, "newsletter-7"));

        (await FactsAsync("ann")).Count.ShouldBe(before);
        (await HistoryAsync(Channels.Email, "ann@example.com")).BouncedAt.ShouldBe(_shop.Now);
        (await HistoryAsync(Channels.Email, "stranger@example.com")).ShouldBe(AddressHistory.None);
    }

    [Fact]
    public async Task A_short_messages_report_names_it_by_its_tag()
    {
        var id = await _shop.EnterAsync("text", "ann");

        await SayAsync(new DeliveryReport(Channels.Sms, CornerShop.Phone("ann"), _shop.Now.AddMinutes(1), MessageStatus.Delivered, id.EffectKey("mail")));

        (await FactsAsync("ann")).OfType<MessageStatusChanged>().Count(m => m is { Status: MessageStatus.Delivered, Channel: Channels.Sms }).ShouldBe(1);
    }

    [Theory]
    [InlineData("STOP")]
    [InlineData("退订")]
    public async Task Stop_refuses_short_messages_for_the_person_and_for_the_number(string word)
    {
        await _shop.EnterAsync("text", "ann");
        var stop = Inbound(word, 1);

        await SayAsync(stop);
        await SayAsync(stop);

        var said = (await FactsAsync("ann")).OfType<ConsentChanged>().Where(c => !c.Granted).ShouldHaveSingleItem();
        (said.Channel, said.At).ShouldBe((Channels.Sms, stop.At));
        (await HistoryAsync(Channels.Sms, CornerShop.Phone("ann"))).RefusedAt.ShouldBe(stop.At);
        Channels.Allowed((await _shop.CustomerRowAsync("ann")).Profile).ShouldBe([Channels.Email]);
    }

    [Fact]
    public async Task Start_lifts_it_and_an_older_start_that_comes_late_does_not()
    {
        await _shop.EnterAsync("text", "ann");
        await SayAsync(Inbound("STOP", 5));
        await SayAsync(Inbound("START", 4));
        (await HistoryAsync(Channels.Sms, CornerShop.Phone("ann"))).Obstacle.ShouldNotBeNull();

        await SayAsync(Inbound("取消退订", 6));

        (await HistoryAsync(Channels.Sms, CornerShop.Phone("ann"))).Obstacle.ShouldBeNull();
        Channels.Allowed((await _shop.CustomerRowAsync("ann")).Profile).ShouldBe([Channels.Email, Channels.Sms]);
    }

    [Fact]
    public async Task A_number_that_was_never_written_to_is_refused_too()
    {
        await SayAsync(Inbound("STOP", 1));

        await _shop.EnterAsync("text", "ann");

        _shop.Sms.Handed.ShouldBeEmpty();
    }

    [Fact]
    public async Task Other_words_are_a_reply_to_the_last_message_and_help_is_none()
    {
        await _shop.EnterAsync("text", "ann");

        await SayAsync(Inbound("HELP", 1));
        await SayAsync(Inbound("Is it still open on Sunday?", 2));

        var reply = (await FactsAsync("ann")).OfType<Replied>().ShouldHaveSingleItem();
        (reply.Channel, reply.Text).ShouldBe((Channels.Sms, "Is it still open on Sunday?"));
    }

    public void Dispose() => _shop.Dispose();

    private static string OperationOf(EnrolmentId id) => MessageIds.Operation(id.EffectKey("mail")).ToString();

    private static InboundMessage Inbound(string text, int minutes) =>
        new(Channels.Sms, CornerShop.Phone("ann"), CornerShop.Noon.AddMinutes(minutes), $"in-{minutes}", text);

    /// <summary>As the queue carries it.</summary>
    private Task SayAsync(CarrierNews news) => _shop.Get<DeliverStatus>().HandleAsync(StoredJson.Read<CarrierNews>(StoredJson.Text(news)), Cancel);

    private async Task<AddressHistory> HistoryAsync(string channel, string address) =>
        (await _shop.Get<AddressStore>().FindAsync(Channels.AddressKey(channel, address), Cancel)).History;

    private async Task<List<CustomerEvent>> FactsAsync(string name) =>
        await _shop.Get<CustomerStore>().EventsAsync(CornerShop.Key(name), null, Cancel).ToListAsync(Cancel);
}
