using System.Text.Json.Nodes;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;
using Microsoft.Extensions.DependencyInjection;
using Recall.Azure.Tests.Triggers;

namespace Recall.Azure.Integration.Tests.Hosting;

/// <summary>The app as the Functions SDK builds it.</summary>
public class FunctionAppTests
{
    /// <summary>Every constructor is asked of the app's own container.</summary>
    [Fact]
    public async Task The_program_starts_with_the_sample_settings_and_can_make_every_function()
    {
        using var host = await BuiltApp.BuildAsync();

        foreach (var type in FunctionList.All.Select(f => f.Method.DeclaringType!).Where(t => !(t.IsAbstract && t.IsSealed)).Distinct())
            Should.NotThrow(() => ActivatorUtilities.CreateInstance(host.Services, type), type.Name);
    }

    [Fact]
    public async Task The_worker_tells_the_host_of_the_functions_that_the_attributes_declare()
    {
        using var host = await BuiltApp.BuildAsync();

        var told = await host.Services.GetRequiredService<IFunctionMetadataProvider>().GetFunctionMetadataAsync("");

        told.Select(f => Line(f.Name!, [.. f.RawBindings!.Select(b => JsonNode.Parse(b)!)]))
            .ShouldBe(FunctionList.All.Select(f => FunctionList.Line(f.Name, f.Method, f.Trigger)), ignoreOrder: true);
    }

    /// <summary>What Core Tools and the deployment read, when the app is built and not run.</summary>
    [Fact]
    public void The_build_writes_the_same_functions_and_the_extensions_they_need()
    {
        var written = Json("functions.metadata").AsArray().Select(f => Line(f!["name"]!.GetValue<string>(), [.. f["bindings"]!.AsArray().Select(b => b!)]));
        written.ShouldBe(FunctionList.All.Select(f => FunctionList.Line(f.Name, f.Method, f.Trigger)), ignoreOrder: true);

        var extensions = Json("extensions.json")["extensions"]!.AsArray().Select(e => e!["name"]!.GetValue<string>()).ToList();
        (extensions is ["AzureStorageQueues", "DurableTask", ..]).ShouldBeTrue();
        Json("worker.config.json")["description"]!["defaultWorkerPath"]!.GetValue<string>().ShouldBe("Recall.Azure.Packages.dll");
    }

    private static JsonNode Json(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, file)))!;

    /// <summary>As <see cref="FunctionList.Line"/> has it.</summary>
    private static string Line(string name, List<JsonNode> bindings)
    {
        var client = bindings.Any(b => Text(b, "type") == "durableClient") ? " +client" : "";
        var trigger = bindings.Single(b => Text(b, "type")!.EndsWith("Trigger", StringComparison.Ordinal));
        return name + " " + Text(trigger, "type") switch
        {
            "httpTrigger" => $"http {Text(trigger, "authLevel")} {string.Join(",", trigger["methods"]!.AsArray().Select(m => m!.GetValue<string>()))} /{Text(trigger, "route")}",
            "timerTrigger" => $"timer {Text(trigger, "schedule")}",
            "queueTrigger" => $"queue {Text(trigger, "queueName")} {Text(trigger, "connection") ?? "AzureWebJobsStorage"}",
            "orchestrationTrigger" => "orchestration",
            "activityTrigger" => "activity",
            var other => other,
        } + client;
    }

    private static string? Text(JsonNode binding, string key) => binding[key]?.GetValue<string>();
}
