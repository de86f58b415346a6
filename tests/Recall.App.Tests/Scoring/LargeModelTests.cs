using Recall.App.Scoring;
using Recall.App.Tests.Ports;
using Recall.Core;
using Recall.Core.Customers;
using Recall.Core.Scoring;

namespace Recall.App.Tests.Scoring;

public sealed class LargeModelTests
{
    [Fact]
    public async Task A_model_of_a_shop_with_many_long_categories_is_kept_whole()
    {
        var statistics = new ShopStatistics(new DateOnly(2026, 1, 1));
        for (var customer = 0; customer < 31 * 400; customer++)
            statistics.Add(Regular(customer, customer % 400), TimeZoneInfo.Utc);
        var model = ShopModel.Fit(statistics, DateTimeOffset.UnixEpoch);
        StoredJson.Bytes(model).Length.ShouldBeGreaterThan(64 * 1024);

        var models = new ModelStore(new MemoryTableStore());
        await models.SaveAsync(model, new() { Challenger = model.Version, At = model.FittedAt }, TestContext.Current.CancellationToken);

        StoredJson.Bytes((await models.CurrentAsync(TestContext.Current.CancellationToken))!).ShouldBe(StoredJson.Bytes(model));
    }

    /// <summary>One of the buyers whose gaps give their category a rhythm of its own.</summary>
    private static Profile Regular(int number, int category)
    {
        var customer = CustomerKey.Parse($"shop:{number}");
        var name = $"{category} {new string('茶', 90)}";
        return ProfileFold.Of(
            customer,
            Enumerable.Range(0, 3).Select(day => new OrderPlaced
            {
                Id = $"o{day}", Customer = customer, At = new DateTimeOffset(2025, 1, 1, 9, 0, 0, TimeSpan.Zero).AddDays(day * 3), Total = 10,
                Lines = [new("p", name, 1, 10)],
            }),
            TimeZoneInfo.Utc);
    }
}
