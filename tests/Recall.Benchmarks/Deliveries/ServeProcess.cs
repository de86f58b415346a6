using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Recall.Benchmarks.Deliveries;

/// <summary><c>recall serve</c> as its users run it, so that its memory can be read and it can be ended as a power cut would.</summary>
internal sealed class ServeProcess : IDisposable
{
    private readonly Process _process;

    private ServeProcess(Process process, Uri url) => (_process, Url) = (process, url);

    public Uri Url { get; }

    /// <summary>Most memory it ever held, MiB.</summary>
    public double PeakMiB
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64 / 1048576.0;
        }
    }

    public static async Task<ServeProcess> StartAsync(string folder, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet") { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "recall.dll"), "serve", "--port", "0", "--data", folder, "--json"])
            start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        var said = new StringBuilder();
        while (!said.ToString().TrimEnd().EndsWith('}'))
            said.AppendLine(await process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException("recall serve ended."));
        using var where = JsonDocument.Parse(said.ToString());
        return new(process, new(where.RootElement.GetProperty("url").GetString()!));
    }

    /// <summary>SIGKILL: no handler runs.</summary>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
