using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Recall.Local.Hosting;
using Recall.Local.Runtime;

namespace Recall.Local.Commands;

/// <summary>A data folder that is open for one command.</summary>
internal sealed class Session : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private Session(DataFolder folder, TimeProvider clock, bool reads, Action<IServiceCollection>? configure)
    {
        Folder = folder;
        Clock = clock;
        var services = new ServiceCollection();
        services.AddLogging(log => log.AddConsole(c => c.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning));
        services.AddRecallLocal(folder, clock, durable: clock is not VirtualClock, reads);
        configure?.Invoke(services);
        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true });
    }

    public DataFolder Folder { get; }

    public TimeProvider Clock { get; }

    /// <summary>Opens a folder on its own clock: virtual where it has one.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="real">The machine's clock.</param>
    /// <param name="reads">The command only reads.</param>
    /// <param name="configure">What this command does otherwise.</param>
    public static Session Open(string path, TimeProvider real, bool reads = false, Action<IServiceCollection>? configure = null)
    {
        var folder = new DataFolder(path);
        return new(folder, folder.VirtualNow is { } now ? new VirtualClock(now) : real, reads, configure);
    }

    public IServiceProvider Services => _services;

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
