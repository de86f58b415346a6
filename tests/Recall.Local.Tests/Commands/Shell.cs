using System.Globalization;
using System.Text.Json;
using Recall.Local.Commands;
using Recall.Local.Tests.Storage;
using Spectre.Console;

namespace Recall.Local.Tests.Commands;

/// <summary>Runs command lines in this process, on a data folder of their own, as a pipe would see them.</summary>
internal sealed class Shell : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>The machine's time, which stands still.</summary>
    public DateTimeOffset Now { get; init; } = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    /// <summary>The machine's clock.</summary>
    public TimeProvider Clock => new StandingClock(Now);

    /// <summary>The reader's language where no option says it.</summary>
    public string Locale { get; init; } = "en";

    /// <summary>The data folder.</summary>
    public string Data => Path.Combine(_folder.Path, "shop");

    public string Settings => Path.Combine(Data, "settings.yaml");

    /// <summary>Writes a file outside the data folder and gives its path.</summary>
    public string Write(string name, string text)
    {
        var path = Path.Combine(_folder.Path, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Runs <c>recall ARGS --data FOLDER</c>.</summary>
    public Task<Outcome> RunAsync(params string[] args) => RunAsync([.. args, "--data", Data], TextWriter.Null, TestContext.Current.CancellationToken);

    /// <summary>The same, with a listener to what it writes and somebody to stop it.</summary>
    public async Task<Outcome> RunAsync(string[] args, TextWriter listener, CancellationToken cancellationToken)
    {
        await using var output = new TeeWriter(listener);
        await using var errors = new StringWriter(CultureInfo.InvariantCulture);
        var console = AnsiConsole.Create(new()
        {
            Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(output),
        });
        var code = await new Cli(Clock, console, errors, Locale).RunAsync(args, cancellationToken);
        return new(code, output.ToString(), errors.ToString());
    }

    /// <summary>Runs it, and asserts that it went well.</summary>
    public async Task<Outcome> DoneAsync(params string[] args)
    {
        var outcome = await RunAsync(args);
        outcome.Code.ShouldBe(ExitCodes.Done, $"{outcome.Text}\n{outcome.Errors}");
        return outcome;
    }

    public void Dispose() => _folder.Dispose();

    private sealed class StandingClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    private sealed class TeeWriter(TextWriter other) : StringWriter(CultureInfo.InvariantCulture)
    {
        public override void Write(char value)
        {
            base.Write(value);
            other.Write(value);
        }

        public override void Write(char[] buffer, int index, int count)
        {
            base.Write(buffer, index, count);
            other.Write(buffer, index, count);
        }

        public override void Write(string? value)
        {
            base.Write(value);
            other.Write(value);
        }
    }
}

/// <summary>What a command line came to.</summary>
/// <param name="Code">Its exit code.</param>
/// <param name="Text">What it wrote.</param>
/// <param name="Errors">What it wrote to the error stream.</param>
internal sealed record Outcome(int Code, string Text, string Errors)
{
    /// <summary>The text as one JSON document; anything before or after it is an error.</summary>
    public JsonElement Json
    {
        get
        {
            using var document = JsonDocument.Parse(Text);
            return document.RootElement.Clone();
        }
    }
}
