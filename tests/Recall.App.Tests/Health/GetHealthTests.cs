using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Recall.App.Health;
using Recall.App.Ports;
using Recall.App.Scoring;
using Recall.App.Tests.Http;

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
        var result = await GetHealth.HandleAsync(new ModelStore(new SickStore()), NullLoggerFactory.Instance, TestContext.Current.CancellationToken);

        result.ShouldBeAssignableTo<IStatusCodeHttpResult>()!.StatusCode.ShouldBe(503);
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
