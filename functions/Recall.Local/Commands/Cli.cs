using System.CommandLine;
using System.CommandLine.Help;
using Microsoft.Data.Sqlite;
using Recall.App;
using Recall.App.Ingestion;
using Recall.App.Ingestion.Files;
using Recall.Core.Wording;
using Recall.Local.Hosting;
using Recall.Local.Storage;
using Recall.Local.Wording;
using Spectre.Console;

namespace Recall.Local.Commands;

/// <summary>The command line: options that all commands share, and how failures become messages and exit codes.</summary>
/// <param name="clock">The machine's.</param>
/// <param name="console">Where results go.</param>
/// <param name="errors">Where what went wrong goes.</param>
/// <param name="locale">The reader's language where no <c>--lang</c> says it.</param>
internal sealed class Cli(TimeProvider clock, IAnsiConsole console, TextWriter errors, string locale)
{
    private readonly Option<string> _data = new("--data")
    {
        DefaultValueFactory = _ => "./recall-data", Recursive = true,
    };

    /// <summary>What <c>--lang</c> takes.</summary>
    private static readonly string[] Languages = ["en", "zh-CN", "zh"];

    private readonly Option<bool> _json = new("--json") { Recursive = true };

    private readonly Option<string> _lang = new("--lang")
    {
        DefaultValueFactory = _ => Phrase.IsChinese(locale) ? "zh-CN" : "en", Recursive = true,
    };

    /// <summary>Of who runs this command line.</summary>
    private string _reader = "en";

    /// <summary>The machine's clock.</summary>
    public TimeProvider Clock { get; } = clock;

    public IAnsiConsole Console { get; } = console;

    private RootCommand Build()
    {
        (_data.Description, _json.Description, _lang.Description) = (Say(HelpTexts.Data), Say(HelpTexts.Json), Say(HelpTexts.Lang));
        var root = new RootCommand(Say(HelpTexts.About)) { _data, _json, _lang };
        foreach (var option in root.Options)
            option.Description = option switch { HelpOption => Say(HelpTexts.Help), VersionOption => Say(HelpTexts.Version), _ => option.Description };
        root.Add(DemoCommand.Create(this));
        root.Add(ImportCommand.Create(this));
        root.Add(ConnectCommand.Create(this));
        root.Add(ScoreCommand.Create(this));
        root.Add(BacktestCommand.Create(this));
        root.Add(RunCommand.Create(this));
        root.Add(ServeCommand.Create(this));
        root.Add(CustomersCommand.Create(this));
        root.Add(SequencesCommand.Create(this));
        root.Add(ReportCommand.Create(this));
        root.Add(DeadLettersCommand.Create(this));
        root.Add(DeliveriesCommand.Create(this));
        return root;
    }

    /// <summary>Runs one command line.</summary>
    /// <param name="args">Without the program's name.</param>
    /// <param name="cancellationToken">Ctrl-C, for a host that is no console.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> args, CancellationToken cancellationToken = default)
    {
        _reader = ReaderLocale.Asked(args) ?? locale;
        var parsed = Build().Parse(args);
        var code = await parsed.InvokeAsync(new() { Output = Console.Profile.Out.Writer, Error = errors }, cancellationToken);
        return parsed.Errors.Count > 0 ? ExitCodes.Usage : code;
    }

    /// <summary>Help in the reader's language.</summary>
    public string Say(Phrase phrase, params object?[] values) => phrase.Say(_reader, values);

    public string Data(ParseResult parsed) => parsed.GetValue(_data)!;

    /// <summary>A command's work on a shop that is there, and turns what users can cause into a message without a stack trace.</summary>
    /// <param name="command">The command.</param>
    /// <param name="work">What it does; returns one of <see cref="ExitCodes"/>.</param>
    /// <param name="reads">It only reads, so it works beside <c>recall serve</c>.</param>
    /// <param name="unless">An option with which it writes after all.</param>
    /// <param name="beside">The same work where <c>recall serve</c> has the folder open, which does it then.</param>
    /// <param name="open">What is said where another process has the folder; null is what any command says.</param>
    public void Handle(
        Command command, Func<ParseResult, Session, Screen, CancellationToken, Task<int>> work, bool reads = false, Option? unless = null,
        Func<ParseResult, RunningServer, Screen, CancellationToken, Task<int>>? beside = null, Phrase? open = null) =>
        Handle(command, async (parsed, screen, cancel) =>
        {
            if (!DataFolder.IsShop(Data(parsed)))
                throw new NotFoundException(CommonTexts.NoShop, Data(parsed));
            await using var session = Session.Open(Data(parsed), Clock, reads && (unless is null || parsed.GetResult(unless) is null));
            try
            {
                await session.Get<ShopCurrency>().CheckAsync(cancel);
            }
            catch (FolderOpenException) when (open is not null)
            {
                throw new UserException(open, session.Folder.Path);
            }
            catch (FolderOpenException) when (beside is not null && session.Folder.ServedAt is not null)
            {
                using var server = RunningServer.Of(session.Folder)!;
                return await beside(parsed, server, screen, cancel);
            }

            return await work(parsed, session, screen, cancel);
        });

    /// <summary>The same without a folder.</summary>
    public void Handle(Command command, Func<ParseResult, Screen, CancellationToken, Task<int>> work) =>
        command.SetAction(async (parsed, cancel) =>
        {
            var lang = parsed.GetValue(_lang);
            try
            {
                if (!Languages.Contains(lang, StringComparer.OrdinalIgnoreCase))
                    throw new UserException(CommonTexts.NoLanguage, lang);
                return await work(parsed, new Screen(Console, parsed.GetValue(_json), lang), cancel);
            }
            catch (UserException e)
            {
                await errors.WriteLineAsync(e.Say(lang));
                return e is NotFoundException ? ExitCodes.NotFound : ExitCodes.Usage;
            }
            catch (ImportException e)
            {
                await errors.WriteLineAsync(e.Say(lang));
                return ExitCodes.Usage;
            }
            catch (ShopCurrencyException e)
            {
                await errors.WriteLineAsync(e.Say(lang));
                return ExitCodes.Usage;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or SqliteException)
            {
                await errors.WriteLineAsync($"{Data(parsed)}: {e.Message}");
                return ExitCodes.Failed;
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                await errors.WriteLineAsync(CommonTexts.Stopped.Say(lang));
                return ExitCodes.Cancelled;
            }
        });
}

/// <summary>What was asked for is not there.</summary>
internal sealed class NotFoundException(Phrase phrase, params object?[] values) : UserException(phrase, values);
