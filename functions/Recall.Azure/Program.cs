using Azure.Data.Tables;
using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Azure.Storage.Queues;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Recall.App.Ingestion.Connectors;
using Recall.App.Telemetry;
using Recall.Azure.Hosting;
using Recall.Azure.Settings;

#pragma warning disable RS0030 // The one place where the machine's clock is chosen.
var clock = TimeProvider.System;
#pragma warning restore RS0030

var builder = FunctionsApplication.CreateBuilder(args);
var settings = AppSettings.Read(builder.Configuration);
var credential = new DefaultAzureCredential();
builder.ConfigureFunctionsWebApplication().UseMiddleware<CorrelationMiddleware>();
builder.Services.AddRecallAzure(settings, credential, clock);

// The worker's own logs and traces; those of the host are host.json's (learn.microsoft.com/azure/azure-functions/opentelemetry-howto).
var telemetry = builder.Services.AddOpenTelemetry().WithMetrics(m => m.AddMeter(RecallMetrics.MeterName)).UseFunctionsWorkerDefaults();
if (settings.Telemetry is not null)
{
    telemetry.UseAzureMonitorExporter(o =>
    {
        o.ConnectionString = settings.Telemetry;
        o.Credential = credential;
    });
}

var app = builder.Build();
if (settings.Storage.Emulator is not null)
    await Azurite.PrepareAsync(app.Services.GetRequiredService<TableServiceClient>(), app.Services.GetRequiredService<QueueServiceClient>());
StartUp.Say(app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Recall.Settings"), settings, app.Services.GetRequiredService<ConnectorCatalogue>());
await app.RunAsync();
