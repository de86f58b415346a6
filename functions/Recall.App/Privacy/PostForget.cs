using System.ComponentModel;
using Microsoft.AspNetCore.Http;
using Recall.App.Http;
using Recall.Core.Customers;

namespace Recall.App.Privacy;

/// <summary>What is gone.</summary>
/// <param name="Customer">Who was named.</param>
/// <param name="Rows">How many rows were removed.</param>
public sealed record ForgetAnswer(string Customer, int Rows);

/// <summary><c>POST /api/customers/{key}/forget</c>. It cannot be undone.</summary>
public static class PostForget
{
    /// <summary>200, 400 or 404 (nothing is known about them).</summary>
    public static async Task<IResult> HandleAsync(
        [Description("The customer key, source:id; any of the person's, or source:address of somebody who is known by that alone.")] string key,
        ForgetCustomer forget, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(forget);
        if (RouteIds.Customer(ContactKey.Resolve(key), out var customer) is { } wrong)
            return HttpProblem.Invalid("key", wrong);
        var rows = await forget.HandleAsync(customer, ForgetCustomer.AddressesIn(key), cancellationToken);
        return rows == 0
            ? HttpProblem.NotFound($"No event of customer '{customer}' has come in.")
            : TypedResults.Json(new ForgetAnswer(customer.Value, rows), HttpJson.Options);
    }
}
