using Recall.App.Ports;
using Recall.Core.Customers;
using Recall.Core.Shop;
using Recall.Core.Wording;

namespace Recall.App.Ingestion;

/// <summary>
/// The currency the shop's amounts are in. They are stored without one, so the currency of the settings when the first of them comes in is kept
/// beside them: another one in the settings later would not convert them, it would only call them by another name. Table <see cref="Table"/>, one row.
/// </summary>
public sealed class ShopCurrency(ITableStore tables, ShopSettings shop)
{
    /// <summary>The table.</summary>
    public const string Table = "shop";

    private const string Partition = "shop";
    private const string Key = "currency";
    private bool _kept;

    /// <summary>Before events are stored: keeps the currency with the first of them that has an amount.</summary>
    /// <exception cref="ShopCurrencyException">Amounts in another one are stored.</exception>
    public async Task KeepAsync(IEnumerable<CustomerEvent> events, CancellationToken cancellationToken = default)
    {
        if (_kept || !events.Any(e => e is OrderPlaced or OrderRefunded or CartUpdated))
            return;
        try
        {
            var row = new TableRow(Partition, Key, new Dictionary<string, object>(StringComparer.Ordinal) { [Key] = shop.Currency });
            await tables.SubmitAsync(Table, [new(TableActionKind.Insert, row)], cancellationToken);
        }
        catch (TableConflictException)
        {
            await CheckAsync(cancellationToken);
        }

        _kept = true;
    }

    /// <summary>Whether the settings still name the currency that amounts are stored in.</summary>
    /// <exception cref="ShopCurrencyException">They name another one.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken = default)
    {
        var stored = (await tables.GetAsync(Table, Partition, Key, cancellationToken))?.Get<string>(Key);
        if (stored is not null && !string.Equals(stored, shop.Currency, StringComparison.Ordinal))
            throw new ShopCurrencyException(stored, shop.Currency);
    }
}

/// <summary>The settings name another currency than the one amounts are stored in.</summary>
public sealed class ShopCurrencyException : Exception
{
    private static readonly Phrase Text = new(
        "The amounts of this shop are stored in {0}, and its settings say currency: {1}. Amounts that are stored are not converted: write {0} back, "
        + "or bring the orders into a new data folder whose settings say {1}.",
        "这家店的金额以 {0} 存储，而设置中写的是 currency: {1}。已存入的金额不会换算：请改回 {0}，或先在新的数据文件夹的设置中写 {1}，再导入订单。");

    private readonly Sentence _said;

    /// <summary>With both currencies.</summary>
    /// <param name="stored">Of the amounts.</param>
    /// <param name="set">Of the settings.</param>
    public ShopCurrencyException(string stored, string set)
        : this(new Sentence(Text, stored, set))
    {
    }

    private ShopCurrencyException(Sentence said)
        : base(said.ToString()) => _said = said;

    /// <summary>The message in the reader's language.</summary>
    public string Say(string? locale) => _said.Say(locale);
}
