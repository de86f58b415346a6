using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Recall.App.Customers;
using Recall.App.Delivery;
using Recall.App.Ingestion;
using Recall.Core.Customers;
using Recall.Core.Messaging;

namespace Recall.App.Privacy;

/// <summary>
/// <c>POST /unsubscribe?c=&amp;s=</c>: by the page's button, or by a mail program's one click (RFC 8058), which sends
/// <c>List-Unsubscribe=One-Click</c> and no cookies. Whatever the body says, whoever posts to a signed link wants out.
/// </summary>
public static class Unsubscribe
{
    /// <summary>200, or 404 where the link was not signed here. Durable when it answers.</summary>
    public static async Task<IResult> HandleAsync(
        [Description("The customer key.")] string? c, [Description("The signature.")] string? s,
        HttpRequest request, UnsubscribeLinks links, CustomerStore customers, IngestEvents ingest, AppServices app,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(customers);
        ArgumentNullException.ThrowIfNull(ingest);
        ArgumentNullException.ThrowIfNull(app);
        var (customer, locale) = await SignedLink.ReadAsync(request, c, s, links, customers, app, cancellationToken);
        if (customer is not { } key)
            return UnsubscribePage.NotFound(app.Shop.Name, locale);
        var profile = (await customers.FindAsync(key, cancellationToken))?.Profile;
        if (profile is null || !Channels.RefusedAll(profile))
            await ingest.HandleAsync([Event(key, profile?.Consents, app.Clock.GetUtcNow())], cancellationToken);
        return UnsubscribePage.Done(app.Shop.Name, locale);
    }

    /// <summary>
    /// The id names the last word that this one answers, so that two clicks in one moment are one event: the second is refused as known,
    /// which is as good. A consent given later makes a new id possible.
    /// </summary>
    private static ConsentChanged Event(CustomerKey customer, IReadOnlyDictionary<string, Consent>? consents, DateTimeOffset now)
    {
        var last = consents is { Count: > 0 } ? consents.Values.Max(c => c.At) : DateTimeOffset.UnixEpoch;
        return new()
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"unsubscribe--{last.UtcTicks}"),
            Customer = customer,

            // The newer word counts: a sender whose clock is ahead must not make this one the older.
            At = now > last ? now : last.AddTicks(1),
            Channel = Channels.All,
            Granted = false,
        };
    }
}
