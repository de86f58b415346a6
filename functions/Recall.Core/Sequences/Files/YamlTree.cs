using Recall.Core.Sequences.Files.Texts;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Recall.Core.Sequences.Files;

/// <summary>
/// Reads YAML into nodes that know their place. It builds on the parser's events, not on YamlDotNet's own tree, because that one
/// recurses without a limit and stops at the first duplicate key.
/// </summary>
internal sealed class YamlTree(string text, ProblemList problems)
{
    /// <summary>A step inside a step is four levels of YAML; steps may nest 16 deep.</summary>
    public const int MaxDepth = 100;

    private readonly Parser parser = new(new StringReader(text));
    private readonly Stack<Place> open = new();

    /// <summary>Line of the last text that begins with '{{' and has no quotes: what the parser says of the rest of it is no help.</summary>
    private int braces;

    /// <summary>Where the value before ended: YamlDotNet places a key that is empty at the start of the file.</summary>
    private Place last = Place.Start;

    /// <summary>The root, or null where a problem says why there is none.</summary>
    public static Node? Read(string text, ProblemList problems)
    {
        var tree = new YamlTree(text, problems);
        try
        {
            return tree.Document();
        }
        catch (YamlException e) when (tree.braces > 0 && e.Start.Line <= tree.braces + 1)
        {
            // Said already, and what to do.
        }
        catch (YamlException e)
        {
            SyntaxError.Report(text, problems, Of(e.Start), e.Message);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // YamlDotNet 16.3 lets these escape for an unclosed '[' and for \U escapes beyond Unicode.
            SyntaxError.Report(text, problems, tree.open.TryPeek(out var at) ? at : Place.Start, "");
        }

        return null;
    }

    private static Place Of(Mark mark) => new((int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column));

    private Node? Document()
    {
        parser.MoveNext();
        parser.MoveNext();
        if (parser.Current is StreamEnd)
        {
            problems.Error(Place.Start, "", YamlTexts.Empty);
            return null;
        }

        parser.MoveNext();
        var root = Value(0);
        if (root is null)
            return null;
        parser.MoveNext();
        parser.MoveNext();
        if (parser.Current is not StreamEnd)
        {
            problems.Error(Of(parser.Current!.Start), "", YamlTexts.Second);
            return null;
        }

        return root;
    }

    /// <summary>The value at the current event, which ends on the value's last event; null where nothing can be made of the rest.</summary>
    private Node? Value(int depth)
    {
        var now = parser.Current!;
        var place = Of(now.Start);
        if (now is Scalar { Value.Length: 0 } && now.Start.Index == 0)
            place = last;
        last = Of(now.End);
        if (depth > MaxDepth)
        {
            problems.Error(place, "", YamlTexts.TooDeep, MaxDepth);
            return null;
        }

        if (now is NodeEvent { Anchor.IsEmpty: false })
            problems.Error(place, "", YamlTexts.Anchor);
        if (now is NodeEvent { Tag.IsEmpty: false })
            problems.Error(place, "", YamlTexts.Tag);
        switch (now)
        {
            case AnchorAlias:
                problems.Error(place, "", YamlTexts.Alias);
                return new BrokenNode(place);
            case Scalar scalar:
                return new TextNode(place, scalar.Value, Index(now.Start), Index(now.End), text);
            case SequenceStart:
                return Items(place, depth);
            case MappingStart:
                return Entries(place, depth);
            default:
                // YamlDotNet 16.3 gives no key at all for a line with only ':' behind a list.
                problems.Error(place, "", YamlTexts.NoKey);
                return null;
        }
    }

    private ListNode? Items(Place place, int depth)
    {
        var list = new ListNode(place);
        open.Push(place);
        while (parser.MoveNext() && parser.Current is not SequenceEnd)
        {
            if (Value(depth + 1) is not { } item)
                return null;
            list.Items.Add(item);
        }

        open.Pop();
        return list;
    }

    private Node? Entries(Place place, int depth)
    {
        var (map, broken) = (new MapNode(place), false);
        var seen = new Dictionary<string, Place>(StringComparer.Ordinal);
        open.Push(place);
        while (parser.MoveNext() && parser.Current is not MappingEnd)
        {
            if (Value(depth + 1) is not { } key || !parser.MoveNext() || Value(depth + 1) is not { } value)
                return null;
            if (key is MapNode)
                (braces, broken) = (key.Place.Line, true);
            if (key is MapNode && Pasted.Near(text.Split('\n'), key.Place.Line) is var (at, what) && at.Line == key.Place.Line)
                problems.Error(at, "", what);
            else if (key is not TextNode name)
                problems.Error(key, "", key is MapNode ? YamlTexts.Braces : YamlTexts.LongKey);
            else if (!seen.TryAdd(name.Value, key.Place))
                problems.Error(key, name.Value, YamlTexts.SameKey, name.Value, seen[name.Value].Line);
            else
                map.Entries.Add((name, value));
        }

        open.Pop();
        return broken ? new BrokenNode(place) : map;
    }

    private int Index(Mark mark) => (int)Math.Clamp(mark.Index, 0, text.Length);
}
