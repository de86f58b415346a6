using System.Text;
using System.Text.Json;
using Recall.Core.Customers;

namespace Recall.App.Ingestion.Connectors.Mapping;

/// <summary>The elements of a body that is a list, each cut out and read for itself: one that cannot be understood costs none of the others.</summary>
internal static class Elements
{
    private static readonly ReadOnlyMemory<byte> Gone = "null"u8.ToArray();

    /// <summary>Whether the body is a list.</summary>
    public static bool IsList(ReadOnlyMemory<byte> body) => Text(body).Span.TrimStart(" \t\r\n"u8) is [(byte)'[', ..];

    /// <summary>All elements.</summary>
    /// <param name="list">The call whose body is a list.</param>
    /// <param name="one">Reads an element as a call of its own; may throw what <see cref="Connector.Read"/> may.</param>
    /// <exception cref="JsonException">The body is not JSON as a whole.</exception>
    public static Mapped Read(Posted list, Func<Posted, CustomerEvent> one)
    {
        var (events, bad, elements) = (new List<CustomerEvent>(), new List<BadElement>(), Cut(Text(list.Body)));
        for (var index = 0; index < elements.Count; index++)
        {
            // What is left of one that was taken out: it keeps the places of the others.
            if (elements[index].Span.SequenceEqual(Gone.Span))
                continue;
            var element = list with { Id = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{list.Id}.{index}"), Body = elements[index] };
            try
            {
                events.Add(one(element));
            }
            catch (CannotMapException e)
            {
                bad.Add(new(element, index, e.Field, e.Message));
            }
            catch (JsonException e)
            {
                bad.Add(new(element, index, "", Connector.NotJson(e)));
            }
        }

        return events.Count + bad.Count > 0 ? new Mapped.Facts(events, []) { Bad = bad }
            : elements.Count > 0 ? new Mapped.Ignored("Each element of the list is null.")
            : new Mapped.Wrong("", "The list has no events.");
    }

    /// <summary>The body without some of its elements, in whose places nothing stands: one that has no id of its own has that of its place. Null where none is one of them.</summary>
    /// <exception cref="JsonException">The body is not JSON as a whole.</exception>
    public static ReadOnlyMemory<byte>? Without(ReadOnlyMemory<byte> body, Func<ReadOnlyMemory<byte>, bool> which)
    {
        var elements = Cut(Text(body));
        var rest = elements.ConvertAll(e => which(e) ? Gone : e);
        if (!rest.Where((e, i) => !e.Equals(elements[i])).Any())
            return null;
        var text = new MemoryStream();
        for (var i = 0; i < rest.Count; i++)
        {
            text.WriteByte((byte)(i == 0 ? '[' : ','));
            text.Write(rest[i].Span);
        }

        text.WriteByte((byte)']');
        return text.ToArray();
    }

    private static List<ReadOnlyMemory<byte>> Cut(ReadOnlyMemory<byte> text)
    {
        var elements = new List<ReadOnlyMemory<byte>>();
        var reader = new Utf8JsonReader(text.Span, new JsonReaderOptions { MaxDepth = Connector.MaxDepth });
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            elements.Add(text[start..(int)reader.BytesConsumed]);
        }

        // Throws where something else follows.
        reader.Read();
        return elements;
    }

    private static ReadOnlyMemory<byte> Text(ReadOnlyMemory<byte> body) => body.Span.StartsWith(Encoding.UTF8.Preamble) ? body[3..] : body;
}
