using System.Globalization;
using Recall.Core.Customers;

namespace Recall.Local.Demo;

/// <summary>
/// A stream of draws named by what it decides, so that adding a draw to one thing never changes another, nor does the order in which
/// things are made. SplitMix64 (Steele, Lea and Flood 2014), because System.Random promises no sequence across versions of .NET.
/// </summary>
internal sealed class Draws
{
    private ulong _state;

    private Draws(ulong state) => _state = state;

    public static Draws Of(int seed, string what) =>
        new(Bucket.Hash(string.Create(CultureInfo.InvariantCulture, $"{seed}|{what}")));

    /// <summary>In [0, 1).</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    public bool Chance(double probability) => Unit() < probability;

    /// <summary>From <paramref name="least"/> to <paramref name="most"/>, both included.</summary>
    public int Whole(int least, int most) => least + (int)(Unit() * (most - least + 1));

    public double Between(double least, double most) => least + (Unit() * (most - least));

    public T Pick<T>(IReadOnlyList<T> from) => from[(int)(Unit() * from.Count)];

    /// <summary>An index, as likely as its weight.</summary>
    public int Weighted(ReadOnlySpan<double> weights)
    {
        var sum = 0.0;
        foreach (var weight in weights)
            sum += weight;
        var left = Unit() * sum;
        for (var i = 0; i < weights.Length - 1; i++)
        {
            left -= weights[i];
            if (left < 0)
                return i;
        }

        return weights.Length - 1;
    }

    /// <summary>Mean 1.</summary>
    public double Exponential() => -Math.Log(1 - Unit());

    /// <summary>Scale 1: Marsaglia and Tsang (2000), and their boost for shapes below 1.</summary>
    public double Gamma(double shape)
    {
        if (shape < 1)
            return Gamma(shape + 1) * Math.Pow(1 - Unit(), 1 / shape);

        var d = shape - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = Normal();
            var v = 1 + (c * x);
            if (v <= 0)
                continue;
            v = v * v * v;
            if (Math.Log(1 - Unit()) < (0.5 * x * x) + d - (d * v) + (d * Math.Log(v)))
                return d * v;
        }
    }

    public double Beta(double a, double b)
    {
        var x = Gamma(a);
        return x / (x + Gamma(b));
    }

    /// <summary>Marsaglia's polar method; the second value is thrown away to keep no state.</summary>
    private double Normal()
    {
        while (true)
        {
            var x = (2 * Unit()) - 1;
            var y = (2 * Unit()) - 1;
            var s = (x * x) + (y * y);
            if (s is > 0 and < 1)
                return x * Math.Sqrt(-2 * Math.Log(s) / s);
        }
    }

    private ulong Next()
    {
        _state += 0x9E3779B97F4A7C15UL;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
