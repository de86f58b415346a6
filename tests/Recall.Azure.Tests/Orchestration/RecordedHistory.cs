using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.DurableTask;

namespace Recall.Azure.Tests.Orchestration;

/// <summary>An instance as it lies in a hub, with what its orchestrator had asked for.</summary>
internal sealed record RecordedHistory(
    string Trace, string Name, string Id, string? Input, DateTimeOffset CreatedAt, IReadOnlyList<HubEvent> History, IReadOnlyList<string> Actions,
    string? CustomStatus, string? Output)
{
    public static JsonSerializerOptions Written { get; } = new()
    {
        WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Beside the tests that run.</summary>
    public static string File(string version) => Path.Combine(AppContext.BaseDirectory, "Orchestration", "Histories", version + ".json");

    /// <summary>In the repository.</summary>
    public static string Source(string version, [CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "Histories", version + ".json");

    public static RecordedHistory Of(string trace, HubInstance instance) => new(
        trace, instance.Name, instance.Id, instance.Input, instance.CreatedAt, [.. instance.History.Select(h => h with { Failure = Told(h.Failure) })],
        [.. instance.Actions.Select(a => a.Text)], instance.CustomStatus, instance.Output);

    public HubInstance Instance()
    {
        var instance = new HubInstance(Name, Id, Input, CreatedAt);
        instance.History.AddRange(History);
        return instance;
    }

    /// <summary>Without the stack, which names folders of the machine that recorded it; no orchestrator decides by it.</summary>
    private static TaskFailureDetails? Told(TaskFailureDetails? failure) =>
        failure is null ? null : failure with { StackTrace = null, InnerFailure = Told(failure.InnerFailure) };
}
