using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Recall.Benchmarks.Scoring;

/// <summary>Runs <c>peers/btyd_scipy.py</c> by the system's Python, one thread.</summary>
internal sealed class ScipyPeer
{
    private const string Python = "/usr/bin/python3";

    /// <summary>Why it cannot run, or null.</summary>
    public static string? Missing { get; } = Find();

    /// <summary>Median seconds of processor time and of the clock, and what it found.</summary>
    public static (double Processor, double Wall, JsonElement Result) Run(string what, string file, int rounds)
    {
        var output = Start([Path.Combine(AppContext.BaseDirectory, "peers", "btyd_scipy.py"), what, file, rounds.ToString(CultureInfo.InvariantCulture)])
            ?? throw new InvalidOperationException($"The peer failed at '{what}'.");
        var json = JsonDocument.Parse(output).RootElement;
        return (Median(json.GetProperty("processor")), Median(json.GetProperty("wall")), json.GetProperty("result"));

        static double Median(JsonElement seconds) => Tables.Median.Of(seconds.EnumerateArray().Select(s => s.GetDouble()));
    }

    private static string? Find() =>
        !File.Exists(Python) ? $"{Python} is not there"
        : Start(["-c", "import scipy; print(scipy.__version__)"]) is null ? "python3-scipy is not installed (apt-get install python3-scipy)"
        : null;

    private static string? Start(string[] arguments)
    {
        var start = new ProcessStartInfo(Python, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var threads in (string[])["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"])
            start.Environment[threads] = "1";
        using var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : null;
    }
}
