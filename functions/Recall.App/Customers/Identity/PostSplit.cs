using System.ComponentModel;
using Microsoft.AspNetCore.Http;
using Recall.App.Http;
using Recall.Core.Customers;

namespace Recall.App.Customers.Identity;

/// <summary>What to take apart.</summary>
/// <param name="From">A key that it must be merged with, else nothing is done; null is whoever it is merged with.</param>
public sealed record SplitRequest(string? From = null);

/// <summary>Two customers.</summary>
/// <param name="Customer">The key that was split off.</param>
/// <param name="Others">The keys that it was one with.</param>
public sealed record SplitAnswer(string Customer, IReadOnlyList<string> Others);

/// <summary><c>POST /api/customers/{key}/split</c>.</summary>
public static class PostSplit
{
    /// <summary>200, 400, 404 or 409 (it is merged with none, or not with that one).</summary>
    public static async Task<IResult> HandleAsync(
        [Description("The customer key that is somebody else, source:id.")] string key,
        HttpRequest request, SplitCustomer split, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(split);
        var (body, problem) = await JsonBody.ReadAsync<SplitRequest>(request, cancellationToken);
        if (body is null)
            return problem!;
        var from = body.From;
        var errors = new FieldErrors();
        if (RouteIds.Customer(ContactKey.Resolve(key), out var one) is { } wrong)
            errors.Add("key", wrong);
        CustomerKey other = default;
        if (from is not null && RouteIds.Customer(ContactKey.Resolve(from), out other) is { } wrongOther)
            errors.Add("from", wrongOther);
        if (!errors.None)
            return HttpProblem.Invalid(errors);
        var outcome = await split.HandleAsync(one, from is null ? null : other, cancellationToken);
        if (outcome is null)
            return HttpProblem.NotFound($"No event of customer '{one}' has come in.");
        return outcome.From is null
            ? HttpProblem.Conflict("not-merged", from is null ? $"'{one}' is merged with no other key." : $"'{one}' is not merged with '{other}'.")
            : TypedResults.Json(new SplitAnswer(one.Value, [.. outcome.Others.Select(k => k.Value)]), HttpJson.Options);
    }
}
