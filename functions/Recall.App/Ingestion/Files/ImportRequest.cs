namespace Recall.App.Ingestion.Files;

/// <summary>What to import and how.</summary>
/// <param name="Format">One of <see cref="Formats"/>.</param>
/// <param name="Source">The file.</param>
public sealed record ImportRequest(string Format, ImportSource Source)
{
    /// <summary>Orders or order lines, one per row, with a header.</summary>
    public const string OrdersCsv = "orders-csv";

    /// <summary>The CDNOW research data, the master and the sample.</summary>
    public const string Cdnow = "cdnow";

    /// <summary>An event per line, as <c>POST /api/events</c> takes them.</summary>
    public const string EventLines = "events-jsonl";

    /// <summary>All formats.</summary>
    public static IReadOnlyList<string> Formats { get; } = [OrdersCsv, Cdnow, EventLines];

    /// <summary>Column name to field name, for columns that are not recognised by themselves; <c>orders-csv</c> only.</summary>
    public IReadOnlyDictionary<string, string> Map { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What <see cref="Dates"/> takes.</summary>
    public static IReadOnlyList<string> DateForms { get; } = [ColumnForm.DayFirst, ColumnForm.MonthFirst];

    /// <summary>What <see cref="Decimals"/> takes.</summary>
    public static IReadOnlyList<string> DecimalForms { get; } = [ColumnForm.Comma, ColumnForm.Point];

    /// <summary>One of <see cref="DateForms"/>: how dates with the year last are read; null: as the column tells. <c>orders-csv</c> only.</summary>
    public string? Dates { get; init; }

    /// <summary>One of <see cref="DecimalForms"/>: what parts decimals where a column does not tell; null: it has to. <c>orders-csv</c> only.</summary>
    public string? Decimals { get; init; }

    /// <summary>Put before customer ids that have no source; null: <c>csv</c> or <c>cdnow</c>.</summary>
    public string? CustomerSource { get; init; }

    /// <summary>Currency of amounts without one, ISO 4217; null: the shop's.</summary>
    public string? Currency { get; init; }

    /// <summary>Names of encodings.</summary>
    public static IReadOnlyList<string> Encodings => FileEncoding.Names;

    /// <summary>One of <see cref="Encodings"/>; null: found out.</summary>
    public string? Encoding { get; init; }

    /// <summary>
    /// Gives every customer an address at example.com, a fictional phone number and consents: for research data, which has none.
    /// </summary>
    public bool ExampleContacts { get; init; }

    /// <summary>Virtual now: later events are no errors, they arrive when the virtual clock reaches them. Null: the clock's time, and the future is refused.</summary>
    public DateTimeOffset? AsOf { get; init; }
}

/// <summary>How far an import is.</summary>
/// <param name="BytesRead">Of the file as it lies there.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Rows">Stored so far.</param>
public sealed record ImportProgress(long BytesRead, long Bytes, long Rows);

/// <summary>What an import did.</summary>
/// <param name="Rows">Rows of the file with something in them, the header left out.</param>
/// <param name="Events">Events they gave.</param>
/// <param name="Accepted">Events stored.</param>
/// <param name="Duplicates">Events known already.</param>
/// <param name="Scheduled">Events that lie ahead of the virtual clock and wait for it.</param>
/// <param name="Rejected">Rows and contradicting events that became dead letters.</param>
/// <param name="CutOff">The file is cut off or damaged behind these rows: what else is in it is not known.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Reasons">The same by the first field that is wrong; they add up to <paramref name="Rejected"/>.</param>
/// <param name="Encoding">The encoding the file was read in.</param>
/// <param name="Unused">Columns that no field was taken from.</param>
public sealed record ImportReport(
    long Rows, long Events, long Accepted, long Duplicates, long Scheduled, long Rejected, bool CutOff, double Seconds,
    IReadOnlyDictionary<string, long> Reasons, string Encoding, IReadOnlyList<string> Unused)
{
    /// <summary>The name in <see cref="Reasons"/> for rows that are wrong as a whole: their bytes, quotes or number of fields.</summary>
    public const string WholeRow = "row";

    /// <summary>Events that were refused because their id stands for another fact already; part of <see cref="Rejected"/>.</summary>
    public long Contradictions { get; init; }

    /// <summary>Dead letters that they are, or would be: the rows of an order are one.</summary>
    public long Letters { get; init; }

    /// <summary>Orders that were never paid, and so are none, by their state in the file.</summary>
    public IReadOnlyDictionary<string, long> NotPaid { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Orders whose state is a word that is not known, by that word; they count as paid.</summary>
    public IReadOnlyDictionary<string, long> UnknownStates { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>What of the customers could not be read and was left out; their orders are in.</summary>
    public IReadOnlyList<LeftOut> LeftOut { get; init; } = [];

    /// <summary>The columns have Chinese headings.</summary>
    public bool IsChinese { get; init; }

    /// <summary>A word of the file as it was read, where the encoding was guessed; null where it is sure.</summary>
    public string? Guessed { get; init; }

    /// <summary><c>email</c> or <c>phone</c> where no column holds customer ids and customers are known by that; else null.</summary>
    public string? KnownBy { get; init; }

    /// <summary>What parts the columns; null where the format has none.</summary>
    public string? Delimiter { get; init; }

    /// <summary>How columns write dates and amounts, where their values tell.</summary>
    public IReadOnlyList<ColumnForm> Forms { get; init; } = [];

    /// <summary>The first rows that would be refused, where the file was only tried.</summary>
    public IReadOnlyList<RefusedRow> FirstRefused { get; init; } = [];
}

/// <summary>How a column writes its values.</summary>
/// <param name="Column">Its heading.</param>
/// <param name="Form">One of <see cref="ImportRequest.DateForms"/> or <see cref="ImportRequest.DecimalForms"/>.</param>
/// <param name="Example">One of its values.</param>
public sealed record ColumnForm(string Column, string Form, string Example)
{
    /// <summary>Day, month, year.</summary>
    public const string DayFirst = "dmy";

    /// <summary>Month, day, year.</summary>
    public const string MonthFirst = "mdy";

    /// <summary>Decimals behind a comma.</summary>
    public const string Comma = "comma";

    /// <summary>Decimals behind a point, as Recall itself writes them.</summary>
    public const string Point = "point";
}

/// <summary>A row that would become a dead letter.</summary>
/// <param name="Row">A line of the file.</param>
/// <param name="Field">What is wrong; <see cref="ImportReport.WholeRow"/> where it is the row as a whole.</param>
/// <param name="Reason">Why, and how to mend it.</param>
public sealed record RefusedRow(long? Row, string Field, string Reason);

/// <summary>A column of which values were left out.</summary>
/// <param name="Column">Its heading.</param>
/// <param name="Rows">In how many orders.</param>
/// <param name="FirstRow">The first of them, a line of the file.</param>
/// <param name="Problem">What was wrong there.</param>
public sealed record LeftOut(string Column, long Rows, long FirstRow, string Problem);
