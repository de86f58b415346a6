using Recall.Core.Sequences.Files;

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
    ];

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

        columns.Need("id", "order's id");
        columns.Need("customer", "shop platform's customer id");
        columns.Need("at", "time of the order");
        if (!columns.Has("total"))
        {
            columns.Need("product", "product, or map one with the order's total to 'total'");
            columns.Need("price", "price of one piece, or map one with the order's total to 'total'");
        }

        return columns;
    }

    public bool Has(string field) => _indexes.ContainsKey(field);

    /// <summary>The value in a record, empty where there is no such column.</summary>
    public string Value(string[] record, string field) => _indexes.TryGetValue(field, out var index) ? record[index] : "";

    /// <summary>The column's name for a person, else the field's.</summary>
    public string NameOf(string field) => _indexes.TryGetValue(field, out var index) ? Names[index] : field;

    private void Map(string column, string field)
    {
        var index = Names.ToList().FindIndex(n => string.Equals(n, column, StringComparison.OrdinalIgnoreCase));
        if (index < 0)
            throw new ImportException($"--map {column}={field}: the file has no column '{column}'{NearestWord.Hint(column, Names)}.");
        if (!Known.Any(k => string.Equals(k.Field, field, StringComparison.Ordinal)))
            throw new ImportException($"--map {column}={field}: there is no field '{field}'{NearestWord.Hint(field, [.. Known.Select(k => k.Field)])}.");
        if (!_indexes.TryAdd(field, index))
            throw new ImportException($"--map {column}={field}: field '{field}' is mapped twice; map one column to it.");
    }

    private int IndexOf(string known) => Names.ToList().FindIndex(n => string.Equals(Tidy(n), known, StringComparison.Ordinal));

    private void Need(string field, string what)
    {
        if (!Has(field))
        {
            throw new ImportException(
                $"No column holds the {what}. The file has {NearestWord.List(Names)}; say which with --map COLUMN={field}.");
        }
    }

    private static string Tidy(string name) => string.Concat(name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));
}
