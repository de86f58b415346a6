using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Recall.App.Http;
using Recall.Local.Runtime;

namespace Recall.Local.Hosting;

/// <summary>The process that <c>recall serve</c> is: the HTTP face, and the workers on the same data folder.</summary>
internal static class WebHost
{
    /// <summary>Largest request that is read at all; endpoints set their own, smaller limits.</summary>
    private const long MaxBody = 32L * 1024 * 1024;

    /// <summary>Builds it; nothing listens before it is started.</summary>
    /// <param name="folder">The shop.</param>
    /// <param name="clock">Real, or a virtual one that stands still.</param>
    /// <param name="address">Where to listen.</param>
    /// <param name="port">0 takes any free one.</param>
    public static WebApplication Build(DataFolder folder, TimeProvider clock, IPAddress address, int port)
    {
        // The slim builder reads no configuration: the data folder is all there is to configure.
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBody;
            kestrel.Listen(address, port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Logging.AddConsole(c => c.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning);

        // What stops it from starting is said by the command, in a sentence.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        builder.Services.AddRouting();
        builder.Services.AddRecallLocal(folder, clock, durable: true); // Its answers promise that events are on disk, whatever the clock.
        builder.Services.AddRecallHttp(new ApiKeys([folder.ApiKey()]));
        builder.Services.AddHealthChecks().AddCheck<WriterHealth>("writer");
        if (clock is not VirtualClock)
            builder.Services.AddHostedService<LiveWorker>().AddHostedService<SourceWorker>();
        var app = builder.Build();
        app.UseRecallProblems();
        app.UseRouting();
        app.MapRecall();
        return app;
    }
}
