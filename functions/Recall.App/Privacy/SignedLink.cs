using Microsoft.AspNetCore.Http;
using Recall.App.Customers;
using Recall.App.Delivery;
using Recall.App.Http;
using Recall.Core.Customers;

namespace Recall.App.Privacy;

/// <summary>Whose link it is, and the language to answer in: the browser's, else the person's, else the shop's.</summary>
internal static class SignedLink
{
    public static async Task<(CustomerKey? Customer, string Locale)> ReadAsync(
        HttpRequest request, string? c, string? s, UnsubscribeLinks links, CustomerStore customers, AppServices app,
        CancellationToken cancellationToken)
    {
        if (!CustomerKey.TryParse(c, out var customer, out _) || !links.IsValid(customer, s))
            return (null, Language.Choose(request, null, app.Shop.Locale));
        var row = await customers.FindAsync(customer, cancellationToken);
        return (customer, Language.Choose(request, null, row?.Profile.Person.Locale ?? app.Shop.Locale));
    }
}
