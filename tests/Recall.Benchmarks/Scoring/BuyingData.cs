using System.Globalization;
using System.IO.Compression;

namespace Recall.Benchmarks.Scoring;

/// <summary>What the models of repeat buying are measured on: customers as columns, days.</summary>
/// <param name="Repeats">x.</param>
/// <param name="Recency">t_x.</param>
/// <param name="Age">T.</param>
/// <param name="Mean">Mean spend of a repeat day.</param>
internal sealed record BuyingData(int[] Repeats, int[] Recency, int[] Age, double[] Mean)
{
    private const int CalibrationEnd = 272;

    public int Count => Repeats.Length;

    /// <summary>CDNOW up to week 39, all customers or the tenth of them that papers use; null where the data is not beside the repository.</summary>
    public static BuyingData? Cdnow(bool sample)
    {
        if (Find($"data/cdnow/CDNOW_{(sample ? "sample" : "master")}.txt.gz") is not { } file)
            return null;
        var customers = Lines(file).Skip(sample ? 0 : 1)
            .Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .Select(f => (Customer: f[0], Day: DateOnly.ParseExact(f[sample ? 2 : 1], "yyyyMMdd", CultureInfo.InvariantCulture).DayNumber))
            .Select(p => p with { Day = p.Day - new DateOnly(1997, 1, 1).DayNumber })
            .Where(p => p.Day <= CalibrationEnd)
            .GroupBy(p => p.Customer, StringComparer.Ordinal)
            .Select(c => c.Select(p => p.Day).Distinct().Order().ToList())
            .ToList();
        return new(
            [.. customers.Select(d => d.Count - 1)], [.. customers.Select(d => d[^1] - d[0])],
            [.. customers.Select(d => CalibrationEnd - d[0])], new double[customers.Count]);
    }

    /// <summary>A million simulated customers; null where they are not beside the repository.</summary>
    public static BuyingData? Million()
    {
        if (Find("reference/perf_1m.csv.gz") is not { } file)
            return null;
        var rows = Lines(file).Skip(1).Select(line => line.Split(',')).ToList();
        return new([.. rows.Select(f => Whole(f[0]))], [.. rows.Select(f => Whole(f[1]))], [.. rows.Select(f => Whole(f[2]))],
            [.. rows.Select(f => double.Parse(f[3], CultureInfo.InvariantCulture))]);

        static int Whole(string text) => int.Parse(text, CultureInfo.InvariantCulture);
    }

    /// <summary>The first customers.</summary>
    public BuyingData Take(int count) => new(Repeats[..Math.Min(count, Count)], Recency[..Math.Min(count, Count)], Age[..Math.Min(count, Count)], Mean[..Math.Min(count, Count)]);

    /// <summary>As the peer reads them.</summary>
    public void Write(string path)
    {
        using var writer = new StreamWriter(path);
        writer.WriteLine("x,tx_days,T_days,m");
        for (var i = 0; i < Count; i++)
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Repeats[i]},{Recency[i]},{Age[i]},{Mean[i]:R}"));
    }

    internal static IEnumerable<string> Lines(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
            yield return line;
    }

    internal static string? Find(string name) => Repository.Shared(name) is var path && File.Exists(path) ? path : null;
}
