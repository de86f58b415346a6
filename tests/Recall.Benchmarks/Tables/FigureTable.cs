using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Recall.Benchmarks.Tables;

/// <summary>Prints figures as they come, and keeps them.</summary>
internal sealed class FigureTable(Facts facts)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly List<Figure> _figures = [];

    public void PrintHead(TextWriter to)
    {
        to.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{facts.At:yyyy-MM-dd HH:mm} UTC, {facts.Cores} cores, {facts.MemoryGiB} GiB, {facts.Runtime}, {facts.System}"));
        to.WriteLine($"Data folders in {facts.Folder}, removed afterwards.{(facts.Quick ? " QUICK: the figures mean little." : "")}");
        to.WriteLine();
        to.WriteLine($"{"Part",-10} {"What",-66} {"Figure",12} {"Unit",-12} {"Share",7}  Aim");
        to.WriteLine(new string('-', 124));
    }

    public void Add(Figure figure, TextWriter to)
    {
        _figures.Add(figure);
        var share = figure.Share is { } of ? of.ToString("0.0 %", CultureInfo.InvariantCulture) : "";
        var value = double.IsNaN(figure.Value) ? "" : figure.Value.ToString(figure.Value < 100 ? "0.00" : "#,0", CultureInfo.InvariantCulture);
        to.WriteLine($"{figure.Part,-10} {figure.What,-66} {value,12} {figure.Unit,-12} {share,7}  {figure.Aim}".TrimEnd());
    }

    public static void PrintFoot(TextWriter to)
    {
        using var process = Process.GetCurrentProcess();
        to.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"\nPeak memory of this process: {process.PeakWorkingSet64 / 1048576.0:0} MiB; processor time {Environment.CpuUsage.TotalTime.TotalSeconds:0.0} s."));
    }

    public string ToJson() => JsonSerializer.Serialize(new { facts, figures = _figures }, Json);
}
