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
        for (var category = 0; category < 600; category++)
            statistics.Add(Regular(category), TimeZoneInfo.Utc);
        var model = ShopModel.Fit(statistics, DateTimeOffset.UnixEpoch);
        StoredJson.Bytes(model).Length.ShouldBeGreaterThan(64 * 1024);

        var models = new ModelStore(new MemoryTableStore());
        await models.SaveAsync(model, TestContext.Current.CancellationToken);

        StoredJson.Bytes((await models.CurrentAsync(TestContext.Current.CancellationToken))!).ShouldBe(StoredJson.Bytes(model));
    }

    /// <summary>A customer with enough gaps in one category for the category to have a rhythm of its own.</summary>
    private static Profile Regular(int category)
    {
        var customer = CustomerKey.Parse($"shop:{category}");
        var name = $"{category} {new string('茶', 90)}";
        return ProfileFold.Of(
            customer,
            Enumerable.Range(0, 40).Select(day => new OrderPlaced
            {
                Id = $"o{day}", Customer = customer, At = new DateTimeOffset(2025, 1, 1, 9, 0, 0, TimeSpan.Zero).AddDays(day * 3), Total = 10,
                Lines = [new("p", name, 1, 10)],
            }),
            TimeZoneInfo.Utc);
    }
}
