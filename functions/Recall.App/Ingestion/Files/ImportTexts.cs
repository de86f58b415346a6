using Recall.Core.Sequences.Files;
using Recall.Core.Wording;

namespace Recall.App.Ingestion.Files;

/// <summary>Why a file cannot be imported at all.</summary>
internal static class ImportTexts
{
    public static Phrase Source { get; } = new(
        "--source {0}: a source has 1 to 20 lower-case letters, digits or '-', for example 'shopify'.",
        "--source {0}：来源由 1 到 20 个小写字母、数字或“-”组成，例如 shopify。");

    public static Phrase Currency { get; } = new("--currency {0}.", "--currency 有误：{0}。");

    public static Phrase MapIsFor { get; } = new("--map is for {0}; {1} has fixed fields.", "--map 只用于 {0}；{1} 的字段是固定的。");

    public static Phrase FormsAreFor { get; } = new(
        "--dates and --decimals are for {0}; {1} writes them in one way.", "--dates 和 --decimals 只用于 {0}；{1} 的写法是固定的。");

    public static Phrase DatesUndecided { get; } = new(
        "The dates of '{0}' can be read in two ways: row {1} has '{2}', and no row has a number above 12 that tells the day. Say it with --dates dmy (day, month, year) or "
        + "--dates mdy (month, day, year).",
        "“{0}”的日期有两种读法：第 {1} 行为“{2}”，且没有任何一行含有大于 12 的数字可以判断哪个是日。请用 --dates dmy（日、月、年）或 --dates mdy（月、日、年）指明。");

    public static Phrase DatesMixed { get; } = new(
        "The dates of '{0}' are written in two ways: row {1} has '{2}' with the day first, row {3} has '{4}' with the month first. Say which is right with --dates dmy or "
        + "--dates mdy; rows that do not fit are refused then.",
        "“{0}”的日期有两种写法：第 {1} 行“{2}”日在前，第 {3} 行“{4}”月在前。请用 --dates dmy 或 --dates mdy 指明哪种正确；不符合的行将被拒绝。");

    public static Phrase DatesOther { get; } = new(
        "--dates {0} does not fit: row {1} of '{2}' has '{3}', and no row has a date that can be {0} only. Leave --dates out, or give --dates {4}.",
        "--dates {0} 不符合文件：“{2}”第 {1} 行为“{3}”，没有任何一行只能按 {0} 读取。请不用 --dates，或改用 --dates {4}。");

    public static Phrase YearsUndecided { get; } = new(
        "The dates of '{0}' can be read in two ways: '{2}' in row {1} may have its year first or last, and no row has a date that can have it in one place only. Where it is last, say it with "
        + "--dates dmy (day, month, year) or --dates mdy (month, day, year); else write the years with four digits.",
        "“{0}”的日期有两种读法：第 {1} 行的“{2}”年份可能在前也可能在后，且没有任何一行可以判断。若年份在后，请用 --dates dmy（日、月、年）或 --dates mdy（月、日、年）指明；否则请把年份写成四位数字。");

    public static Phrase YearsFirst { get; } = new(
        "The dates of '{0}' have years of two digits, and '{2}' in row {1} is no day with the year last. Write the years with four digits, like 2026-01-31.",
        "“{0}”的日期使用两位数年份，而第 {1} 行的“{2}”按年份在后无法读成日期。请把年份写成四位数字，例如 2026-01-31。");

    public static Phrase DecimalsUndecided { get; } = new(
        "The amounts of '{0}' can be read in two ways: '{2}' in row {1} may be {3} or {4}, and the other amounts of the column do not tell. Say it with --decimals comma "
        + "(as in 59,90) or --decimals point (as in 59.90).",
        "“{0}”的数额有两种读法：第 {1} 行的“{2}”可能是 {3} 或 {4}，该列其他数额也无法判断。请用 --decimals comma（如 59,90）或 --decimals point（如 59.90）指明。");

    public static Phrase DecimalsOther { get; } = new(
        "--decimals {0} does not fit: row {1} of '{2}' has '{3}', and no row of the column has its decimals behind a {0}. Leave --decimals out, or give --decimals {4}.",
        "--decimals {0} 不符合文件：“{2}”第 {1} 行为“{3}”，该列没有任何一行采用 {0} 写法。请不用 --decimals，或改用 --decimals {4}。");

    public static Phrase Format { get; } = new("Format '{0}' is not known; {1}", "未知格式“{0}”；{1}");

    public static Phrase Encoding { get; } = new("Encoding '{0}' is not known; {1}", "未知编码“{0}”；{1}");

    public static Phrase NotWhole { get; } = new(
        "{0} is cut off or damaged before its first row; get it again. Nothing was stored.",
        "{0} 在第一行之前就被截断或损坏；请重新获取。没有存入任何内容。");

    public static Phrase CutOff { get; } = new("{0} is cut off or damaged; get it again.", "{0} 被截断或损坏；请重新获取。");

    public static Phrase HoldoutRange { get; } = new(
        "The holdout must be from {0} to {1} days, found {2}.", "--holdout 必须在 {0} 到 {1} 天之间，现为 {2} 天。");

    public static Phrase TooFewDays { get; } = new(
        "{0} has orders of too few days for a holdout of {1}: at least {2} more must come before it. Try a shorter --holdout.",
        "{0} 的订单天数不足以留出 {1} 天：之前至少还要有 {2} 天。请缩短 --holdout。");

    public static Phrase TooFewDaysRead { get; } = new(
        "{0} has orders of too few days for a holdout of {1}: at least {2} more must come before it, and {3:#row was|rows were} refused (most often for '{4}'). 'recall import FILE --dry-run' shows the first "
        + "of these rows and what is wrong with them; else try a shorter --holdout.",
        "{0} 的订单天数不足以留出 {1} 天：之前至少还要有 {2} 天；另有 {3:#,0} 行被拒绝（多因“{4}”）。用“recall import FILE --dry-run”可查看最先被拒绝的行及原因；否则请缩短 --holdout。");

    public static Phrase MapColumn { get; } = new(
        "--map {0}={1}: the file has no column '{0}'; {2}", "--map {0}={1}：文件中没有“{0}”这一列；{2}");

    public static Phrase MapField { get; } = new(
        "--map {0}={1}: there is no field '{1}'; {2}", "--map {0}={1}：没有“{1}”这一字段；{2}");

    public static Phrase MapTwice { get; } = new(
        "--map {0}={1}: field '{1}' is mapped twice; map one column to it.", "--map {0}={1}：字段“{1}”对应了两次；请只对应一列。");

    public static Phrase NoColumn { get; } = new(
        "No column holds the {0}. The file has {1:and}; say which with --map COLUMN={2}.{3}", "没有一列是{0}。文件中有 {1:and}；请用 --map 列名={2} 指明。{3}");

    public static Phrase Garbled { get; } = new(
        " If the names look garbled, the file is in another encoding than was found: name it with --encoding ({0}).",
        "如果列名是乱码，说明编码识别有误：请用 --encoding 指定编码（{0}）。");

    public static Phrase OrderId { get; } = new("order's id", "订单号");

    public static Phrase CustomerId { get; } = new(
        "shop platform's customer id, nor an e-mail address or a phone number to know customers by", "店铺平台的客户编号，也没有可用于识别客户的邮箱或手机号");

    public static Phrase OrderTime { get; } = new("time of the order", "下单时间");

    public static Phrase Product { get; } = new(
        "product, or map one with the order's total to 'total'", "商品（也可以把订单总额那一列对应到 total）");

    public static Phrase Price { get; } = new(
        "price of one piece, or map one with the order's total to 'total'", "单价（也可以把订单总额那一列对应到 total）");

    public static Phrase Header { get; } = new("The header in row {0} cannot be read. {1}", "无法读取第 {0} 行的表头。{1}");

    public static Phrase Empty { get; } = new(
        "The file is empty; its first row must name the columns.", "文件是空的；第一行必须是列名。");

    private static Phrase DidYouMean { get; } = new("did you mean '{0}'?", "是否指“{0}”？");

    private static Phrase Use { get; } = new("use {0}.", "可用：{0}。");

    /// <summary>The word that was probably meant, or those there are.</summary>
    public static Sentence Hint(string word, IReadOnlyCollection<string> words) =>
        NearestWord.Of(word, words) is { } near ? new(DidYouMean, near) : OneOf(words);

    /// <summary>The words there are.</summary>
    public static Sentence OneOf(IReadOnlyCollection<string> words) => new(Use, words);
}

/// <summary>A file that cannot be imported at all; the message says why and what to do.</summary>
public sealed class ImportException : Exception
{
    private readonly Sentence _said;

    /// <summary>With what is wrong.</summary>
    public ImportException(Phrase phrase, params object?[] values)
        : this(new Sentence(phrase, values))
    {
    }

    private ImportException(Sentence said)
        : base(said.ToString()) => _said = said;

    /// <summary>The message in the reader's language.</summary>
    public string Say(string? locale) => _said.Say(locale);
}
