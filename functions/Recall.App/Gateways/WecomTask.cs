using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Recall.App.Gateways;

/// <summary>A task, with the names of WeCom (https://developer.work.weixin.qq.com/document/path/92135).</summary>
internal sealed partial record WecomTask(string ChatType, IReadOnlyList<string> ExternalUserid, WecomContent Text)
{
    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    /// <summary>
    /// As JSON without escapes that need not be: WeCom refuses characters in the form \uXXXX (40033 of its codes), and the serializer writes those
    /// outside the basic plane so, emoji above all, whatever its encoder is told.
    /// </summary>
    [JsonIgnore]
    public string Json => Escape().Replace(
        JsonSerializer.Serialize(this, Plain), m => m.Groups["high"].Success ? string.Concat(Unit(m.Groups["high"]), Unit(m.Groups["low"])) : m.Value);

    private static char Unit(Group hex) => (char)ushort.Parse(hex.ValueSpan, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    /// <summary>Any escape, so that a backslash that is escaped itself begins none.</summary>
    [GeneratedRegex(@"\\(u(?<high>D[89AB][0-9A-F]{2})\\u(?<low>D[C-F][0-9A-F]{2})|.)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Escape();
}

/// <summary>Its text, see <see cref="Core.Messaging.WecomText"/>.</summary>
internal sealed record WecomContent(string Content);
