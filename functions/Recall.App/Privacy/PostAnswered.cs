using Microsoft.AspNetCore.Http;
using Recall.App.Http;
using Recall.Core.Customers;

namespace Recall.App.Privacy;

/// <summary>Who has been answered.</summary>
/// <param name="Customer">A customer key, source:id; any of the person's.</param>
public sealed record AnsweredRequest(string Customer);

/// <summary>What came of it.</summary>
/// <param name="Answered">How many requests of theirs are off the list.</param>
public sealed record AnsweredAnswer(int Answered);

/// <summary><c>POST /api/data-requests/answered</c>. Saying it again is no error.</summary>
public static class PostAnswered
{
    /// <summary>200 or 400.</summary>
    public static async Task<IResult> HandleAsync(HttpRequest request, DataRequests requests, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(requests);
        var (body, problem) = await JsonBody.ReadAsync<AnsweredRequest>(request, cancellationToken);
        if (body is null)
            return problem!;
        return RouteIds.Customer(ContactKey.Resolve(body.Customer), out var customer) is { } wrong
            ? HttpProblem.Invalid("customer", wrong)
            : TypedResults.Json(new AnsweredAnswer(await requests.AnswerAsync(customer, cancellationToken)), HttpJson.Options);
    }
}
