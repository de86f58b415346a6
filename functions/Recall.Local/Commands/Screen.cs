using System.Globalization;
using System.Text.Json;
using Recall.App.Http;
using Recall.Core;
using Recall.Core.Wording;
using Spectre.Console;

namespace Recall.Local.Commands;

/// <summary>What people see: colour, boxes and progress bars in a terminal; plain aligned text in a pipe; JSON for scripts.</summary>
/// <param name="console">Where it goes.</param>
/// <param name="json">Nothing but one document.</param>
/// <param name="locale">The reader's language.</param>
internal sealed class Screen(IAnsiConsole console, bool json, string? locale)
{
    /// <summary>Cells of a pipe are never wrapped: who reads them wants a row in a line.</summary>
    private const int Unbounded = 100_000;

    /// <summary>For people's scripts, unlike what is stored: nothing is left out, not what follows from the rest either; no NaN.</summary>
    private static readonly JsonSerializerOptions Indented = new(StoredJson.Options)
    {
        WriteIndented = true, DefaultIgnoreCondition = default, IgnoreReadOnlyProperties = false, NumberHandling = default,
        Converters = { new FiniteNumberJson() },
    };

    /// <summary>A script reads: nothing but one JSON document may be written.</summary>
    public bool Json { get; } = json;

    /// <summary>The reader's language, BCP 47.</summary>
    public string Locale { get; } = Phrase.IsChinese(locale) ? "zh-CN" : "en";

    private bool Rich => console.Profile.Capabilities.Ansi && console.Profile.Out.IsTerminal;

    public void Object<T>(T value) => console.Profile.Out.Writer.WriteLine(JsonSerializer.Serialize(value, Indented));

    public void Line(string text = "")
    {
        if (!Json)
            console.Profile.Out.Writer.WriteLine(text);
    }

    public void Line(Phrase phrase, params object?[] values) => Line(Say(phrase, values));

    /// <summary>What must not be overlooked: bold in a terminal.</summary>
    public void Strong(Phrase phrase, params object?[] values)
    {
        if (Json)
            return;
        if (Rich)
            console.MarkupLineInterpolated($"[bold]{Say(phrase, values)}[/]");
        else
            Line(phrase, values);
    }

    /// <summary>In the reader's language.</summary>
    public string Say(Phrase phrase, params object?[] values) => phrase.Say(Locale, values);

    /// <summary>A word that stands for itself, in the reader's language.</summary>
    public string Word(string word) => Words.Of(word, Locale);

    public void Title(string text)
    {
        if (Json)
            return;
        console.Profile.Out.Writer.WriteLine();
        if (Rich)
            console.Write(new Rule($"[bold]{Markup.Escape(text)}[/]") { Justification = Justify.Left });
        else
            console.Profile.Out.Writer.WriteLine(text);
    }

    public void Table(IReadOnlyList<string> headers, IEnumerable<IReadOnlyList<string>> rows)
    {
        if (Json)
            return;
        var table = new Table
        {
            Border = Rich ? TableBorder.Rounded : TableBorder.None, UseSafeBorder = true, Expand = false, ShowHeaders = headers.Any(h => h.Length > 0),
        };
        table.BorderColor(Color.Grey);
        foreach (var header in headers)
            table.AddColumn(new TableColumn(new Text(header.TrimStart('>'), new Style(decoration: Decoration.Bold))) { Alignment = header.StartsWith('>') ? Justify.Right : Justify.Left });
        foreach (var row in rows)
            table.AddRow(row.Select(cell => new Text(cell)));
        if (Rich)
            console.Write(table);
        else
            Plain(table);
    }

    /// <summary>Aligned, without the blanks that Spectre.Console puts behind the last column.</summary>
    private void Plain(Table table)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        var page = AnsiConsole.Create(new() { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text) });
        page.Profile.Width = Unbounded;
        page.Write(table);
        foreach (var line in text.ToString().TrimEnd().ReplaceLineEndings("\n").Split('\n'))
            console.Profile.Out.Writer.WriteLine(line.TrimEnd());
    }

    /// <summary>Runs work that may take longer than a second, with a bar from 0 to 1 where there is somebody to watch it.</summary>
    public async Task<T> ProgressAsync<T>(string what, Func<IProgress<double>, Task<T>> work)
    {
        if (Json || !Rich)
            return await work(new Direct(_ => { }));
        return await console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn(), new SpinnerColumn())
            .StartAsync(async context =>
            {
                var task = context.AddTask(Markup.Escape(what), maxValue: 1);
                var result = await work(new Direct(value => task.Value = Math.Min(1, value)));
                task.Value = 1;
                return result;
            });
    }

    public static string Number(double value, string format = "#,0.##") =>
        double.IsNaN(value) ? "-" : value.ToString(format, CultureInfo.InvariantCulture);

    public static string Percent(double share) => double.IsNaN(share) ? "-" : share.ToString("0.0 %", CultureInfo.InvariantCulture);

    /// <summary>Unlike Progress of T, calls in order and at once.</summary>
    private sealed class Direct(Action<double> report) : IProgress<double>
    {
        public void Report(double value) => report(value);
    }
}
