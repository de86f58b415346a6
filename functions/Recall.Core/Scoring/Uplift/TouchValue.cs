using System.Text.Json.Serialization;

namespace Recall.Core.Scoring.Uplift;

/// <summary>What touching a customer is expected to earn, over leaving them alone.</summary>
/// <param name="Evidence">What says so.</param>
/// <param name="Alone">P(orders within the goal window | left alone).</param>
/// <param name="Uplift">What a pass through the sequence adds to it.</param>
/// <param name="Margin">
/// Expected incremental margin per message, shop's currency: the uplift times the margin of the customer's usual order, less what the
/// discount costs on orders that come either way, less the messages.
/// </param>
/// <param name="Low">Lower end of its 95 % interval.</param>
/// <param name="High">Upper end.</param>
public sealed record TouchValue(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] UpliftEvidence Evidence, double Alone, double Uplift, double Margin,
    double Low, double High);

/// <summary>What an estimate of uplift rests on, best last.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<UpliftEvidence>))]
public enum UpliftEvidence
{
    /// <summary>An assumption: too little data of a control group.</summary>
    [JsonStringEnumMemberName("prior")] Prior,

    /// <summary>The sequence's measured effect on everybody, drawn to the assumption where data are few.</summary>
    [JsonStringEnumMemberName("average")] Average,

    /// <summary>A model of whom the sequence moves.</summary>
    [JsonStringEnumMemberName("model")] Model,
}

/// <summary>A customer's <see cref="TouchValue"/>s.</summary>
/// <param name="Usual">Of a sequence without data of its own; null where nothing can be said.</param>
/// <param name="Sequences">By the name of the sequence, of those with data.</param>
public sealed record TouchValues(TouchValue? Usual, IReadOnlyDictionary<string, TouchValue> Sequences)
{
    /// <summary>Of a sequence.</summary>
    public TouchValue? Of(string? sequence) => sequence is null ? Usual : Sequences.GetValueOrDefault(sequence, Usual!);
}
