using System.CommandLine;
using BenchmarkDotNet.Running;
using Recall.Benchmarks;
using Recall.Benchmarks.Tables;

#pragma warning disable RS0030 // The one place where the machine's clock is chosen.
var clock = TimeProvider.System;
#pragma warning restore RS0030

var quick = new Option<bool>("--quick") { Description = "Small sizes: shows that everything runs, its figures mean little" };
var json = new Option<FileInfo?>("--json") { Description = "Also save the figures to this file" };
var only = new Option<string[]>("--only")
{
    Description = $"Some parts alone: {string.Join(", ", Parts.All.Select(p => p.Name))}",
    AllowMultipleArgumentsPerToken = true,
};
only.AcceptOnlyFromAmong([.. Parts.All.Select(p => p.Name)]);
var size = new Option<int?>("--size") { Description = "Events, customers or runs of a measurement, instead of the part's own" };
var table = new Command("table", "Measure the pipeline's rates once and print them") { quick, json, only, size };
table.SetAction(async (parsed, cancel) =>
{
    var result = new FigureTable(Facts.Read(clock, parsed.GetValue(quick)));
    result.PrintHead(Console.Out);
    foreach (var part in Parts.Chosen(parsed.GetValue(only)))
    {
        foreach (var figure in await part.MeasureAsync(parsed.GetValue(size) ?? (parsed.GetValue(quick) ? part.Quick : part.Full), clock, cancel))
            result.Add(figure, Console.Out);
    }

    FigureTable.PrintFoot(Console.Out);
    if (parsed.GetValue(json) is { } file)
        await File.WriteAllTextAsync(file.FullName, result.ToJson(), cancel);
    return 0;
});

// In this process: BenchmarkDotNet would else build a project of its own, under this repository's rules for source code.
var bdn = new Command("bdn", "BenchmarkDotNet's switcher; its options go behind '--'") { TreatUnmatchedTokensAsErrors = false };
bdn.SetAction(parsed =>
{
    BenchmarkSwitcher.FromAssembly(typeof(Parts).Assembly).Run([.. parsed.UnmatchedTokens, "--inProcess"]);
    return 0;
});

return await new RootCommand("Measures Recall's rates; see docs/benchmarks.md") { table, bdn }.Parse(args).InvokeAsync();
