using Recall.Local.Commands;
using Recall.Local.Hosting;

namespace Recall.Local.Tests.Commands;

/// <summary>Taking sequences from the library, as a marketer does it.</summary>
public sealed class PacksCommandTests : IDisposable
{
    private readonly Shell shell = new();

    private string Own => Path.Combine(shell.Data, "sequences");

    [Fact]
    public async Task Packs_are_listed_in_both_languages_with_the_sequences_in_them()
    {
        var text = (await shell.DoneAsync("sequences", "packs")).Text;
        foreach (var pack in SequenceLibrary.Packs)
            text.ShouldContain(string.Join(", ", pack.Sequences));
        (await shell.DoneAsync("sequences", "packs", "--lang", "zh-CN")).Text.ShouldContain("餐饮");

        var packs = (await shell.DoneAsync("sequences", "packs", "--json")).Json.EnumerateArray().ToList();
        packs.Select(p => p.GetProperty("name").GetString()!).ShouldBe(["retail", "restaurants", "education", "fitness"]);
        packs[2].GetProperty("sequences").EnumerateArray().ShouldContain(s => s.GetString() == "course-progress");
    }

    [Fact]
    public async Task A_pack_is_put_into_the_folder_beside_what_was_in_use_and_all_of_it_is_in_force()
    {
        await ShopAsync();
        var added = (await shell.DoneAsync("sequences", "add", "education")).Text;
        added.ShouldContain("course-progress: added\n");
        added.ShouldContain("dormant-winback: is there already, left as it is\n");
        (await shell.DoneAsync("sequences", "validate")).Text.ShouldContain("7 files valid.");
        (await shell.DoneAsync("sequences", "list", "--json")).Json.EnumerateArray().Select(s => s.GetProperty("name").GetString()!).ShouldBe(
            SequenceLibrary.Named("education").Append("second-order-nudge").Order(StringComparer.Ordinal));
        (await shell.DoneAsync("run", "--until", "2026-02-02")).Code.ShouldBe(ExitCodes.Done);
    }

    [Fact]
    public async Task One_that_the_owner_has_changed_is_left_alone()
    {
        await ShopAsync();
        await shell.DoneAsync("sequences", "add", "birthday");
        var file = Path.Combine(Own, "birthday.yaml");
        var mine = (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Replace("holdout: 10%", "holdout: 25%", StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, mine, TestContext.Current.CancellationToken);

        (await shell.DoneAsync("sequences", "add", "birthday", "vip-care")).Text.ShouldMatch("birthday: is there already, left as it is\nvip-care: added\n");
        (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ShouldBe(mine);
    }

    /// <summary>The schema that the first line of every file names is there for the editor, also in a folder that an owner has made.</summary>
    [Fact]
    public async Task The_schema_that_the_files_name_stands_beside_them()
    {
        await ShopAsync();
        Directory.CreateDirectory(Own);
        await File.WriteAllTextAsync(Path.Combine(Own, "mine.yaml"), await File.ReadAllTextAsync(SequenceLibrary.Files["birthday"], TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);

        await shell.DoneAsync("sequences", "add", "vip-care");

        var modeline = (await File.ReadAllLinesAsync(Path.Combine(Own, "vip-care.yaml"), TestContext.Current.CancellationToken))[0];
        File.Exists(Path.Combine(Own, modeline[(modeline.IndexOf("$schema=", StringComparison.Ordinal) + 8)..])).ShouldBeTrue(modeline);
    }

    [Fact]
    public async Task A_name_that_is_neither_adds_nothing_and_the_nearest_is_named()
    {
        await ShopAsync();
        var outcome = await shell.RunAsync("sequences", "add", "birthday", "resturants");
        outcome.Code.ShouldBe(ExitCodes.NotFound);
        outcome.Errors.ShouldContain("There is no sequence and no pack 'resturants'; did you mean 'restaurants'?");
        Directory.Exists(Own).ShouldBeFalse("nothing is half done");
    }

    public void Dispose() => shell.Dispose();

    private Task<Outcome> ShopAsync() =>
        shell.DoneAsync("import", shell.Write("orders.csv", Samples.GoodOrders), "--format", "orders-csv", "--source", "shopify", "--as-of", "2026-02-01");
}
