using System.Globalization;
using System.Text.Json;
using Recall.Core.Customers;
using Recall.Core.Sequences.Files;

namespace Recall.App.Ingestion.Events;

/// <summary>The lines of an order.</summary>
public sealed partial class EventReader
{
    private static readonly string[] LineFields = ["product", "category", "quantity", "price"];

    private void ReadLines(ref Utf8JsonReader reader)
    {
        for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                ReadLine(index, ref reader);
            }
            else
            {
                _draft.Fail(Line(index), "must be an object like {\"product\":\"T1\",\"quantity\":2,\"price\":20}");
                reader.Skip();
            }
        }
    }

    private void ReadLine(int index, ref Utf8JsonReader reader)
    {
        var (product, category, quantity, price) = ("", (string?)null, 1m, 0m);
        var given = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = Text(ref reader) ?? "?";
            var field = Array.IndexOf(LineFields, name);
            reader.Read();
            if (field < 0)
                _draft.Fail($"{Line(index)}.{Shown.Short(name)}", $"is not a known field{NearestWord.Hint(name, LineFields)}");
            else if ((given & (1 << field)) != 0)
                _draft.Fail($"{Line(index)}.{name}", "is given twice; give it once");

            given |= field < 0 ? 0 : 1 << field;
            if (field < 0 || reader.TokenType == JsonTokenType.Null)
                reader.Skip();
            else if (field is 0 or 1)
                (product, category) = field == 0 ? (LineText(index, name, ref reader), category) : (product, LineText(index, name, ref reader));
            else
                (quantity, price) = field == 2 ? (LineNumber(index, name, ref reader), price) : (quantity, LineNumber(index, name, ref reader));
        }

        LineChecks.Check(_draft, Line(index) + ".", product, category is "" ? null : category, quantity, price, (given & 8) != 0);
    }

    private string LineText(int index, string name, ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String && Text(ref reader) is { } text)
            return text;
        _draft.Fail($"{Line(index)}.{name}", reader.TokenType == JsonTokenType.String ? BadText : "must be text in quotes");
        reader.Skip();
        return "-";
    }

    private decimal LineNumber(int index, string name, ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out var number))
            return number;
        if (reader.TokenType == JsonTokenType.String && Text(ref reader) is { } text && Money.TryParse(text, out number) is null)
            return number;
        _draft.Fail($"{Line(index)}.{name}", "must be a number");
        reader.Skip();
        return 1;
    }

    private static string Line(int index) => string.Create(CultureInfo.InvariantCulture, $"lines[{index}]");
}
