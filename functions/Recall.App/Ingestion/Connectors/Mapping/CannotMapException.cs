namespace Recall.App.Ingestion.Connectors.Mapping;

/// <summary>A call cannot be understood; the message says why and how to mend it.</summary>
public sealed class CannotMapException(string field, string message) : Exception(message)
{
    /// <summary>The field that is wrong, empty where it is the whole.</summary>
    public string Field { get; } = field;
}
