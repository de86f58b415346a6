using System.Text.Json.Serialization;

namespace Recall.Core.Sequences.Versions;

/// <summary>One difference between two versions of a sequence, as a marketer would say it.</summary>
/// <param name="Kind">What happened to it.</param>
/// <param name="Area"><c>audience</c>, <c>step</c>, <c>template</c>, or the key at the top of the file: <c>holdout</c>, <c>goal</c>, ...</param>
/// <param name="Id">The step, the template, or the whole key where it stands below another: <c>goal.order-within</c>; else null.</param>
/// <param name="Text">The sentence, in every language that Recall speaks.</param>
/// <param name="Lines">Of a text of several lines those that differ; else none.</param>
public sealed record Change(ChangeKind Kind, string Area, string? Id, LocalText Text, IReadOnlyList<ChangedLine> Lines)
{
    /// <summary>
    /// True where who is drawn, by which chances or for how long they are watched is another than before: figures from before and after
    /// would be of two experiments.
    /// </summary>
    [JsonIgnore]
    public bool StartsMeasurement => Area is "audience" or "trigger" or "holdout" || Id is "goal.order-within";
}

/// <summary>A line of a text.</summary>
/// <param name="Added">True where the new version has it, false where the old one had.</param>
/// <param name="Text">The line.</param>
public sealed record ChangedLine(bool Added, string Text);

/// <summary>What happened to a part of a sequence.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ChangeKind>))]
public enum ChangeKind
{
    /// <summary>It is new.</summary>
    [JsonStringEnumMemberName("added")] Added,

    /// <summary>It is gone.</summary>
    [JsonStringEnumMemberName("removed")] Removed,

    /// <summary>It says something else.</summary>
    [JsonStringEnumMemberName("changed")] Changed,

    /// <summary>It stands elsewhere.</summary>
    [JsonStringEnumMemberName("moved")] Moved,
}
