using System.Diagnostics;
using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Hosting;
using Recall.Azure.Triggers;

namespace Recall.Azure.Integration.Tests.Hosting;

/// <summary>
/// Runs <c>Program</c> as far as its host is built, with the settings of <c>local.settings.sample.json</c>; what comes after would look for the Functions
/// host. The host is handed out by the diagnostics that other tools of .NET rely on too.
/// </summary>
internal sealed class BuiltApp : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private static readonly AsyncLocal<BuiltApp?> Current = new();
    private IHost? _host;

    public static async Task<IHost> BuildAsync()
    {
        var app = new BuiltApp();
        using var listening = DiagnosticListener.AllListeners.Subscribe(app);
        await Task.Run(async () =>
        {
            Current.Value = app;
            try
            {
                await (Task)typeof(ApiFunctions).Assembly.GetType("Program")!
                    .GetMethod("<Main>$", BindingFlags.NonPublic | BindingFlags.Static)!.Invoke(null, [Sample()])!;
            }
            catch (Exception e) when (e is Built or { InnerException: Built })
            {
                // As far as was wanted.
            }
        });
        return app._host.ShouldNotBeNull();
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.Extensions.Hosting")
            value.Subscribe(this);
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key != "HostBuilt" || Current.Value != this)
            return;
        _host = (IHost)value.Value!;
        throw new Built();
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    /// <summary>Of <c>local.settings.sample.json</c>, as environment variables have them.</summary>
    public static IEnumerable<KeyValuePair<string, string>> SampleSettings() =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "local.settings.sample.json")))!["Values"]!.AsObject()
            .Select(v => KeyValuePair.Create(v.Key, v.Value!.GetValue<string>()));

    private static string[] Sample() => [.. SampleSettings().Select(v => $"--{v.Key.Replace("__", ":", StringComparison.Ordinal)}={v.Value}")];

    private sealed class Built : Exception;
}
