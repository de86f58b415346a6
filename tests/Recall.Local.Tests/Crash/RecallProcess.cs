using System.Diagnostics;
using System.Text;
using Recall.Local.Commands;

namespace Recall.Local.Tests.Crash;

/// <summary>The product as its users run it, <c>recall ...</c>, that can be ended as a power cut would end it.</summary>
internal sealed class RecallProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _errors = new();
    private readonly StringBuilder _output = new();

    private RecallProcess(Process process) => _process = process;

    /// <summary>What it wrote, for a test that fails.</summary>
    public string Said
    {
        get
        {
            lock (_errors)
                return $"{_output}{_errors}";
        }
    }

    /// <summary>Starts <c>recall</c> with the arguments; it is the program that this test project was built against.</summary>
    public static RecallProcess Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "recall.dll"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        // These processes live for a second: code that is made ready for a long life would not pay.
        start.Environment["DOTNET_TieredPGO"] = "0";
        var running = new RecallProcess(new Process { StartInfo = start });
        running._process.ErrorDataReceived += (_, line) => running.Keep(running._errors, line.Data);
        running._process.Start();
        running._process.BeginErrorReadLine();
        return running;
    }

    /// <summary>Lines of its output until one ends it, or it ends.</summary>
    public async Task<string> ReadUntilAsync(Func<string, bool> enough)
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            Keep(_output, line);
            if (enough(_output.ToString()))
                return _output.ToString();
        }

        await _process.WaitForExitAsync();
        throw new InvalidOperationException($"recall ended with {_process.ExitCode}: {Said}");
    }

    /// <summary>True where it ended by itself within that time.</summary>
    public bool EndsWithin(int milliseconds) => _process.WaitForExit(milliseconds);

    /// <summary>Ends it with SIGKILL: no handler runs, no buffer is flushed. False where it had ended before.</summary>
    public bool Kill()
    {
        if (_process.HasExited)
            return false;
        _process.Kill();
        _process.WaitForExit();
        return true;
    }

    /// <summary>Waits until it ends by itself with that exit code.</summary>
    public void End(int exitCode = ExitCodes.Done)
    {
        Keep(_output, _process.StandardOutput.ReadToEnd());
        _process.WaitForExit();
        _process.ExitCode.ShouldBe(exitCode, Said);
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private void Keep(StringBuilder text, string? line)
    {
        lock (_errors)
            text.AppendLine(line);
    }
}
