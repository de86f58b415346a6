using Recall.App.Ingestion.Events;
using Recall.Core.Wording;

namespace Recall.App.Ingestion.Files;

/// <summary>
/// Which column holds which field of <c>orders-csv</c>: as mapped by hand, else by the names that shop platforms give their
/// columns. Names are compared without case, blanks and punctuation.
/// </summary>
internal sealed class OrderColumns
{
    /// <summary>Field names with the columns they are known under, best first.</summary>
    private static readonly (string Field, string[] Names)[] Known =
    [
        ("id", ["orderid", "ordernumber", "orderno", "order", "invoice", "invoiceno", "id", "订单号", "订单编号"]),
        ("customer", ["customerid", "customer", "userid", "buyerid", "memberid", "clientid", "customerno", "客户id", "客户编号", "会员编号"]),
        ("at", ["createdat", "orderdate", "orderedat", "paidat", "at", "date", "invoicedate", "purchasedate", "timestamp", "time", "下单时间", "订单时间", "日期"]),
        ("total", ["total", "totalprice", "ordertotal", "grandtotal", "totalamount", "totalpaid", "amount", "revenue", "金额", "订单金额", "实付金额"]),
        ("currency", ["currency", "currencycode", "币种"]),
        ("discount", ["discount", "discountamount", "totaldiscount", "totaldiscounts", "优惠金额"]),
        ("cost", ["cost", "totalcost", "cogs"]),
        ("coupon", ["coupon", "couponcode", "discountcode", "优惠券"]),
        ("gift", ["gift", "isgift"]),
        ("product", ["product", "productid", "sku", "lineitemsku", "stockcode", "item", "itemid", "商品编号"]),
        ("category", ["category", "productcategory", "producttype", "类目", "品类"]),
        ("quantity", ["quantity", "qty", "lineitemquantity", "pieces", "数量"]),
        ("price", ["price", "unitprice", "itemprice", "lineitemprice", "单价"]),
        ("email", ["email", "customeremail", "emailaddress", "mail", "邮箱"]),
        ("phone", ["phone", "customerphone", "phonenumber", "mobile", "手机", "手机号"]),
        ("name", ["customername", "fullname", "buyername", "姓名", "客户姓名"]),
        ("locale", ["locale", "language"]),
        ("timeZone", ["timezone", "tz"]),
        ("birthday", ["birthday", "birthdate", "dateofbirth", "生日"]),

        // Shopify's orders and customers, and the fields that Mailchimp and Klaviyo put on WooCommerce's orders, which have none of their own.
        ("emailConsent",
        [
            "emailconsent", "acceptsmarketing", "acceptsemailmarketing", "buyeracceptsmarketing", "emailmarketingconsent", "emailoptin",
            "marketingconsent", "marketingoptin", "mailchimpwoocommerceissubscribed", "klnewslettercheckbox", "newsletter", "邮件授权", "接受邮件营销",
        ]),
        ("smsConsent", ["smsconsent", "acceptssmsmarketing", "smsmarketingconsent", "smsoptin", "klsmsconsentcheckbox", "短信授权", "接受短信营销"]),
    ];

    /// <summary>Names of the fields.</summary>
    public static IReadOnlyList<string> Fields { get; } = [.. Known.Select(k => k.Field)];

    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);

    private OrderColumns(IReadOnlyList<string> names) => Names = names;

    /// <summary>As they stand in the header.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Columns that no field was taken from.</summary>
    public IReadOnlyList<string> Unused => [.. Names.Where((_, i) => !_indexes.ContainsValue(i))];

    /// <exception cref="ImportException">A mapping names what is not there, or a needed field has no column.</exception>
    public static OrderColumns Of(IReadOnlyList<string> names, IReadOnlyDictionary<string, string> map)
    {
        var columns = new OrderColumns(names);
        foreach (var (column, field) in map)
            columns.Map(column, field);
        foreach (var (field, known) in Known)
        {
            if (columns._indexes.ContainsKey(field))
                continue;
            foreach (var index in known.Select(k => columns.IndexOf(k)).Where(i => i >= 0 && !columns._indexes.ContainsValue(i)).Take(1))
                columns._indexes[field] = index;
        }

        columns.Need("id", ImportTexts.OrderId);
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

    /// <summary>The value in a record, empty where there is no such column.</summary>
    public string Value(string[] record, string field) => _indexes.TryGetValue(field, out var index) ? record[index] : "";

    /// <summary>The customer's key: a bare id gets the file's source before it; empty where there is none.</summary>
    public string Customer(string[] record, string source)
    {
        var id = Value(record, "customer");
        return id.Length == 0 || id.Contains(':', StringComparison.Ordinal) ? id : $"{source}:{id}";
    }

    /// <summary>Fields of events with their names.</summary>
    public static (EventField Field, string Name)[] Named(params EventField[] fields) => [.. fields.Select(f => (f, FieldRule.All[(int)f].Name))];

    /// <summary>The column's name for a person, else the field's.</summary>
    public string NameOf(string field) => _indexes.TryGetValue(field, out var index) ? Names[index] : field;

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
            throw new ImportException(ImportTexts.NoColumn, new Sentence(what), Names, field);
    }

    private static string Tidy(string name) => string.Concat(name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));
}
