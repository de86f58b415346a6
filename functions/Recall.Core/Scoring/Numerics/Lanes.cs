using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Recall.Core.Scoring.Numerics;

/// <summary>
/// Eight numbers at a time. Always eight, also where the processor has narrower registers and the runtime splits them: sums are then taken
/// in the same order on every machine.
/// </summary>
internal static class Lanes
{
    public const int Count = 8;

    /// <summary>The least multiple of <see cref="Count"/> that is not below.</summary>
    public static int Padded(int length) => (length + Count - 1) & -Count;

    /// <summary>Numbers from a place on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Load(double[] values, int at) =>
        Vector512.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(values), (nuint)at);

    /// <summary>Numbers from a place on; zeros beyond the end.</summary>
    public static Vector512<double> LoadPart(double[] values, int at)
    {
        if (at + Count <= values.Length)
            return Load(values, at);
        Span<double> part = stackalloc double[Count];
        part.Clear();
        values.AsSpan(at).CopyTo(part);
        return Vector512.Create<double>(part);
    }

    /// <summary>A mask of that many first lanes.</summary>
    public static Vector512<double> First(int lanes) =>
        Vector512.LessThan(Vector512.Create(0.0, 1, 2, 3, 4, 5, 6, 7), Vector512.Create((double)lanes));

    /// <summary><see cref="Precise.Log1p"/>, of numbers from zero on.</summary>
    public static Vector512<double> Log1p(Vector512<double> x)
    {
        var u = Vector512<double>.One + x;
        var exact = Vector512.Equals(u, Vector512<double>.One);
        var divisor = Vector512.ConditionalSelect(exact, Vector512<double>.One, u - Vector512<double>.One);
        return Vector512.ConditionalSelect(exact, x, Vector512.Log(u) * (x / divisor));
    }

    /// <summary>Numbers at the places that eight successive indices name; the caller vouches for the indices.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Gather(double[] table, int[] indices, int at)
    {
        ref var from = ref MemoryMarshal.GetArrayDataReference(table);
        ref var index = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(indices), at);
        return Vector512.Create(
            Unsafe.Add(ref from, index), Unsafe.Add(ref from, Unsafe.Add(ref index, 1)),
            Unsafe.Add(ref from, Unsafe.Add(ref index, 2)), Unsafe.Add(ref from, Unsafe.Add(ref index, 3)),
            Unsafe.Add(ref from, Unsafe.Add(ref index, 4)), Unsafe.Add(ref from, Unsafe.Add(ref index, 5)),
            Unsafe.Add(ref from, Unsafe.Add(ref index, 6)), Unsafe.Add(ref from, Unsafe.Add(ref index, 7)));
    }
}
