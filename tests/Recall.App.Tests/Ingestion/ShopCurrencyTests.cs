using Recall.App.Ingestion;
using Recall.App.Ingestion.Files;
using Recall.Core.Shop;

namespace Recall.App.Tests.Ingestion;

public class ShopCurrencyTests
{
    private const string Orders = "id,customer_id,date,total\no1,1,20260103,10\n";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Amounts_are_never_given_another_currency_by_the_settings(bool ahead)
    {
        var dollars = new Intake(new ShopSettings { Currency = "USD" });
        var yuan = new Intake(new ShopSettings { Currency = "CNY" }, dollars.Store);
        var cancel = TestContext.Current.CancellationToken;

        // Ahead of a virtual clock, so that nothing is ingested yet.
        await dollars.Import.HandleAsync(
            new(ImportRequest.OrdersCsv, Intake.Source(Orders)) { AsOf = ahead ? new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero) : null }, null, cancel);
        var before = dollars.Store.Batches;

        var error = await Should.ThrowAsync<ShopCurrencyException>(() => yuan.ImportAsync(Orders.Replace("o1", "o2", StringComparison.Ordinal)));
        error.Message.ShouldContain("stored in USD");
        error.Message.ShouldContain("currency: CNY");
        error.Say("zh-CN").ShouldContain("以 USD 存储");
        dollars.Store.Batches.ShouldBe(before, "nothing is stored");
        (await new Intake(new ShopSettings { Currency = "USD" }, dollars.Store).ImportAsync(Orders)).Rejected.ShouldBe(0);
    }
}
