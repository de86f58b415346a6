using Recall.Core.Sequences.Files.Texts;
using Recall.Core.Wording;

namespace Recall.Core.Sequences.Files;

/// <summary>A place in the file.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in UTF-16 code units.</param>
public readonly record struct Place(int Line, int Column)
{
    /// <summary>The beginning of a file.</summary>
    public static readonly Place Start = new(1, 1);
}

/// <summary>A YAML value that knows where it stands.</summary>
internal abstract class Node(Place place)
{
    public Place Place { get; } = place;

    /// <summary>What it is, in a marketer's words.</summary>
    public abstract Sentence What { get; }
}

/// <summary>A text, number or word; YAML tells them apart, we do it by what the key wants.</summary>
/// <param name="place">Where it starts.</param>
/// <param name="value">Without quotes and indentation.</param>
/// <param name="from">Index in the file where its source starts.</param>
/// <param name="to">Index behind its source.</param>
/// <param name="source">The file's text; empty for a value that is made here.</param>
internal sealed class TextNode(Place place, string value, int from, int to, string source = "") : Node(place)
{
    public string Value { get; } = value;

    public string Source { get; } = source;

    public int From { get; } = from;

    public int To { get; } = to;

    public override Sentence What => Value.Length == 0 ? new(ValueTexts.Nothing) : new(ValueTexts.Quoted, Customers.Shown.Short(Value));
}

/// <summary>Items in order.</summary>
internal sealed class ListNode(Place place) : Node(place)
{
    public List<Node> Items { get; } = [];

    public override Sentence What => new(ValueTexts.List);
}

/// <summary>Keys and values in order; keys are unique.</summary>
internal sealed class MapNode(Place place) : Node(place)
{
    public List<(TextNode Key, Node Value)> Entries { get; } = [];

    public override Sentence What => new(ValueTexts.Keys);
}

/// <summary>Stands where a problem was reported already, so that readers pass over it in silence.</summary>
internal sealed class BrokenNode(Place place) : Node(place)
{
    public override Sentence What => new(ValueTexts.Nothing);
}
