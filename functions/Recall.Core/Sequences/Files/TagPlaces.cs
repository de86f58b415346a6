using Recall.Core.Messaging;

namespace Recall.Core.Sequences.Files;

/// <summary>Finds a template's tag in the file: YAML folds and indents text, but keeps the order of its tags.</summary>
internal static class TagPlaces
{
    public static Place Find(string source, TextNode node, TagPlace place)
    {
        var at = node.From - 2;
        for (var tag = 0; tag <= place.Tag; tag++)
        {
            at = source.IndexOf("{{", at + 2, node.To - at - 2, StringComparison.Ordinal);
            if (at < 0)
                return node.Place;
        }

        // Where YAML broke the line inside the tag, the tag's start has to do.
        var end = Math.Min(at + place.Offset, node.To);
        if (source.AsSpan(at, end - at).Contains('\n'))
            end = at;
        var line = source.AsSpan(0, end).Count('\n') + 1;
        return new(line, end - source.LastIndexOf('\n', Math.Max(0, end - 1)));
    }
}
