using Recall.Local.Commands;
using Spectre.Console;

#pragma warning disable RS0030 // The one place where the machine's clock is chosen.
var clock = TimeProvider.System;
#pragma warning restore RS0030

// Chinese text and the report's signs need it on every system.
Console.OutputEncoding = System.Text.Encoding.UTF8;
var parsed = new Cli(clock, AnsiConsole.Console, Console.Error).Build().Parse(args);
var code = await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false });
return parsed.Errors.Count > 0 ? ExitCodes.Usage : code;
