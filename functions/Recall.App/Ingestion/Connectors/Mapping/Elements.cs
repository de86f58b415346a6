using System.Text;
using System.Text.Json;
using Recall.Core.Customers;

namespace Recall.App.Ingestion.Connectors.Mapping;

/// <summary>The elements of a body that is a list, each cut out and read for itself: one that cannot be understood costs none of the others.</summary>
internal static class Elements
{
    /// <summary>Whether the body is a list.</summary>
    public static bool IsList(ReadOnlyMemory<byte> body) => Text(body).Span.TrimStart(" \t\r\n"u8) is [(byte)'[', ..];

    /// <summary>All elements.</summary>
    /// <param name="list">The call whose body is a list.</param>
    /// <param name="one">Reads an element as a call of its own; may throw what <see cref="Connector.Read"/> may.</param>
    /// <exception cref="JsonException">The body is not JSON as a whole.</exception>
    public static Mapped Read(Posted list, Func<Posted, CustomerEvent> one)
    {
        var (events, bad) = (new List<CustomerEvent>(), new List<BadElement>());
        foreach (var bytes in Cut(Text(list.Body)))
        {
            var index = events.Count + bad.Count;
            var element = list with { Id = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{list.Id}.{index}"), Body = bytes };
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

        return events.Count + bad.Count == 0
            ? new Mapped.Wrong("", "The list has no events.")
            : new Mapped.Facts(events, []) { Bad = bad };
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
