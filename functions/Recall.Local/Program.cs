using System.Globalization;
using Recall.Local.Commands;
using Recall.Local.Wording;
using Spectre.Console;

#pragma warning disable RS0030 // The one place where the machine's clock is chosen.
var clock = TimeProvider.System;
#pragma warning restore RS0030

// Chinese text and the report's signs need it on every system.
Console.OutputEncoding = System.Text.Encoding.UTF8;
var plain = Console.IsOutputRedirected;
var console = AnsiConsole.Create(new()
{
    Ansi = plain ? AnsiSupport.No : AnsiSupport.Detect,
    ColorSystem = plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
    Interactive = plain ? InteractionSupport.No : InteractionSupport.Detect,
});
var locale = ReaderLocale.Of(Environment.GetEnvironmentVariable, CultureInfo.CurrentUICulture.Name);
return await new Cli(clock, console, Console.Error, locale).RunAsync(args);
