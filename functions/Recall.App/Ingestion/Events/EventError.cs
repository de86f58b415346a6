using Recall.Core.Customers;

namespace Recall.App.Ingestion.Events;

/// <summary>What is wrong with a field, and how to mend it.</summary>
/// <param name="Field">As the sender wrote it, for example <c>total</c>, <c>lines[2].price</c>, or a column's name.</param>
/// <param name="Problem">Goes on where the field's name ends: <c>is missing; ...</c>.</param>
public sealed record EventError(string Field, string Problem)
{
    /// <inheritdoc/>
    public override string ToString() => Field.Length == 0 ? Problem : $"{Field} {Problem}";

    /// <summary>All of them as one sentence after another.</summary>
    public static string Join(IEnumerable<EventError> errors) => string.Join(". ", errors);
}

/// <summary>An event, or all that is wrong with it.</summary>
/// <param name="Event">Null where there are errors.</param>
/// <param name="Errors">Empty where there is an event.</param>
/// <param name="Id">The event's id where that much could be read.</param>
public readonly record struct EventReading(CustomerEvent? Event, IReadOnlyList<EventError> Errors, string? Id);
