using System.Text.Json;
using System.Text.Json.Nodes;

namespace Recall.Local.Tests.Infra;

/// <summary>Reading and comparing what a deployment would make.</summary>
internal static class JsonReading
{
    public static string Id(this JsonElement resource) => resource.GetProperty("id").GetString()!;

    public static string Name(this JsonElement resource) => resource.GetProperty("name").GetString()!;

    /// <summary>The same value, whatever the order of its properties and its white space.</summary>
    public static void ShouldBeJson(this string actual, string expected) =>
        JsonNode.DeepEquals(JsonNode.Parse(actual), JsonNode.Parse(expected)).ShouldBeTrue($"{actual} is not {expected}");
}
