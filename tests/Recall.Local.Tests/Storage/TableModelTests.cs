using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Recall.App.Ports;
using Recall.Local.Runtime;
using Recall.Local.Storage;

namespace Recall.Local.Tests.Storage;

/// <summary>Random operations give on SQLite what they give on <see cref="TableModel"/>, however often it is reopened.</summary>
public class TableModelTests
{
    // Few keys, so that operations meet; with both sides of the surrogates, where UTF-8 and UTF-16 order differ.
    private static readonly Gen<string> Keys = Gen.Elements("", "a", "b", "e|a|1", "e|a|2", "é", "中", "\uD7FF", "😀", "😀a", "\U0010FFFF", "\uE000", "\uFFFD");

    private static readonly Gen<object> Values = Gen.OneOf(
        ArbMap.Default.GeneratorFor<NonNull<string>>().Select(s => (object)new string([.. s.Get.Where(c => !char.IsSurrogate(c))])),
        ArbMap.Default.GeneratorFor<int>().Select(v => (object)v),
        ArbMap.Default.GeneratorFor<long>().Select(v => (object)v),
        ArbMap.Default.GeneratorFor<double>().Select(v => (object)v),
        ArbMap.Default.GeneratorFor<bool>().Select(v => (object)v),
        ArbMap.Default.GeneratorFor<Guid>().Select(v => (object)v),
        ArbMap.Default.GeneratorFor<byte[]>().Where(v => v is not null).Select(v => (object)v),
        ArbMap.Default.GeneratorFor<NonNull<string>>().Select(s => (object)JsonSerializer.SerializeToUtf8Bytes(new { s.Get })),
        Gen.Choose(0, int.MaxValue).Select(s => (object)DateTimeOffset.UnixEpoch.AddTicks(s).AddYears(s % 3000)));

    private static readonly Gen<TableAction> Actions =
        from kind in Gen.Elements(Enum.GetValues<TableActionKind>())
        from key in Keys
        from names in Gen.SubListOf("Age", "Name", "Größe", "At")
        from values in Values.ListOf(4)
        select new TableAction(
            kind, new TableRow("p", key, names.Zip(values).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal)));

    private enum Step
    {
        Write,
        Read,
        Page,
        Reopen,
    }

    private sealed record Operation(Step Step, List<TableAction> Batch, int ETags, string? From, string? To, int Take);

    private static readonly Gen<Operation> Operations =
        from step in Gen.Frequency((12, Gen.Constant(Step.Write)), (4, Gen.Constant(Step.Read)), (4, Gen.Constant(Step.Page)), (1, Gen.Constant(Step.Reopen)))
        from batch in Gen.Choose(1, 4).SelectMany(n => Actions.ListOf(n))
        from etags in Gen.Choose(0, 80)
        from ends in Gen.OneOf(Gen.Constant((string?)null), Keys.Select(k => (string?)k)).Two()
        from take in Gen.Choose(1, 5)
        select new Operation(step, [.. batch.DistinctBy(a => a.Row.RowKey, StringComparer.Ordinal)], etags, ends.Item1, ends.Item2, take);

    [Fact]
    public void The_store_does_what_the_model_does() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(150),
        Prop.ForAll(Operations.ListOf(60).ToArbitrary(), operations => Run(operations).GetAwaiter().GetResult()));

    private static async Task Run(IEnumerable<Operation> operations)
    {
        using var folder = new TemporaryFolder();
        var model = new TableModel();
        var etags = new Dictionary<int, string>();
        var database = Open();
        try
        {
            var store = new SqliteTableStore(database);
            foreach (var operation in operations)
            {
                switch (operation.Step)
                {
                    case Step.Write:
                        await Write(store, model, etags, operation);
                        break;
                    case Step.Read:
                        foreach (var action in operation.Batch)
                        {
                            var row = await store.GetAsync("people", "p", action.Row.RowKey);
                            row?.ETag.ShouldBe(etags[model.Version(action.Row.RowKey)]);
                            (row is null).ShouldBe(model.Version(action.Row.RowKey) == 0);
                        }
                        break;
                    case Step.Page:
                        (await All(store, operation.From, operation.To, operation.Take)).ShouldBe(model.Range(operation.From, operation.To));
                        break;
                    case Step.Reopen:
                        await database.DisposeAsync();
                        database = Open();
                        store = new SqliteTableStore(database);
                        break;
                }
            }
            (await All(store, null, null, 1000)).ShouldBe(model.Range(null, null));
        }
        finally
        {
            await database.DisposeAsync();
        }
        await using var again = Open();
        (await All(new SqliteTableStore(again), null, null, 7)).ShouldBe(model.Range(null, null));

        RecallDatabase Open() => RecallDatabase.Open(folder.Path, new VirtualClock(DateTimeOffset.UnixEpoch));
    }

    private static async Task Write(SqliteTableStore store, TableModel model, Dictionary<int, string> etags, Operation operation)
    {
        // Of each action's three ways: any ETag, the current one, or one of another time.
        var versions = operation.Batch.Select((a, i) => ((operation.ETags >> (2 * i)) % 4) switch
        {
            0 => Math.Max(1, model.Version(a.Row.RowKey) - 1),
            1 => model.Version(a.Row.RowKey),
            _ => default(int?),
        }).Select(v => v is { } known && etags.ContainsKey(known) ? v : null).ToList();
        var batch = operation.Batch
            .Select((a, i) => a with { Row = a.Row with { ETag = versions[i] is { } v ? etags[v] : null } }).ToList();
        string outcome;
        IReadOnlyList<string?> written = [];
        try
        {
            written = await store.SubmitAsync("people", batch);
            outcome = "done";
        }
        catch (TableConflictException e)
        {
            outcome = $"{e.Conflict} {e.Index}";
        }
        outcome.ShouldBe(model.Submit(batch, versions));
        for (var i = 0; i < written.Count; i++)
        {
            if (written[i] is { } etag)
                etags.Add(model.Version(batch[i].Row.RowKey), etag);
        }
    }

    private static async Task<string> All(SqliteTableStore store, string? from, string? to, int take)
    {
        var lines = new List<string>();
        string? continuation = null;
        do
        {
            var page = await store.QueryAsync("people", "p", from, to, take, continuation);
            lines.AddRange(page.Rows.Select(r => TableModel.Show(r.RowKey, r.Properties)));
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return string.Join('\n', lines);
    }
}
