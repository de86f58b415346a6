using System.Diagnostics;
using Recall.Local.Commands;
using Recall.Local.Runtime;
using Recall.Local.Storage;
using Recall.Local.Tests.Storage;

namespace Recall.Local.Tests.Commands;

/// <summary>One process at a time: the only test that needs a second one.</summary>
public sealed class FolderLockTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task A_command_that_writes_a_folder_that_another_process_has_open_says_so_and_one_that_reads_works_beside_it()
    {
        await using (RecallDatabase.Open(folder.Path, new VirtualClock(DateTimeOffset.UnixEpoch)))
        {
            var (code, errors) = await Recall("dead-letters", "retry", "--data", folder.Path);
            code.ShouldBe(ExitCodes.Usage);
            errors.ShouldStartWith($"The data folder '{folder.Path}' is open in another Recall process.");
            errors.ShouldContain("/api/events");
            errors.ShouldContain("dead-letters retry at /api/dead-letters/retry");
            (await Recall("customers", "requests", "--data", folder.Path)).Code.ShouldBe(ExitCodes.Done);
            (await Recall("customers", "requests", "--answered", "x:1", "--data", folder.Path)).Code.ShouldBe(ExitCodes.Usage);
            errors.ShouldNotContain("   at ");
            (await Recall("customers", "show", "x:1", "--data", folder.Path)).Code.ShouldBe(ExitCodes.NotFound);
            (await Recall("report", "--data", folder.Path)).Code.ShouldBe(ExitCodes.Done);
        }

        (await Recall("dead-letters", "retry", "--data", folder.Path)).Code.ShouldBe(ExitCodes.Done);
    }

    public void Dispose() => folder.Dispose();

    private static async Task<(int Code, string Errors)> Recall(params string[] arguments)
    {
        var program = typeof(RecallDatabase).Assembly.Location;
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        }).ShouldNotBeNull();
        var cancel = TestContext.Current.CancellationToken;
        var output = process.StandardOutput.ReadToEndAsync(cancel);
        var errors = await process.StandardError.ReadToEndAsync(cancel);
        await output;
        await process.WaitForExitAsync(cancel);
        return (process.ExitCode, errors);
    }
}
