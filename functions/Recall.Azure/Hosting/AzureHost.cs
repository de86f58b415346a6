using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Recall.App;
using Recall.App.Gateways;
using Recall.App.Http;
using Recall.App.Ports;
using Recall.App.Sequences;
using Recall.App.Webhooks;
using Recall.Azure.Channels;
using Recall.Azure.Orchestration;
using Recall.Azure.Settings;
using Recall.Azure.Storage;
using Recall.Core.Shop;

namespace Recall.Azure.Hosting;

/// <summary>Registers the Azure side of every port.</summary>
internal static class AzureHost
{
    /// <summary>Adds the use cases and the Azure adapters.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="settings">Of the app.</param>
    /// <param name="credential">The app's identity.</param>
    /// <param name="clock">The machine's.</param>
    /// <exception cref="UserException">The shop's files, which stand beside the program, have errors.</exception>
    public static IServiceCollection AddRecallAzure(
        this IServiceCollection services, AppSettings settings, TokenCredential credential, TimeProvider clock)
    {
        services.AddSingleton(clock);
        services.AddSingleton(settings.Secret);
        var shop = services.AddShopFiles(settings, AppContext.BaseDirectory);
        services.AddSingleton(TablesOf(settings.Storage, credential));
        services.AddSingleton(QueuesOf(settings.Storage, credential));
        services.AddSingleton<ITableStore, AzureTableStore>();
        services.AddSingleton<IWorkQueue, AzureWorkQueue>();
        services.AddCarriers(settings.Communication, credential, clock);
        services.AddGateways(shop, clock);
        services.AddSingleton<IWebhooks>(_ => new HttpWebhooks(HttpWebhooks.Line(), clock));
        services.AddHealthChecks().AddCheck(
            "secrets", () => settings.Waiting.Count == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(string.Join(' ', settings.Waiting)))
            .AddCheck<ConnectorSecrets>("connectors");
        return services.AddRecallDurable().AddRecall(settings.Buckets).AddRecallHttp(settings.Keys).AddRecallFunctions();
    }

    private static ShopSettings AddShopFiles(this IServiceCollection services, AppSettings settings, string folder)
    {
        var file = Path.Combine(folder, ShopFiles.Settings);
        var shop = settings.Complete(File.Exists(file) ? ShopFiles.ReadSettings(file) : new ShopSettings());
        services.AddSingleton(shop);
        services.AddSingleton(ShopFiles.ReadTags(Path.Combine(folder, ShopFiles.Tags)));
        services.AddSingleton(new SequenceCatalogue(ShopFiles.ReadSequences(Path.Combine(folder, ShopFiles.Sequences)), shop.Policy));
        return shop;
    }

    private static TableServiceClient TablesOf(StorageSettings storage, TokenCredential credential)
    {
        var options = new TableClientOptions();
        options.AddPolicy(new SendCount(), HttpPipelinePosition.PerRetry);
        return storage.Emulator is { } emulator ? new(emulator, options) : new(storage.Tables, credential, options);
    }

    private static QueueServiceClient QueuesOf(StorageSettings storage, TokenCredential credential)
    {
        // As the host's trigger expects them; see host.json.
        var options = new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 };
        return storage.Emulator is { } emulator ? new(emulator, options) : new(storage.Queues, credential, options);
    }
}
