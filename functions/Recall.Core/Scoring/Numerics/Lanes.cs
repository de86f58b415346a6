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
