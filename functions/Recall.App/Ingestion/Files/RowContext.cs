namespace Recall.App.Ingestion.Files;

/// <summary>What it takes, besides its text, to read a row of a file again.</summary>
internal sealed record RowContext
{
    /// <summary>Names of the columns.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Column name to field name, as given by hand.</summary>
    public IReadOnlyDictionary<string, string> Map { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Between columns.</summary>
    public string Delimiter { get; init; } = ",";

    /// <summary>Before customer ids that have none.</summary>
    public string CustomerSource { get; init; } = "csv";

    /// <summary>Of amounts that have none; null is the shop's.</summary>
    public string? Currency { get; init; }

    /// <summary>The future is welcome: later events wait for the virtual clock.</summary>
    public bool AcceptFuture { get; init; }

    /// <summary>How dates with the year last are read, as given by hand; <see cref="ColumnForm.DayFirst"/> or <see cref="ColumnForm.MonthFirst"/>.</summary>
    public string? Dates { get; init; }

    /// <summary>What parts decimals, as given by hand; <see cref="ColumnForm.Comma"/> or <see cref="ColumnForm.Point"/>.</summary>
    public string? Decimals { get; init; }

    /// <summary>Field name to form: how the file's columns write dates and amounts, as the whole of them tells.</summary>
    public IReadOnlyDictionary<string, string> Forms { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Times of the file's orders say which half of the day they are in, so that one which does not may be in either.</summary>
    public bool HalfDays { get; init; }

    /// <summary>Counts the customer's rows of one day, so that a row keeps its event id.</summary>
    public int Ordinal { get; init; }

    /// <summary>Of a request.</summary>
    public static RowContext Of(ImportRequest request) => new()
    {
        Map = request.Map,
        CustomerSource = request.CustomerSource ?? (request.Format == ImportRequest.Cdnow ? "cdnow" : "csv"),
        Currency = request.Currency,
        Dates = request.Dates,
        Decimals = request.Decimals,
        AcceptFuture = request.AsOf is not null,
    };
}
