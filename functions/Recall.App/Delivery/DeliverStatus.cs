using Recall.App.Customers;
using Recall.App.Ingestion;
using Recall.Core.Customers;
using Recall.Core.Messaging;

namespace Recall.App.Delivery;

/// <summary>
/// Makes facts of what carriers say. They name an address and not a customer; the messages on the address's list say whose it is. What is known
/// of no message there, because it is another system's, long ago or to somebody who is forgotten, still counts for the address. The same news twice is the same facts.
/// </summary>
public sealed class DeliverStatus(AddressStore addresses, CustomerStore customers, IngestEvents ingest)
{
    /// <summary>The queue of <see cref="CarrierNews"/>.</summary>
    public const string Queue = "deliver-status";

    /// <summary>Longest text of a person that is kept; ten short messages in one.</summary>
    private const int MaxText = 1600;

    /// <summary>Stores what was said.</summary>
    public Task HandleAsync(CarrierNews news, CancellationToken cancellationToken = default) => news switch
    {
        DeliveryReport report => ReportAsync(report, cancellationToken),
        InboundMessage inbound => InboundAsync(inbound, cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(news), news, "No such news."),
    };

    private async Task ReportAsync(DeliveryReport report, CancellationToken cancellationToken)
    {
        var key = Channels.AddressKey(report.Channel, report.Address);
        var touches = (await addresses.FindAsync(key, cancellationToken)).History.Touches;
        if (touches.Where(t => Names(report.Message, t.Effect)).Cast<Touch?>().FirstOrDefault() is { } touch && await IsKnownAsync(touch, cancellationToken))
        {
            var (id, step) = MessageIds.Parse(touch.Effect);
            await ingest.HandleAsync([MessageIds.Became(id, step, report.Channel, report.Status, report.At)], cancellationToken);
            return;
        }

        var history = report.Status switch
        {
            MessageStatus.Bounced => AddressHistory.None with { BouncedAt = report.At },
            MessageStatus.Delivered => AddressHistory.None with { DeliveredAt = report.At },
            _ => AddressHistory.None,
        };
        await addresses.AddAsync(key, history, cancellationToken);
    }

    private async Task InboundAsync(InboundMessage inbound, CancellationToken cancellationToken)
    {
        var key = Channels.AddressKey(inbound.Channel, inbound.Address);
        var touches = await (await addresses.FindAsync(key, cancellationToken)).History.Touches.ToAsyncEnumerable()
            .Where(async (t, cancel) => await IsKnownAsync(t, cancel)).ToListAsync(cancellationToken);
        var people = touches.Select(t => MessageIds.Parse(t.Effect).Id.Customer).Distinct().ToList();
        switch (SmsKeyword.Of(inbound.Text))
        {
            case SmsRequest.Stop: // What closes an address comes first, what opens it last; see AddressStore.
                await addresses.AddAsync(key, AddressHistory.None with { RefusedAt = inbound.At }, cancellationToken);
                await ingest.HandleAsync([.. people.Select(p => Consent(inbound, p, granted: false))], cancellationToken);
                break;
            case SmsRequest.Start:
                await ingest.HandleAsync([.. people.Select(p => Consent(inbound, p, granted: true))], cancellationToken);
                await addresses.AddAsync(key, AddressHistory.None with { AllowedAt = inbound.At }, cancellationToken);
                break;
            case null when touches is [.., var last]:
                await ingest.HandleAsync([Reply(inbound, MessageIds.Parse(last.Effect).Id.Customer)], cancellationToken);
                break;
            default: // A call for help, or a stranger's message: nothing that Recall knows more of.
                break;
        }
    }

    /// <summary>False where the customer was forgotten since: nothing said of an old message makes them known again.</summary>
    private async Task<bool> IsKnownAsync(Touch touch, CancellationToken cancellationToken) =>
        !(await customers.ForgottenAtAsync(MessageIds.Parse(touch.Effect).Id.Customer, cancellationToken) >= touch.At);

    private static bool Names(string message, string effect) =>
        message == effect || (Guid.TryParse(message, out var operation) && operation == MessageIds.Operation(effect));

    private static ConsentChanged Consent(InboundMessage inbound, CustomerKey customer, bool granted) =>
        new() { Id = IdOf(inbound), Customer = customer, At = inbound.At, Channel = inbound.Channel, Granted = granted };

    private static Replied Reply(InboundMessage inbound, CustomerKey customer) =>
        new() { Id = IdOf(inbound), Customer = customer, At = inbound.At, Channel = inbound.Channel, Text = Shown.Cut(inbound.Text, MaxText) };

    private static string IdOf(InboundMessage inbound) => $"{inbound.Channel}--{inbound.Id}";
}
