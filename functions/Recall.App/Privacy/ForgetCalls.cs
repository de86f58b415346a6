using System.Text;
using System.Text.Json;
using Recall.App.Ingestion.Connectors;
using Recall.App.Ingestion.Connectors.Deliveries;
using Recall.App.Ingestion.Connectors.Mapping;
using Recall.App.Ingestion.DeadLetters;
using Recall.App.Ingestion.Files;
using Recall.Core.Customers;
using Recall.Core.Shop;

namespace Recall.App.Privacy;

/// <summary>Removes what came in about a person: dead letters, and the bodies of platforms' calls, read or not.</summary>
public sealed class ForgetCalls(ConnectorCatalogue catalogue, DeliveryStore deliveries, DeadLetterBox letters, ShopSettings shop, TimeProvider clock)
{
    /// <summary>The letters that name a person, and the bodies of calls that do and of which nobody wrote down whom they are about.</summary>
    /// <param name="names">What the person is called.</param>
    /// <param name="by">The call that wants it, which keeps its body; null where it is none's.</param>
    /// <param name="cancellationToken">Stops it; done again, it goes on.</param>
    internal async Task OfAsync(PersonNames names, DeliveryRef? by, CancellationToken cancellationToken)
    {
        await LettersAsync(letter => IsAbout(letter, names), cancellationToken);
        await BodiesAsync((posted, delivery) => delivery.Ref != by && IsAbout(posted, delivery.State, names), names, cancellationToken);
    }

    /// <summary>The bodies of calls whose facts were about a person.</summary>
    public async Task ReadOfAsync(IReadOnlySet<CustomerKey> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var texts = keys.Select(k => k.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var source in catalogue.Sources)
            await deliveries.ForgetAsync(source.Name, texts, cancellationToken);
    }

    /// <summary>The letters and unread calls of a source, whoever they are about.</summary>
    /// <param name="source">What stands before its customers' ids.</param>
    /// <param name="by">The call that wants it, which keeps its body; null where it is none's.</param>
    /// <param name="cancellationToken">Stops it; done again, it goes on.</param>
    public async Task AllOfAsync(string source, DeliveryRef? by, CancellationToken cancellationToken)
    {
        await LettersAsync(letter => CustomersOf(letter) == source, cancellationToken);
        await BodiesAsync((posted, delivery) => delivery.Ref != by && posted.Source.Customers == source, null, cancellationToken);
    }

    private async Task LettersAsync(Func<DeadLetter, bool> which, CancellationToken cancellationToken)
    {
        await foreach (var letter in letters.AllAsync(cancellationToken))
        {
            if (!which(letter))
                continue;

            // The delivery first: it is by its letter that it is known whom it is about.
            if (letter.Format == DeliveryLetter.Format && DeliveryLetter.ContextOf(letter) is var context && (context.Delivery ?? context.List) is { } delivery)
                await deliveries.ForgetAsync(delivery, cancellationToken);
            await letters.RemoveAsync(letter, cancellationToken);
        }
    }

    /// <summary>
    /// Calls that were left out, wait for their order or are not read yet. A dead one that is too long for its letter takes that with it. Of a list that is not read yet
    /// the elements about the person go, for it has facts of others too, who would lose them.
    /// </summary>
    private async Task BodiesAsync(Func<Posted, StoredDelivery, bool> which, PersonNames? names, CancellationToken cancellationToken)
    {
        foreach (var source in catalogue.Sources)
        {
            await foreach (var delivery in deliveries.OfNobodyAsync(source.Name, cancellationToken))
            {
                var posted = new Posted(source, delivery.Id, delivery.Topic, delivery.Headers, delivery.Body, delivery.At);
                if (!which(posted, delivery))
                    continue;
                if (names is not null && delivery.State == DeliveryState.New && Rest(posted, names) is { } rest)
                {
                    await deliveries.CutAsync(posted with { Body = rest }, cancellationToken);
                    continue;
                }

                await letters.RemoveAsync(DeliveryLetter.Of(posted, delivery.Ref, "", ""), cancellationToken);
                await deliveries.ForgetAsync(delivery.Ref, cancellationToken);
            }
        }
    }

    /// <summary>What is left of a list; null where it is none, or not JSON.</summary>
    private ReadOnlyMemory<byte>? Rest(Posted posted, PersonNames names)
    {
        if (!Elements.IsList(posted.Body))
            return null;
        try
        {
            return Elements.Without(posted.Body, e => IsAbout(posted with { Body = (byte[])[(byte)'[', .. e.Span, (byte)']'] }, names)) ?? posted.Body;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What asks to forget somebody, or for what is known about them, is carried out when it is read, whoever was forgotten before: it may be about more than the one.</summary>
    private bool IsAbout(Posted posted, DeliveryState state, PersonNames names) =>
        (state != DeliveryState.New || Read(posted) is not (Mapped.Forget or Mapped.ForgetAll or Mapped.DataRequest)) && IsAbout(posted, names);

    private bool IsAbout(Posted posted, PersonNames names) => names.InCall(posted) || names.HasAny(Read(posted), posted.Source.Customers);

    private Mapped Read(Posted posted) => ConnectorCatalogue.All[posted.Source.Platform].Map(posted, shop, clock);

    private bool IsAbout(DeadLetter letter, PersonNames names)
    {
        if (names.In(letter.Reason) || names.In(letter.Raw))
            return true;
        if (letter.Format != DeliveryLetter.Format)
            return RowFormats.CustomersIn(letter, shop).Any(names.Has);
        var context = DeliveryLetter.ContextOf(letter);
        return catalogue.Find(context.Source) is { } source
            && IsAbout(new Posted(source, context.Id, context.Topic, context.Headers, Encoding.UTF8.GetBytes(letter.Raw), context.At), names);
    }

    /// <summary>What stands before the customer ids of the source whose call a letter is; null where it is none's.</summary>
    private string? CustomersOf(DeadLetter letter) =>
        letter.Format == DeliveryLetter.Format ? catalogue.Find(DeliveryLetter.ContextOf(letter).Source)?.Customers : null;
}
