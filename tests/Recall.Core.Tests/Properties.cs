using FsCheck;
using FsCheck.Fluent;

namespace Recall.Core.Tests;

/// <summary>Runs properties: the one way in which tests here call FsCheck.</summary>
internal static class Properties
{
    /// <summary>Holds for every value; a failure shows the value, a smaller one where <paramref name="shrink"/> finds it, and the seed.</summary>
    public static void ForAll<T>(Gen<T> values, Action<T> holds, int tests = 200, Func<T, IEnumerable<T>>? shrink = null) =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(tests),
            Prop.ForAll(shrink is null ? Arb.From(values) : Arb.From(values, shrink), holds));

    /// <summary>Shrinks a list by leaving one element out.</summary>
    public static IEnumerable<IReadOnlyList<T>> Shorter<T>(IReadOnlyList<T> list) =>
        Enumerable.Range(0, list.Count).Select(i => (IReadOnlyList<T>)[.. list.Take(i), .. list.Skip(i + 1)]);
}
