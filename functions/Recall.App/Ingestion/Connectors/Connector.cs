using System.Text.Json;
using System.Text.Unicode;
using Recall.App.Ingestion.Connectors.Mapping;
using Recall.Core.Shop;

namespace Recall.App.Ingestion.Connectors;

/// <summary>
/// One platform: what its calls are signed with, and what they say. Both parts are pure: the same call at the same time gives the same answer,
/// and neither throws whatever it is given.
/// </summary>
public abstract class Connector
{
    /// <summary>Deepest nesting that is read.</summary>
    public const int MaxDepth = 64;

    private static readonly JsonDocumentOptions Json = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    /// <summary>The platform's name, one of <see cref="ConnectorSource.Platforms"/>.</summary>
    public abstract string Platform { get; }

    /// <summary>The body of an answer to a call that was taken; some platforms read it.</summary>
    public virtual string Thanks => "";

    /// <summary>Headers that mapping needs, in lower case; no others are stored, so no signature is.</summary>
    public virtual IReadOnlyList<string> Kept => [];

    /// <summary>Whether the call is the platform's. Nothing of the body is understood before its signature is right.</summary>
    public abstract Verdict Verify(Delivery delivery);

    /// <summary>What a call that was taken says.</summary>
    public Mapped Map(Posted posted, ShopSettings shop, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(posted);
        try
        {
            return Read(posted, new FactMaker(posted.Source, shop, clock));
        }
        catch (CannotMapException e)
        {
            return new Mapped.Wrong(e.Field, e.Message);
        }
        catch (JsonException e)
        {
            return new Mapped.Wrong("", NotJson(e));
        }
    }

    /// <summary>What a call says.</summary>
    /// <exception cref="CannotMapException">It cannot be understood; the message says why.</exception>
    /// <exception cref="JsonException">It is not JSON.</exception>
    internal abstract Mapped Read(Posted posted, FactMaker make);

    /// <summary>What is said of a text that is not JSON.</summary>
    internal static string NotJson(JsonException e) => $"The body is not JSON: {Events.EventReader.Where(e)}.";

    /// <summary>The body as JSON.</summary>
    /// <exception cref="JsonException">It is none, is too deep, or names a field twice.</exception>
    /// <exception cref="CannotMapException">It is not Unicode.</exception>
    internal static Json Root(ReadOnlyMemory<byte> body)
    {
        if (!Utf8.IsValid(body.Span))
            throw new CannotMapException("", "The body is not valid UTF-8.");
        try
        {
            using var document = JsonDocument.Parse(body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body, Json);
            return new(document.RootElement.Clone(), "");
        }
        catch (InvalidOperationException)
        {
            throw new CannotMapException("", "The body has the name of a field that is not valid Unicode (half a character).");
        }
    }
}
