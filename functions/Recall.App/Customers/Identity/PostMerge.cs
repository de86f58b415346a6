using System.ComponentModel;
using Microsoft.AspNetCore.Http;
using Recall.App.Http;
using Recall.Core.Customers;

namespace Recall.App.Customers.Identity;

/// <summary>The other key of the person.</summary>
/// <param name="With">A customer key, source:id.</param>
public sealed record MergeRequest(string With);

/// <summary>One customer.</summary>
/// <param name="Customer">The key that names them.</param>
/// <param name="Keys">All their keys.</param>
public sealed record MergeAnswer(string Customer, IReadOnlyList<string> Keys);

/// <summary><c>POST /api/customers/{key}/merge</c>. Saying it again is no error.</summary>
public static class PostMerge
{
    /// <summary>200, 400 or 404.</summary>
    public static async Task<IResult> HandleAsync(
        [Description("The customer key, source:id.")] string key, HttpRequest request, MergeCustomers merge, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(merge);
        var (body, problem) = await JsonBody.ReadAsync<MergeRequest>(request, cancellationToken);
        if (body is null)
            return problem!;
        var errors = new FieldErrors();
        if (RouteIds.Customer(ContactKey.Resolve(key), out var one) is { } wrong)
            errors.Add("key", wrong);
        if (RouteIds.Customer(ContactKey.Resolve(body.With), out var other) is { } wrongOther)
            errors.Add("with", wrongOther);
        else if (other == one)
            errors.Add("with", "is the same key; name the other one");
        if (!errors.None)
            return HttpProblem.Invalid(errors);
        var outcome = await merge.HandleAsync(one, other, cancellationToken);
        return outcome.Customer is { } merged
            ? TypedResults.Json(new MergeAnswer(merged.Profile.Customer.Value, [.. merged.Profile.Keys.Select(k => k.Value)]), HttpJson.Options)
            : HttpProblem.NotFound($"No event of customer {string.Join(" nor of ", outcome.Unknown.Select(k => $"'{k}'"))} has come in.");
    }
}
