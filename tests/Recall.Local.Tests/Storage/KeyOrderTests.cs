using FsCheck;
using FsCheck.Fluent;
using Recall.App.Ports;
using Recall.Local.Runtime;
using Recall.Local.Storage;

namespace Recall.Local.Tests.Storage;

/// <summary>Any keys come back as they were, in ordinal order.</summary>
public class KeyOrderTests
{
    // All planes alike, weighted to the borders of the surrogates.
    private static readonly Gen<string> Keys = Gen.OneOf(Gen.Choose(0x20, 0x7E), Gen.Choose(0xA0, 0x7FF), Gen.Choose(0x800, 0xD7FF), Gen.Choose(0xE000, 0xFFFF), Gen.Choose(0x10000, 0x10FFFF))
        .Select(char.ConvertFromUtf32).Where(c => c is not ("/" or "\\" or "#" or "?")).ListOf(3).Select(string.Concat);

    [Fact]
    public void Keys_come_back_in_ordinal_order() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(50),
        Prop.ForAll(Keys.ListOf(40).ToArbitrary(), keys => Run([.. keys.Distinct(StringComparer.Ordinal)]).GetAwaiter().GetResult()));

    private static async Task Run(List<string> keys)
    {
        using var folder = new TemporaryFolder();
        await using var database = RecallDatabase.Open(folder.Path, new VirtualClock(DateTimeOffset.UnixEpoch));
        var store = new SqliteTableStore(database);
        foreach (var key in keys)
            await store.SubmitAsync("people", [new(TableActionKind.Insert, new("p", key, new Dictionary<string, object>(StringComparer.Ordinal)))]);

        var page = await store.QueryAsync("people", "p", null, null);

        page.Rows.Select(r => r.RowKey).ShouldBe(keys.Order(StringComparer.Ordinal));
    }
}
