using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Recall.App.Http;

/// <summary>
/// An error as Problem Details (RFC 9457): besides the standard members a stable <c>code</c> for machines, the
/// <c>correlationId</c> to quote, and <c>errors</c> by field where the input is wrong.
/// </summary>
public sealed class HttpProblem : IResult, IStatusCodeHttpResult
{
    /// <summary>The media type.</summary>
    public const string ContentType = "application/problem+json";

    private readonly ProblemDetails _details;

    /// <summary>An error.</summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="code">A stable word.</param>
    /// <param name="title">The kind of problem, the same each time.</param>
    /// <param name="detail">What is wrong this time and how to mend it.</param>
    public HttpProblem(int status, string code, string title, string detail)
    {
        _details = new() { Status = status, Title = title, Detail = detail, Extensions = { ["code"] = code } };
    }

    /// <inheritdoc/>
    public int? StatusCode => _details.Status;

    /// <summary>400: fields of the input are wrong.</summary>
    public static HttpProblem Invalid(FieldErrors errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        var problem = new HttpProblem(StatusCodes.Status400BadRequest, "invalid", "The input is not valid", errors.ToString());
        problem._details.Extensions["errors"] = errors.ByField;
        return problem;
    }

    /// <summary>400: one field of the input is wrong.</summary>
    public static HttpProblem Invalid(string field, string message) => Invalid(new FieldErrors().Add(field, message));

    /// <summary>404.</summary>
    public static HttpProblem NotFound(string detail) => new(StatusCodes.Status404NotFound, "not-found", "There is no such thing", detail);

    /// <summary>409: the input is fine, and the state of things says no.</summary>
    public static HttpProblem Conflict(string code, string detail) => new(StatusCodes.Status409Conflict, code, "That cannot be done now", detail);

    /// <summary>413.</summary>
    public static HttpProblem TooLarge(long mostBytes) => new(
        StatusCodes.Status413PayloadTooLarge, "too-large", "The body is too large", $"At most {mostBytes / 1024} KiB are read here.");

    /// <summary>415.</summary>
    public static HttpProblem MediaType(string expected) => new(
        StatusCodes.Status415UnsupportedMediaType, "media-type", "The body has another media type", $"Send 'Content-Type: {expected}'.");

    /// <summary>500: whatever was thrown is in the logs under the id, and not in the answer.</summary>
    public static HttpProblem Unexpected(string correlationId) => new(
        StatusCodes.Status500InternalServerError, "unexpected", "Recall failed",
        $"Nothing is wrong with the request as such. Try again; if it stays, the logs have the cause under {correlationId}.");

    /// <summary>With one more member.</summary>
    public HttpProblem With(string name, object value)
    {
        _details.Extensions[name] = value;
        return this;
    }

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        httpContext.Response.StatusCode = _details.Status!.Value;
        _details.Instance = httpContext.Request.Path;
        _details.Extensions["correlationId"] = CorrelationId.Of(httpContext);
        return httpContext.Response.WriteAsJsonAsync(_details, HttpJson.Options, ContentType, httpContext.RequestAborted);
    }
}
