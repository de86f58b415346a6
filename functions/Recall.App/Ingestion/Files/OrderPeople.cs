using Recall.App.Ingestion.Events;
using Recall.Core.Customers;

namespace Recall.App.Ingestion.Files;

/// <summary>Makes the events beside an order: who the customer is, and what they consented to.</summary>
internal sealed class OrderPeople(OrderColumns columns, string customerSource, EventDraft draft)
{
    private static readonly (EventField Field, string Name)[] Person = OrderColumns.Named(
        EventField.Email, EventField.Phone, EventField.Name, EventField.Locale, EventField.TimeZone, EventField.Birthday);

    private readonly RecentContacts _contacts = new();

    /// <summary>Names that must be the same in all rows of an order.</summary>
    public static IReadOnlyList<string> Shared { get; } = [.. OrderConsents.Fields.Select(f => f.Field)];

    /// <summary>Says on the order's draft what is wrong with its answers.</summary>
    public void Check(CsvRecord row)
    {
        foreach (var (field, answer) in Answers(row))
        {
            if (OrderConsents.TryParse(answer, out _) is { } problem)
                draft.Fail(field, problem);
        }
    }

    /// <summary>What is new about the customer, or all that is wrong; and what of the person could not be read, which costs no order.</summary>
    public (IReadOnlyList<CustomerEvent> Events, IReadOnlyList<EventError> Errors, IReadOnlyList<EventError> LeftOut) Of(CsvRecord row)
    {
        var leftOut = new List<EventError>();
        var about = About(row, leftOut);
        var read = Consents(row).ToList();
        if (about is { } person)
            read.Insert(0, person);
        if (read.Exists(r => r.Event is null))
            return ([], [.. read.SelectMany(r => r.Errors)], []);
        var order = columns.Value(row.Fields, "id");
        return ([.. read.Select(r => r.Event is ConsentChanged consent ? consent with { Order = order } : r.Event!).Where(IsNew)], [], leftOut);
    }

    private bool IsNew(CustomerEvent e) => e is not CustomerChanged about || _contacts.IsNew(about);

    private EventReading? About(CsvRecord row, List<EventError> leftOut)
    {
        const string Suffix = ".customer";
        Begin("customer", Suffix, row);
        draft.Country = columns.Country(row.Fields);
        var (some, without) = (false, "");
        foreach (var (field, name) in Person)
        {
            if (columns.Known(row.Fields, name) is not { Length: > 0 } text)
                continue;
            if (draft.PutIfReadable(field, text) is { } problem)
            {
                leftOut.Add(new(columns.NameOf(name), problem));
                without += $"-{name}";
            }
            else
            {
                some = true;
            }
        }

        // The row is another fact once it is mended.
        if (without.Length > 0)
            draft.Set(EventField.Id, $"{columns.Value(row.Fields, "id")}{Suffix}-without{without}");
        return some ? draft.Build() : null;
    }

    private IEnumerable<EventReading> Consents(CsvRecord row)
    {
        foreach (var (field, answer) in Answers(row))
        {
            OrderConsents.TryParse(answer, out var granted);
            var channel = OrderConsents.Fields.First(f => f.Field == field).Channel;
            Begin("consent", OrderConsents.Suffix(channel, granted), row);
            draft.Put(EventField.Channel, channel);
            draft.Put(EventField.Granted, granted ? "true" : "false");
            yield return draft.Build();
        }
    }

    private IEnumerable<(string Field, string Answer)> Answers(CsvRecord row) =>
        Shared.Select(field => (field, columns.Value(row.Fields, field))).Where(f => f.Item2.Length > 0);

    private void Begin(string type, string suffix, CsvRecord row)
    {
        draft.Begin(type);
        draft.Put(EventField.Id, columns.Value(row.Fields, "id") + suffix);
        draft.Put(EventField.Customer, columns.Customer(row.Fields, customerSource));
        draft.Put(EventField.At, columns.Value(row.Fields, "at"));
    }
}
