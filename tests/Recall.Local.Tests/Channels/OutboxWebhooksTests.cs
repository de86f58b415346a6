using Recall.App.Ports;
using Recall.Core.Shop;
using Recall.Local.Channels;
using Recall.Local.Tests.Storage;

namespace Recall.Local.Tests.Channels;

public class OutboxWebhooksTests
{
    private static readonly WebhookTarget Target = new(new("https://crm.example.com/recall"), [.. Enumerable.Range(0, 32).Select(i => (byte)i)]);
    private static readonly WebhookCall Call = new("hello--shop:ann--1/tell", "{\"type\":\"sequence.step\"}"u8.ToArray());

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task On_virtual_time_a_call_is_a_file()
    {
        using var folder = new TemporaryFolder();
        await new OutboxWebhooks(folder.Path).PostAsync(Target, Call, Cancel);
        await new OutboxWebhooks(folder.Path).PostAsync(Target, Call, Cancel);

        var file = Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).ShouldHaveSingleItem();
        file.ShouldEndWith(".webhook.json");
        (await File.ReadAllBytesAsync(file, Cancel)).ShouldBe(Call.Body);
    }
}
