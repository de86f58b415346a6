using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Recall.App.Health;
using Recall.App.Http;
using Recall.App.Ports;
using Recall.App.Scoring;
using Recall.App.Telemetry;
using Recall.App.Tests.Http;
using Recall.App.Tests.Ports;
using Recall.App.Work;

namespace Recall.App.Tests.Health;

public class GetHealthTests
{
    [Fact]
    public async Task Without_a_key_it_says_that_the_store_answers()
    {
        await using var shop = await TestShop.StartAsync();
        using var anonymous = shop.Anonymous();

        var health = (await Answer.Of(await anonymous.GetAsync("/healthz", TestContext.Current.CancellationToken))).ShouldBe(200);

        health["status"]!.GetValue<string>().ShouldBe("ok");
        health["model"].ShouldBeNull();
        await shop.Get<FitModel>().HandleAsync(cancellationToken: TestContext.Current.CancellationToken);
        (await shop.GetAsync("/healthz")).ShouldBe(200)["model"]!.GetValue<string>().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_store_that_cannot_be_read_is_a_503()
    {
        (await LookAsync(new SickStore(), HealthCheckResult.Healthy())).ShouldBeOfType<HttpProblem>().StatusCode.ShouldBe(503);
    }

    [Fact]
    public async Task A_check_of_the_host_that_fails_is_a_503_with_its_reason()
    {
        (await LookAsync(new MemoryTableStore(), HealthCheckResult.Healthy())).ShouldBeOfType<JsonHttpResult<HealthAnswer>>();
        (await LookAsync(new MemoryTableStore(), HealthCheckResult.Unhealthy("Nothing can be written: the disk is full")))
            .ShouldBeOfType<HttpProblem>().StatusCode.ShouldBe(503);
    }

    [Fact]
    public async Task What_the_host_cannot_do_while_all_else_goes_on_is_said()
    {
        var answer = (await LookAsync(new MemoryTableStore(), HealthCheckResult.Degraded("a secret is missing"))).ShouldBeOfType<JsonHttpResult<HealthAnswer>>();

        (answer.Value!.Status, string.Join('|', answer.Value.Warnings)).ShouldBe(("ok", "a secret is missing"));
    }

    private static async Task<IResult> LookAsync(ITableStore store, HealthCheckResult host)
    {
        var services = new ServiceCollection().AddLogging().AddMetrics();
        services.AddHealthChecks().AddCheck("host", () => host);
        await using var provider = services.BuildServiceProvider();
        var metrics = ActivatorUtilities.CreateInstance<RecallMetrics>(provider);
        return await GetHealth.HandleAsync(
            new ModelStore(store), new GivenUpWork(new MemoryWorkQueue(new ShopClock(default)), store, metrics), new(store, metrics, new ShopClock(default)), provider.GetRequiredService<HealthCheckService>(), NullLoggerFactory.Instance, TestContext.Current.CancellationToken);
    }

    private sealed class SickStore : ITableStore
    {
        public Task<TableRow?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken = default) =>
            throw new IOException("disk");

        public Task<TablePage> QueryAsync(
            string table, string partitionKey, string? from, string? to, int take = TableLimits.PageRows, string? continuation = null,
            CancellationToken cancellationToken = default) =>
            throw new IOException("disk");

        public Task<IReadOnlyList<string?>> SubmitAsync(string table, IReadOnlyList<TableAction> actions, CancellationToken cancellationToken = default) =>
            throw new IOException("disk");
    }
}
