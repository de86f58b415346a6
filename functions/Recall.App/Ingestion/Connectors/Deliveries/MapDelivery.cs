using System.Text;
using Recall.App.Ingestion.Connectors.Api;
using Recall.App.Ingestion.Connectors.Orders;
using Recall.App.Ingestion.DeadLetters;
using Recall.App.Ports;
using Recall.App.Privacy;
using Recall.App.Work;
using Recall.Core;
using Recall.Core.Customers;
using Recall.Core.Shop;

namespace Recall.App.Ingestion.Connectors.Deliveries;

/// <summary>
/// Reads a stored delivery and does what it says. Every step may be done twice: what a crash left half done is done again from the start, and counts
/// once. What cannot be understood becomes a dead letter, and never stops the others.
/// </summary>
public sealed class MapDelivery(
    ConnectorCatalogue catalogue, DeliveryStore store, OrderBook book, RecordFacts record, DeadLetterBox letters, ForgetCustomer forget, DataRequests requests,
    PlatformHttp http, IWorkQueue queue, ShopSettings shop, TimeProvider clock)
{
    /// <summary>A delivery's order is fetched this often, with longer and longer pauses: a day and a half together.</summary>
    private const int MostTries = 30;

    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    /// <summary>Reads a delivery, unless that is done.</summary>
    public async Task HandleAsync(DeliveryRef delivery, CancellationToken cancellationToken = default)
    {
        if (await store.FindAsync(delivery, cancellationToken) is not { State: DeliveryState.New or DeliveryState.Waiting } stored)
            return;
        if (catalogue.Find(stored.SourceName) is not { } source)
        {
            var gone = PostedOf(stored, new(stored.SourceName, "unknown", []));
            await DieAsync(stored, DeliveryLetter.Of(gone, delivery, "", $"The settings have no source '{stored.SourceName}' any more; set it up again under 'connectors'."), cancellationToken);
            return;
        }

        await ApplyAsync(stored, PostedOf(stored, source), cancellationToken);
    }

    /// <summary>
    /// Reads a letter's delivery again; null where it is done now, else why not. It waits for nothing: the letter is what keeps a delivery that failed,
    /// whose row may be cleaned up any day, so it stays until all is done.
    /// </summary>
    public async Task<string?> AgainAsync(DeadLetter letter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(letter);
        var context = DeliveryLetter.ContextOf(letter);
        return await WhyNotAsync(letter, context, cancellationToken) is { } why ? DeliveryLetter.Reason(context.Topic, why) : null;
    }

    private async Task<string?> WhyNotAsync(DeadLetter letter, DeliveryContext context, CancellationToken cancellationToken)
    {
        if (catalogue.Find(context.Source) is not { } source)
            return $"The settings have no source '{context.Source}'; set it up under 'connectors'.";
        var stored = context.Delivery is { } at ? await store.FindAsync(at, cancellationToken) : null;
        if (stored is null && letter.Truncated)
            return "The letter holds only its beginning, and the rest is not kept any more; have the platform send it again, or use 'recall connect'.";

        // What lies nowhere, or is an element of what does, has no row of its own whose state could change.
        stored ??= new(
            context.Delivery ?? DeliveryRef.Of(context.Source, "letter " + letter.Id), context.Source, context.Id, context.Topic, context.Headers,
            Encoding.UTF8.GetBytes(letter.Raw), context.At, DeliveryState.Dead, 0);
        return await ApplyAsync(stored, PostedOf(stored, source), cancellationToken, again: true);
    }

    private static Posted PostedOf(StoredDelivery stored, ConnectorSource source) =>
        new(source, stored.Id, stored.Topic, stored.Headers, stored.Body, stored.At);

    /// <summary>Does what it says; why not, where it cannot be understood.</summary>
    private async Task<string?> ApplyAsync(StoredDelivery stored, Posted posted, CancellationToken cancellationToken, bool again = false)
    {
        var mapped = ConnectorCatalogue.All[posted.Source.Platform].Map(posted, shop, clock);
        if (mapped is Mapped.Fetch fetch)
        {
            if (posted.Source.Api is not { } api)
                mapped = new Mapped.Wrong("api", $"The call holds no more than an id; set up 'api:' with 'url:' and 'key:' for the source, so that the {fetch.What} can be read.");
            else if (await FetchAsync(stored, posted, api, fetch, again, cancellationToken) is { } fetched)
                mapped = fetched;
            else
                return null;
        }

        if (mapped.Link is { } link)
            await record.LinkAsync(link, cancellationToken);
        (Mapped.OfOrder Of, OrderEntry Entry)? followed = null;
        if (mapped is Mapped.OfOrder of)
        {
            if (await OrderAsync(of, stored, again, cancellationToken) is { } entry)
            {
                mapped = Then(of, entry);
                followed = (of, entry);
            }
            else if (await book.IsLeftOutAsync(of, cancellationToken))
            {
                mapped = new Mapped.Ignored($"Order {Shown.Short(of.Order)} is left out, and so is what follows it.");
            }
            else
            {
                if (again)
                    return await book.UnknownAsync(of, cancellationToken) ?? $"Order {Shown.Short(of.Order)} has not come in; try again once it has.";
                await store.WaitAsync(stored, $"Waits for order {Shown.Short(of.Order)}.", cancellationToken);
                return null;
            }
        }

        switch (mapped)
        {
            case Mapped.Facts facts:
                if (again && facts.Events.Count == 0 && facts.Bad is [var first, ..])
                    return first.Why;
                var outcome = await record.HandleAsync(posted.Source.Customers, facts, cancellationToken);
                if (followed is { } order && facts.Orders.Count == 0)
                    await FollowAsync(order.Of, order.Entry, posted.Source.Customers, cancellationToken);
                await letters.AddAsync(
                    [.. outcome.Rejected.Select(r => r.Letter(posted.Source.ToString(), null)), .. facts.Bad.Select(b => DeliveryLetter.Of(b, stored.Ref))], cancellationToken);
                if (outcome is { Forgotten: > 0, Accepted: 0, Rejected.Count: 0 } && outcome.Duplicates == outcome.Forgotten && facts.Bad.Count == 0)
                {
                    // It tells of nobody who is known any more, and what it tells may not be kept either.
                    await store.ForgetAsync(stored.Ref, cancellationToken);
                    return null;
                }

                var refused = facts.Bad.Count + outcome.Rejected.Count;
                await store.FinishAsync(
                    stored, facts.Events.Count == 0 && facts.Bad.Count > 0 ? DeliveryState.Dead : DeliveryState.Done,
                    refused == 0 ? null : $"{refused} of {facts.Bad.Count + facts.Events.Count} events could not be taken; each is a dead letter.",
                    facts.Events.Select(e => e.Customer), cancellationToken);
                return null;
            case Mapped.Ignored ignored:
                await record.LeaveOutAsync(posted.Source.Customers, ignored.Order, cancellationToken);
                await store.FinishAsync(stored, DeliveryState.Ignored, ignored.Why, [], cancellationToken);
                return null;
            case Mapped.Forget who:
                foreach (var customer in who.Who)
                    await forget.HandleAsync(customer, who.Addresses, stored.Ref, cancellationToken);

                // It is done, and names whom it is about as well.
                await store.ForgetAsync(stored.Ref, cancellationToken);
                return null;
            case Mapped.ForgetAll:
                await forget.AllOfAsync(posted.Source.Customers, stored.Ref, cancellationToken);
                await store.FinishAsync(stored, DeliveryState.Done, "All customers of the source were forgotten.", [], cancellationToken);
                return null;
            case Mapped.DataRequest request:
                await requests.AddAsync(posted.Source, request, stored.At, cancellationToken);
                await store.FinishAsync(stored, DeliveryState.Done, "A request for data was noted.", request.Who, cancellationToken);
                return null;
            case Mapped.Wrong wrong:
                if (!again)
                    await DieAsync(stored, DeliveryLetter.Of(posted, stored.Ref, wrong.Field, wrong.Why), cancellationToken);
                return wrong.Why;
            default:
                throw new InvalidOperationException($"Nothing is done with {mapped.GetType().Name}.");
        }
    }

    /// <summary>Goes after an order that went to another customer while what follows it was written: whoever moved it may have looked there before.</summary>
    private async Task FollowAsync(Mapped.OfOrder of, OrderEntry entry, string customers, CancellationToken cancellationToken)
    {
        while (await FindAsync(of, cancellationToken) is { } now && now.Customer != entry.Customer && Then(of, now) is Mapped.Facts facts)
        {
            await record.HandleAsync(customers, facts, cancellationToken);
            entry = now;
        }
    }

    private static Mapped Then(Mapped.OfOrder of, OrderEntry entry)
    {
        try
        {
            return of.Then(entry.Id, entry.Customer);
        }
        catch (Mapping.CannotMapException e)
        {
            return new Mapped.Wrong(e.Field, e.Message);
        }
    }

    private async Task DieAsync(StoredDelivery stored, DeadLetter letter, CancellationToken cancellationToken)
    {
        await letters.AddAsync([letter], cancellationToken);
        await store.FinishAsync(stored, DeliveryState.Dead, letter.Reason, [], cancellationToken);

        // Whose customer was forgotten while it was read has no body any more, and may not live on in its letter.
        if (stored.Body.Length > 0 && await store.FindAsync(stored.Ref, cancellationToken) is { Body.Length: 0 })
            await letters.RemoveAsync(letter, cancellationToken);
    }

    /// <summary>
    /// The order, or null where the delivery waits for it from now on. It is looked for again after the wait is written: whoever brings it writes it
    /// first and looks for waits then, so one of the two sees the other.
    /// </summary>
    private async Task<OrderEntry?> OrderAsync(Mapped.OfOrder of, StoredDelivery stored, bool again, CancellationToken cancellationToken)
    {
        if (await FindAsync(of, cancellationToken) is { } known)
            return known;
        if (again || !KeyRules.IsValidId(of.Order, out _) || await book.IsLeftOutAsync(of, cancellationToken))
            return null;

        // For the order that a payment is known to be for; else for whoever says which one it is, who looks for waits behind writing it as well.
        for (var name = await book.PaidAsync(of.Customers, of.Order, cancellationToken) ?? of.Order; ;)
        {
            await book.WaitAsync(of.Customers, name, stored.Ref, clock.GetUtcNow(), cancellationToken);
            if (await FindAsync(of, cancellationToken) is { } came)
                return came;
            var now = await book.PaidAsync(of.Customers, of.Order, cancellationToken) ?? of.Order;
            if (now == name)
                return null;
            name = now;
        }
    }

    private Task<OrderEntry?> FindAsync(Mapped.OfOrder of, CancellationToken cancellationToken) => of.ById
        ? book.OfIdAsync(of.Customers, of.Order, cancellationToken)
        : book.FindPaidAsync(of.Customers, of.Order, cancellationToken);

    /// <summary>What the platform's API says of it; null where it is asked again later.</summary>
    private async Task<Mapped?> FetchAsync(
        StoredDelivery stored, Posted posted, ConnectorApi api, Mapped.Fetch fetch, bool again, CancellationToken cancellationToken)
    {
        try
        {
            return await new BigCommerceApi(http).FetchAsync(api, fetch.What, fetch.Id, cancellationToken) is { } body
                ? ConnectorCatalogue.All[posted.Source.Platform].Map(posted with { Topic = fetch.What, Body = body }, shop, clock)
                : new Mapped.Ignored($"The platform has no such {fetch.What} any more.");
        }
        catch (Exception e) when (e is ApiRefusedException or Mapping.CannotMapException)
        {
            return new Mapped.Wrong("api", e.Message);
        }
        catch (ApiBusyException e) when (again)
        {
            return new Mapped.Wrong("api", $"The {fetch.What} cannot be read now, try again later: {e.Message}");
        }
        catch (ApiBusyException e)
        {
            if (stored.Tries >= MostTries)
                return new Mapped.Wrong("api", $"The {fetch.What} could not be read in {MostTries} attempts: {e.Message}");
            var backoff = TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, Math.Pow(2, stored.Tries)));
            await store.CountTryAsync(stored, cancellationToken);
            await queue.EnqueueAsync(WorkQueues.Deliveries, StoredJson.Text(stored.Ref), e.After > backoff ? e.After : backoff, cancellationToken);
            return null;
        }
    }
}
