using Recall.App.Ingestion.DeadLetters;
using Recall.App.Ingestion.Events;
using Recall.Core.Customers;

namespace Recall.App.Ingestion.Files;

/// <summary>What one row gave, or the rows of one order.</summary>
/// <param name="Number">Line of its beginning.</param>
/// <param name="Rows">How many rows it is.</param>
/// <param name="Events">Its events; none where there are errors.</param>
/// <param name="Errors">What is wrong.</param>
internal sealed record ImportedRow(long Number, int Rows, IReadOnlyList<CustomerEvent> Events, IReadOnlyList<EventError> Errors)
{
    /// <summary>The text, where there are errors.</summary>
    public string Raw { get; init; } = "";

    /// <summary>What else it takes to read it again, JSON, where there are errors.</summary>
    public string? Context { get; init; }

    /// <summary>What could not be read of the person, and was left out of the events.</summary>
    public IReadOnlyList<EventError> LeftOut { get; init; } = [];

    /// <summary>Why these rows are no purchase: the order's state as it stands there; null where they are one.</summary>
    public string? NotPaid { get; init; }

    /// <summary>The order's state where its word is not known, so that it counts as paid.</summary>
    public string? UnknownState { get; init; }

    /// <summary>The first field that is wrong, as reports count it; <see cref="ImportReport.WholeRow"/> where it is the whole.</summary>
    public string Field => Errors[0].Field is { Length: > 0 } named ? named : ImportReport.WholeRow;

    /// <summary>All that is wrong, with the row.</summary>
    public string Reason => $"Row {Number}: {EventError.Join(Errors)}";

    public DeadLetter Letter(string format, string source) => DeadLetter.Of(format, source, Number, Errors[0].Field, Reason, Raw, Context);
}

/// <summary>A way of writing rows.</summary>
internal abstract class RowFormat
{
    /// <summary>Columns that no field was taken from; known once reading has begun.</summary>
    public virtual IReadOnlyList<string> Unused => [];

    /// <summary>The field that customers are known by, where none holds their ids; known once reading has begun.</summary>
    public virtual string? KnownBy => null;

    /// <summary>Columns have Chinese headings; known once reading has begun.</summary>
    public virtual bool IsChinese => false;

    /// <summary>What parts the columns; known once reading has begun.</summary>
    public virtual string? Delimiter => null;

    /// <summary>Rows in the order of the file, one at a time.</summary>
    public abstract IEnumerable<ImportedRow> Read(IEnumerable<FileLine> lines);
}
