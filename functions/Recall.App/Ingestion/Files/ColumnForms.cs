namespace Recall.App.Ingestion.Files;

/// <summary>
/// How the columns of a file write dates and amounts. <c>03/01/2026</c> and <c>1.234</c> can be read in two ways, so a column is looked at as a whole before
/// its first row is stored: a value that reads one way decides for the others, else whoever imports it says so. Nothing is guessed.
/// </summary>
/// <param name="columns">Of the file.</param>
/// <param name="context">What was given by hand.</param>
/// <param name="today">Later than it nothing was ordered; null where the future is welcome.</param>
internal sealed class ColumnForms(OrderColumns columns, RowContext context, DateOnly? today)
{
    /// <summary>Fields that hold numbers with decimals.</summary>
    public static IReadOnlyList<string> Numbers { get; } = ["total", "discount", "cost", "price", "refunded", "quantity"];

    private readonly List<Seen> _numbers = [.. Numbers.Where(columns.Has).Select(f => new Seen(f))];
    private readonly List<Seen> _days = [.. new[] { "at", "birthday" }.Where(columns.Has).Select(f => new Seen(f))];

    /// <summary>Looks at a row.</summary>
    public void Look(CsvRecord record)
    {
        if (record.Fields.Length != columns.Names.Count)
            return;
        foreach (var seen in _numbers)
        {
            var text = columns.Raw(record.Fields, seen.Field);
            if (text.Length > 0 && AmountText.Read(text) is { } amount)
                seen.Add(record, text, amount.Either, amount.Either ? null : amount.Mark switch { ',' => ColumnForm.Comma, '.' => ColumnForm.Point, _ => null });
        }

        foreach (var seen in _days)
        {
            var text = columns.Raw(record.Fields, seen.Field);
            if (seen.Field == "at")
                HalfDays |= ClockText.HasHalf(text);
            if (DateText.Read(text) is { } date)
                seen.Add(record, text, date.Either && !date.Dotted, date.Order, date.Dotted, date.MayHaveYearFirst, !date.MayHaveYearFirst || (date.YearFirst is not { } day || day > today), date.IsYearLast);
        }
    }

    /// <summary>Times of the column of orders say which half of the day they are in.</summary>
    public bool HalfDays { get; private set; }

    /// <summary>Field name to form, with a value of the column that has it.</summary>
    /// <exception cref="ImportException">A column can be read in two ways.</exception>
    public IReadOnlyList<(string Field, ColumnForm Form)> Decide() =>
    [
        .. _days.Select(s => (s.Field, Form(s, Days(s)))).Concat(_numbers.Select(s => (s.Field, Form(s, Marks(s))))).Where(f => f.Item2 is not null)
            .Select(f => (f.Field, f.Item2!)),
    ];

    private ColumnForm? Form(Seen seen, string? form) =>
        form is null ? null : new(columns.NameOf(seen.Field), form, (seen.Of(form) ?? seen.Either ?? seen.Dotted)?.Text ?? "");

    /// <summary>A date of three times two digits may have its year first, or last: a date of the column that can have it in one place only tells.</summary>
    private void CheckYears(Seen seen)
    {
        if (context.Dates is not null)
            return;
        var name = columns.NameOf(seen.Field);
        if (seen.NotYearLast is { } first)
            throw new ImportException(ImportTexts.YearsFirst, name, first.Row, first.Text);
        if (seen is { ShortYear: { } either, HasYearLast: false })
            throw new ImportException(ImportTexts.YearsUndecided, name, either.Row, either.Text);
    }

    private string? Days(Seen seen)
    {
        if (seen.Field == "at")
            CheckYears(seen);
        var (day, month) = (seen.Of(ColumnForm.DayFirst), seen.Of(ColumnForm.MonthFirst));
        var one = day is null ? month is null ? null : ColumnForm.MonthFirst : month is null ? ColumnForm.DayFirst : null;
        if (seen.Field == "birthday")
            return context.Dates ?? one ?? (seen.Either is null && seen.Dotted is not null ? ColumnForm.DayFirst : null);
        var name = columns.NameOf(seen.Field);
        if (context.Dates is { } given)
        {
            return one is null || one == given
                ? seen.IsEmpty ? null : given
                : throw new ImportException(ImportTexts.DatesOther, given, seen.Of(one)!.Row, name, seen.Of(one)!.Text, one);
        }

        if (day is not null && month is not null)
            throw new ImportException(ImportTexts.DatesMixed, name, day.Row, day.Text, month.Row, month.Text);
        if (one is null && seen.Either is { } either)
            throw new ImportException(ImportTexts.DatesUndecided, name, either.Row, either.Text);
        return one ?? (seen.Dotted is null ? null : ColumnForm.DayFirst);
    }

    private string? Marks(Seen seen)
    {
        var (comma, point) = (seen.Of(ColumnForm.Comma), seen.Of(ColumnForm.Point));
        var one = comma is null ? point is null ? null : ColumnForm.Point : point is null ? ColumnForm.Comma : null;
        if (seen.Either is not { } either)
            return one;
        var name = columns.NameOf(seen.Field);
        if (one is not null && context.Decimals is { } other && other != one)
            throw new ImportException(ImportTexts.DecimalsOther, other, seen.Of(one)!.Row, name, seen.Of(one)!.Text, one);
        if ((one ?? context.Decimals) is { } form)
            return form;
        var amount = AmountText.Read(either.Text)!.Value;
        throw new ImportException(ImportTexts.DecimalsUndecided, name, either.Row, either.Text, amount.Pointed(','), amount.Pointed('.'));
    }

    /// <summary>The first values of a column of each kind.</summary>
    private sealed class Seen(string field)
    {
        private readonly Dictionary<string, Value> _first = new(StringComparer.Ordinal);

        public string Field { get; } = field;

        /// <summary>One that can be read in two ways.</summary>
        public Value? Either { get; private set; }

        /// <summary>A date with points, whose day comes first unless another value says otherwise.</summary>
        public Value? Dotted { get; private set; }

        /// <summary>A date whose year may be its first two digits or its last.</summary>
        public Value? ShortYear { get; private set; }

        /// <summary>A date of which no day is there with the year last.</summary>
        public Value? NotYearLast { get; private set; }

        /// <summary>A date has its year last, for sure.</summary>
        public bool HasYearLast { get; private set; }

        public bool IsEmpty => Either is null && Dotted is null && _first.Count == 0;

        public Value? Of(string form) => _first.GetValueOrDefault(form);

        public void Add(CsvRecord record, string text, bool either, string? form, bool dotted, bool shortYear, bool notYearFirst, bool yearLast)
        {
            if (shortYear)
                ShortYear ??= new(record.Number, text);
            if (shortYear && !yearLast)
                NotYearLast ??= new(record.Number, text);
            HasYearLast |= notYearFirst;
            Add(record, text, either, form, dotted);
        }

        public void Add(CsvRecord record, string text, bool either, string? form, bool dotted = false)
        {
            if (either)
                Either ??= new(record.Number, text);
            if (dotted)
                Dotted ??= new(record.Number, text);
            if (form is not null && !_first.ContainsKey(form))
                _first.Add(form, new(record.Number, text));
        }
    }

    private sealed record Value(long Row, string Text);
}
