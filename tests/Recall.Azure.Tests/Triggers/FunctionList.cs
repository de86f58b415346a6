using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace Recall.Azure.Tests.Triggers;

/// <summary>The functions of the app as the worker's generator finds them: methods with <see cref="FunctionAttribute"/>, and the attributes of their parameters.</summary>
internal static class FunctionList
{
    public static IReadOnlyList<(string Name, MethodInfo Method, Attribute Trigger)> All { get; } =
    [
        .. typeof(Azure.Triggers.ApiFunctions).Assembly.GetTypes().SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static))
            .Select(m => (Function: m.GetCustomAttribute<FunctionAttribute>(), Method: m)).Where(f => f.Function is not null)
            .Select(f => (f.Function!.Name, f.Method, TriggerOf(f.Method))).OrderBy(f => f.Name, StringComparer.Ordinal),
    ];

    public static IEnumerable<(string Name, MethodInfo Method, T Trigger)> Of<T>()
        where T : Attribute => All.Where(f => f.Trigger is T).Select(f => (f.Name, f.Method, (T)f.Trigger));

    /// <summary>A line that says all that a deployment depends on.</summary>
    public static string Line(string name, MethodInfo method, Attribute trigger)
    {
        var client = method.GetParameters().Any(p => p.GetCustomAttribute<DurableClientAttribute>() is not null) ? " +client" : "";
        return name + " " + trigger switch
        {
            HttpTriggerAttribute http => $"http {http.AuthLevel} {string.Join(",", http.Methods ?? [])} /{http.Route}",
            TimerTriggerAttribute timer => $"timer {timer.Schedule}{(timer.RunOnStartup ? " on start" : "")}",
            QueueTriggerAttribute queue => $"queue {queue.QueueName} {queue.Connection ?? "AzureWebJobsStorage"}",
            OrchestrationTriggerAttribute => "orchestration",
            ActivityTriggerAttribute => "activity",
            _ when trigger.GetType().Name == "EventGridTriggerAttribute" => "events", // By name: its package is not where the others are.
            _ => trigger.GetType().Name,
        } + client;
    }

    private static Attribute TriggerOf(MethodInfo method) => method.GetParameters().SelectMany(p => p.GetCustomAttributes())
        .Single(a => a.GetType().Name.EndsWith("TriggerAttribute", StringComparison.Ordinal));
}
