using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;
using Recall.App.Http;
using Recall.Azure.Hosting;

namespace Recall.Azure.Tests.Hosting;

public class CorrelationMiddlewareTests
{
    private readonly CorrelationMiddleware _middleware = new(NullLogger<CorrelationMiddleware>.Instance);
    private readonly FunctionContext _context = Substitute.For<FunctionContext>();
    private readonly DefaultHttpContext _http = new();

    public CorrelationMiddlewareTests()
    {
        _http.Request.Headers[CorrelationId.Header] = "order-7";
        _http.Request.Path = "/api/events";
        _http.Response.Body = new MemoryStream();
        _context.Items.Returns(new Dictionary<object, object>());
        _context.FunctionDefinition.Name.Returns("PostEvents");
    }

    [Fact]
    public async Task A_request_has_its_callers_id_for_all_that_come_after()
    {
        _context.Items["HttpRequestContext"] = _http;
        var seen = "";

        await _middleware.Invoke(_context, _ =>
        {
            seen = CorrelationId.Begin(_http);
            return Task.CompletedTask;
        });

        (seen, _http.Response.Headers[CorrelationId.Header].ToString()).ShouldBe(("order-7", "order-7"));
    }

    [Fact]
    public async Task A_request_that_fails_before_its_endpoint_is_answered_with_a_problem_and_without_the_cause()
    {
        _context.Items["HttpRequestContext"] = _http;

        await _middleware.Invoke(_context, _ => throw new InvalidOperationException("AccountKey=secret"));

        (_http.Response.StatusCode, _http.Response.ContentType).ShouldBe((500, HttpProblem.ContentType));
        _http.Response.Body.Position = 0;
        using var problem = await JsonDocument.ParseAsync(_http.Response.Body, cancellationToken: TestContext.Current.CancellationToken);
        problem.RootElement.GetProperty("code").GetString().ShouldBe("unexpected");
        problem.RootElement.GetProperty("correlationId").GetString().ShouldBe("order-7");
        problem.RootElement.GetRawText().ShouldNotContain("secret");
    }

    [Fact]
    public async Task A_message_that_fails_is_the_hosts_to_try_again() =>
        await Should.ThrowAsync<InvalidOperationException>(() => _middleware.Invoke(_context, _ => throw new InvalidOperationException("again")));
}
