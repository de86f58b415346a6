namespace Recall.App.Http;

/// <summary>Everything that is wrong with an input, by field, so that a caller sees all of it at once.</summary>
public sealed class FieldErrors
{
    private readonly SortedDictionary<string, List<string>> _errors = new(StringComparer.Ordinal);

    /// <summary>True where nothing is wrong.</summary>
    public bool None => _errors.Count == 0;

    /// <summary>The messages by field.</summary>
    public IReadOnlyDictionary<string, string[]> ByField => _errors.ToDictionary(e => e.Key, e => e.Value.ToArray(), StringComparer.Ordinal);

    /// <summary>One more; the message goes on where the field's name ends: <c>is missing</c>.</summary>
    public FieldErrors Add(string field, string message)
    {
        if (!_errors.TryGetValue(field, out var messages))
            _errors[field] = messages = [];
        messages.Add(message);
        return this;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(" ", _errors.Select(e => $"'{e.Key}' {string.Join("; ", e.Value)}."));
}
