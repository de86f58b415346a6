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

    /// <summary>What is new about the customer, or all that is wrong.</summary>
    public (IReadOnlyList<CustomerEvent> Events, IReadOnlyList<EventError> Errors) Of(CsvRecord row)
    {
        var read = Consents(row).ToList();
        if (Person.Any(p => columns.Known(row.Fields, p.Name).Length > 0))
            read.Insert(0, About(row));
        if (read.Exists(r => r.Event is null))
            return ([], [.. read.SelectMany(r => r.Errors)]);
        var order = columns.Value(row.Fields, "id");
        return ([.. read.Select(r => r.Event is ConsentChanged consent ? consent with { Order = order } : r.Event!).Where(IsNew)], []);
    }

    private bool IsNew(CustomerEvent e) => e is not CustomerChanged about || _contacts.IsNew(about);

    private EventReading About(CsvRecord row)
    {
        Begin("customer", ".customer", row);
        foreach (var (field, name) in Person)
        {
            if (columns.Known(row.Fields, name) is { Length: > 0 } text)
                Set(field, field == EventField.Phone ? Dialled(text) : text);
        }

        return draft.Build();
    }

    /// <summary>A Chinese shop writes mobile numbers without the country code.</summary>
    private string Dialled(string text) =>
        draft.Currency == "CNY" && text is { Length: 11 } && text[0] == '1' && text[1] >= '3' && text.All(char.IsAsciiDigit) ? "+86" + text : text;

    private IEnumerable<EventReading> Consents(CsvRecord row)
    {
        foreach (var (field, answer) in Answers(row))
        {
            OrderConsents.TryParse(answer, out var granted);
            var channel = OrderConsents.Fields.First(f => f.Field == field).Channel;
            Begin("consent", OrderConsents.Suffix(channel, granted), row);
            Set(EventField.Channel, channel);
            Set(EventField.Granted, granted ? "true" : "false");
            yield return draft.Build();
        }
    }

    private IEnumerable<(string Field, string Answer)> Answers(CsvRecord row) =>
        Shared.Select(field => (field, columns.Value(row.Fields, field))).Where(f => f.Item2.Length > 0);

    private void Begin(string type, string suffix, CsvRecord row)
    {
        draft.Begin();
        draft.Type = EventType.Find(type);
        draft.Give(EventField.Type);
        Set(EventField.Id, columns.Value(row.Fields, "id") + suffix);
        Set(EventField.Customer, columns.Customer(row.Fields, customerSource));
        Set(EventField.At, columns.Value(row.Fields, "at"));
    }

    private void Set(EventField field, string text)
    {
        draft.Give(field);
        draft.Set(field, text);
    }
}
