using System.ComponentModel;
using Microsoft.AspNetCore.Http;
using Recall.App.Customers;
using Recall.App.Delivery;

namespace Recall.App.Privacy;

/// <summary>
/// <c>GET /unsubscribe?c=&amp;s=</c>: asks, and changes nothing, because mail scanners follow every link they see (RFC 8058, section 1).
/// </summary>
public static class ShowUnsubscribe
{
    /// <summary>200, or 404 where the link was not signed here.</summary>
    public static async Task<IResult> HandleAsync(
        [Description("The customer key.")] string? c, [Description("The signature.")] string? s,
        HttpRequest request, UnsubscribeLinks links, CustomerStore customers, AppServices app, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(app);
        var (customer, locale) = await SignedLink.ReadAsync(request, c, s, links, customers, app, cancellationToken);
        return customer is null ? UnsubscribePage.NotFound(app.Shop.Name, locale) : UnsubscribePage.Ask(app.Shop.Name, locale);
    }
}
