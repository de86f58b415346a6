using DurableTask.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Testing.Sidecar.Grpc;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Recall.Local.Runtime;

namespace Recall.Azure.Integration.Tests.Orchestration;

/// <summary>
/// The sidecar, the worker and the client of durable orchestrations as they are, over gRPC in one process, and a task hub on a virtual clock
/// (<see cref="VirtualHub"/>). The worker can be stopped and another started, as a deployment does.
/// </summary>
internal sealed class DurableHost : IAsyncDisposable
{
    private readonly Action<DurableTaskRegistry> _tasks;
    private readonly VirtualClock _clock;
    private readonly WebApplication _sidecar;
    private readonly GrpcChannel _channel;
    private IHost? _worker;

    private DurableHost(Action<DurableTaskRegistry> tasks, VirtualClock clock)
    {
        (_tasks, _clock) = (tasks, clock);
        (Hub, var service) = VirtualHub.Create(clock);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        builder.Services.AddGrpc();
        builder.Services.AddSingleton<IOrchestrationService>(service).AddSingleton<IOrchestrationServiceClient>(service).AddSingleton<TaskHubGrpcServer>();
        _sidecar = builder.Build();
        _sidecar.MapGrpcService<TaskHubGrpcServer>();
        _sidecar.Start();
        _channel = GrpcChannel.ForAddress("http://sidecar", new() { HttpHandler = _sidecar.GetTestServer().CreateHandler() });
    }

    public VirtualHub Hub { get; }

    public DurableTaskClient Client { get; private set; } = null!;

    public static async Task<DurableHost> StartAsync(Action<DurableTaskRegistry> tasks, VirtualClock clock)
    {
        var host = new DurableHost(tasks, clock);
        await host.StartWorkerAsync();
        return host;
    }

    public async Task StartWorkerAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLogging();
        builder.Services.AddDurableTaskWorker(worker =>
        {
            worker.UseGrpc(o => o.CallInvoker = _channel.Intercept(new VirtualTime(_clock)));
            worker.AddTasks(_tasks);
        });
        builder.Services.AddDurableTaskClient(client =>
        {
            client.UseGrpc(_channel);
            client.RegisterDirectly();
        });
        _worker = builder.Build();
        await _worker.StartAsync();
        Client = _worker.Services.GetRequiredService<DurableTaskClient>();
    }

    public async Task StopWorkerAsync()
    {
        if (_worker is null)
            return;
        await _worker.StopAsync();
        _worker.Dispose();
        _worker = null;
    }

    /// <summary>Moves the clock from one due timer to the next.</summary>
    public async Task PassAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        var until = _clock.GetUtcNow() + time;
        await Hub.SettleAsync(cancellationToken);
        while (Hub.Next is { } next && next <= until)
        {
            _clock.AdvanceTo(next);
            await Hub.SettleAsync(cancellationToken);
        }

        _clock.AdvanceTo(until);
    }

    public async ValueTask DisposeAsync()
    {
        await StopWorkerAsync();
        _channel.Dispose();
        await _sidecar.DisposeAsync();
    }
}
