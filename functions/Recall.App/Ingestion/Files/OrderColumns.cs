using Recall.App.Ingestion.Events;
using Recall.Core.Customers;
using Recall.Core.Customers.Identity;
using Recall.Core.Shop;
using Recall.Core.Wording;

namespace Recall.App.Ingestion.Files;

/// <summary>
/// Which column holds which field of <c>orders-csv</c>: as mapped by hand, else by the names that shop platforms give their
/// columns. Names are compared without case, blanks and punctuation.
/// </summary>
internal sealed partial class OrderColumns
{
    /// <summary>Names of the fields.</summary>
    public static IReadOnlyList<string> Fields { get; } = [.. OrderColumnNames.Usual.Select(k => k.Field)];

    private static readonly string[] Contacts = ["email", "phone"];

    /// <summary>Say something of a product, and nothing where no column says which.</summary>
    private static readonly string[] OfLines = ["category", "quantity", "price"];

    private readonly IReadOnlyDictionary<string, string> _forms;

    private readonly bool _halfDays;

    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);

    private readonly bool _chinese;

    private readonly string? _country;

    private readonly IdentityRules _rules;

    private OrderColumns(IReadOnlyList<string> names, RowContext context, ShopSettings shop)
    {
        (_forms, _halfDays) = (context.Forms, context.HalfDays);
        (_country, _rules) = (shop.Country, shop.Identity);
        Names = names;
        HasChineseNames = names.Any(ChineseMobile.IsHan);
        _chinese = shop.Currency == "CNY" || shop.TimeZone == "Asia/Shanghai" || HasChineseNames;
    }

    /// <summary>True where columns have Chinese headings.</summary>
    public bool HasChineseNames { get; }

    /// <summary>As they stand in the header.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Columns that no field was taken from.</summary>
    public IReadOnlyList<string> Unused => [.. Names.Where((_, i) => !_indexes.Any(c => c.Value == i && (Has("product") || !OfLines.Contains(c.Key))))];

    /// <param name="names">As they stand in the header.</param>
    /// <param name="context">The mapping, and how the columns are written.</param>
    /// <param name="shop">For the customers' phone numbers.</param>
    /// <exception cref="ImportException">A mapping names what is not there, or a needed field has no column.</exception>
    public static OrderColumns Of(IReadOnlyList<string> names, RowContext context, ShopSettings shop)
    {
        var columns = new OrderColumns(names, context, shop);
        foreach (var (column, field) in context.Map)
            columns.Map(column, field);
        columns.TakeShopifysName();
        foreach (var (field, known) in OrderColumnNames.Usual)
        {
            if (columns._indexes.ContainsKey(field))
                continue;
            foreach (var index in known.Select(k => columns.IndexOf(k)).Where(i => i >= 0 && !columns._indexes.ContainsValue(i)).Take(1))
                columns._indexes[field] = index;
        }

        columns.Need("id", ImportTexts.OrderId);
        if (columns.KnownBy is null)
            columns.Need("customer", ImportTexts.CustomerId);
        columns.Need("at", ImportTexts.OrderTime);
        if (!columns.Has("total"))
        {
            columns.Need("product", ImportTexts.Product);
            columns.Need("price", ImportTexts.Price);
        }

        return columns;
    }

    public bool Has(string field) => _indexes.ContainsKey(field);

    /// <summary>The field that customers are known by where no column holds their ids; null where one does, or nothing can.</summary>
    public string? KnownBy => Has("customer") ? null : Array.Find(Contacts, Has);

    /// <summary>
    /// The customer's key: a bare id gets the file's source before it. Where there is none, or it is the 0 of WooCommerce's guests, the
    /// address tells who it is, the e-mail first; empty where nothing does. What cannot be read as an address is nobody's, and so is one that anybody
    /// may give.
    /// </summary>
    public string Customer(string[] record, string source)
    {
        var (id, email, phone) = (Known(record, "customer"), Known(record, "email"), Known(record, "phone"));
        var given = email.Length + phone.Length;
        email = ContactChecks.Email(email) is null && !_rules.IsAnybodys(email) ? email : "";
        phone = PhoneNumber.TryRead(phone, Country(record), out var number) && !_rules.Ignores(ContactKey.OfPhone(number)) ? number : "";
        if (id.Contains('@', StringComparison.Ordinal))
            (id, email) = ("", _rules.IsAnybodys(id) ? email : id);
        if (id.Length > 0 && (id != "0" || given == 0))
            return id.Contains(':', StringComparison.Ordinal) ? id : $"{source}:{id}";
        if (email.Length > 0)
            return $"{source}:{ContactKey.OfEmail(email)}";
        return phone.Length > 0 ? $"{source}:{ContactKey.OfPhone(phone)}" : "";
    }

    /// <summary>The customers that a record may be of, by their keys: more than one where it has not as many fields as the header.</summary>
    public IEnumerable<string> Customers(CsvRecord record, string source)
    {
        var fields = record.Fields.Length > 0 ? record.Fields : record.Text.Split(',', ';', '\t', '|');
        if (fields.Length == Names.Count)
            return [Customer(fields, source)];
        return _indexes.TryGetValue("customer", out var index)
            ? new[] { index, index - Names.Count + fields.Length }.Where(i => i >= 0 && i < fields.Length).Select(i => fields[i].Trim(' ', '"')).Select(id => id.Contains(':', StringComparison.Ordinal) ? id : $"{source}:{id}")
            : [];
    }

    /// <summary>A value that tells persons apart: platforms that hide their customers write <c>138****8000</c>, and many are that.</summary>
    public string Known(string[] record, string field)
    {
        var text = Value(record, field);
        return text.Contains('*', StringComparison.Ordinal) ? "" : _chinese && field == "phone" ? ChineseMobile.Dialled(text) : text;
    }

    /// <summary>
    /// The country whose phone numbers need no country code in a row: that of its column, or the shop's where it has none. Of one that nobody knows no number is
    /// read without its code.
    /// </summary>
    public string? Country(string[] record) => Value(record, "country") is { Length: > 0 } named ? CountryNames.CodeOf(named) ?? CountryNames.Unknown : _country;

    /// <summary>The first kind of address that the row has, readable or not.</summary>
    public string? Contact(string[] record) => Array.Find(Contacts, f => Known(record, f).Length > 0);

    /// <summary>Whether an address of the row can be read, whomever it stands for.</summary>
    public bool IsReadable(string[] record, string contact) =>
        contact == "phone" ? PhoneNumber.TryRead(Known(record, contact), Country(record), out _) : ContactChecks.Email(Known(record, contact)) is null;

    /// <summary>Fields of events with their names.</summary>
    public static (EventField Field, string Name)[] Named(params EventField[] fields) => [.. fields.Select(f => (f, FieldRule.All[(int)f].Name))];

    /// <summary>The column's name for a person, else the field's.</summary>
    public string NameOf(string field) => _indexes.TryGetValue(field, out var index) ? Names[index] : field;

    /// <summary>
    /// Shopify's order export has a row for each line of an order: the order's <c>Id</c> stands in the first of them alone, its <c>Name</c>
    /// in all (docs.xbp.app/docs/development/integrations/shopify/order-format).
    /// </summary>
    private void TakeShopifysName()
    {
        if (IndexOf("financialstatus") >= 0 && IndexOf("name") is >= 0 and var name && !_indexes.ContainsValue(name))
            _indexes.TryAdd("id", name);
    }

    private void Map(string column, string field)
    {
        var index = Names.ToList().FindIndex(n => string.Equals(n, column, StringComparison.OrdinalIgnoreCase));
        if (index < 0)
            throw new ImportException(ImportTexts.MapColumn, column, field, ImportTexts.Hint(column, Names));
        if (!Fields.Contains(field, StringComparer.Ordinal))
            throw new ImportException(ImportTexts.MapField, column, field, ImportTexts.Hint(field, Fields));
        if (!_indexes.TryAdd(field, index))
            throw new ImportException(ImportTexts.MapTwice, column, field);
    }

    private int IndexOf(string known) => Names.ToList().FindIndex(n => string.Equals(Tidy(n), known, StringComparison.Ordinal));

    private void Need(string field, Phrase what)
    {
        if (!Has(field))
        {
            var doubt = Names.All(n => n.All(c => c is >= ' ' and < '\u007F')) ? null : new Sentence(ImportTexts.Garbled, FileEncoding.Names);
            throw new ImportException(ImportTexts.NoColumn, new Sentence(what), Names, field, doubt ?? (object)"");
        }
    }

    /// <summary>A name without case, blanks and punctuation.</summary>
    public static string Tidy(string name) => string.Concat(name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));
}
