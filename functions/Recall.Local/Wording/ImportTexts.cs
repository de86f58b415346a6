using Recall.Core.Wording;

namespace Recall.Local.Wording;

/// <summary>What <c>import</c> and <c>dead-letters</c> say.</summary>
internal static class ImportTexts
{
    public static Phrase Bar { get; } = new("Importing {0}", "正在导入 {0}");

    public static Phrase WouldBe { get; } = new(
        "Nothing was stored. {0:#row|rows} would give {1:#event|events}; {2:#row|rows} would be refused.",
        "未存入任何内容。{0:#,0} 行将产生 {1:#,0} 条事件；{2:#,0} 行会被拒绝。");

    public static Phrase ReadAs { get; } = new("Read as {0}.", "按 {0} 读取。");

    public static Phrase ReadAsColumns { get; } = new("Read as {0}, columns parted by {1}.", "按 {0} 读取，列以{1}分隔。");

    public static Phrase Tab { get; } = new("tabs", "制表符");

    public static Phrase DayFirst { get; } = new("'{0}' is read with the day first: {1} is day, month, year.", "“{0}”按日在前读取：{1} 为日、月、年。");

    public static Phrase MonthFirst { get; } = new("'{0}' is read with the month first: {1} is month, day, year.", "“{0}”按月在前读取：{1} 为月、日、年。");

    public static Phrase DecimalComma { get; } = new("'{0}' is read with a decimal comma: {1}", "“{0}”按小数逗号读取：{1}");

    public static Phrase DecimalPoint { get; } = new("'{0}' is read with a decimal point: {1}", "“{0}”按小数点读取：{1}");

    public static Phrase FirstRefused { get; } = new("The first rows that would be refused:", "最先会被拒绝的行：");

    public static Phrase WouldGuess { get; } = new(
        "The encoding was guessed, for example '{0}'. If that looks wrong, choose one with --encoding {1}.",
        "编码为猜测得出，例如“{0}”。如果显示不对，请用 --encoding 指定：{1}。");

    public static Phrase Remembered { get; } = new(
        "Columns are mapped as last time for '{0}': {1}. --map says otherwise.", "沿用“{0}”上次的列对应：{1}。可用 --map 重新指定。");

    public static Phrase Rows { get; } = new("{0:#row|rows} in {1:0.0} s ({2:#,0} rows/s): ", "{0:#,0} 行，用时 {1:0.0} 秒（每秒 {2:#,0} 行）：");

    public static Phrase Events { get; } = new(
        "{0:#event|events} stored, {1:#,0} known before, {2:#,0} still to come; {3} refused.",
        "存入 {0:#,0} 条事件，已知 {1:#,0} 条，等待到来 {2:#,0} 条；拒绝 {3}。");

    /// <summary>Rows that could not be read; events of rows that could, which contradict others.</summary>
    public static Phrase RowsRefused { get; } = new("{0:#row|rows}", "{0:#,0} 行");

    public static Phrase EventsRefused { get; } = new("{0:#event|events}", "{0:#,0} 条事件");

    public static Phrase RowsAndEventsRefused { get; } = new("{0:#row|rows} and {1:#event|events}", "{0:#,0} 行和 {1:#,0} 条事件");

    public static Phrase RefusedFor { get; } = new("  refused for '{0}': {1:#,0}", "  因“{0}”被拒绝：{1:#,0}");

    public static Phrase RefusedRows { get; } = new(
        "  refused as a whole row (bytes, quotes or number of fields): {0:#,0}", "  整行被拒绝（字节、引号或列数有误）：{0:#,0}");

    public static Phrase UsedBefore { get; } = new(
        "Most were refused because their id stands for another fact already. If the file itself is the same, the time zone, the source or a mapping was changed since it "
        + "came in first: change it back, or import into a new --data folder.",
        "多数被拒绝是因为编号已对应另一条内容。如果文件本身没有变化，说明首次导入之后改过时区、来源或列对应：请改回，或用 --data 指定新文件夹重新导入。");

    public static Phrase LeftOut { get; } = new(
        "Left out of '{0}', the orders themselves are in: {1:#,0}. For example in row {2}: {3}.",
        "“{0}”中有 {1:#,0} 个值未采用（订单本身已导入）。例如第 {2} 行：{3}。");

    public static Phrase NotPaid { get; } = new(
        "Not counted as purchases, by the state of the order: {0}", "按订单状态不计为购买：{0}");

    public static Phrase UnknownStates { get; } = new(
        "States of orders that are not known count as paid: {0}", "未知的订单状态按已付款计算：{0}");

    public static Phrase NewShop { get; } = new(
        "This is a new shop. Amounts are taken to be in {0}, and times without an offset in the time zone {1}. If that is wrong, write the right ones into a new folder's "
        + "settings.yaml (as in {2}) before anything is imported into it: what is stored is not changed afterwards.",
        "这是一家新店：金额按 {0} 存储，没有时区的时间按 {1} 理解。如果不对，请在新文件夹的 settings.yaml（写法见 {2}）中写好正确的值，再导入：已存入的内容之后不会更改。");

    public static Phrase ProbablyChina { get; } = new(
        "The columns have Chinese headings: currency: CNY and time-zone: Asia/Shanghai are probably meant.",
        "文件使用中文列名：很可能应设为 currency: CNY 和 time-zone: Asia/Shanghai。");

    public static Phrase Guessed { get; } = new(
        "Read as {0}, which was guessed: '{1}'. If that looks wrong, import into a new --data folder with --encoding {2}.",
        "按 {0} 读取（猜测得出），例如“{1}”。如果显示不对，请换一个 --data 文件夹，并用 --encoding 指定编码重新导入：{2}。");

    public static Phrase KnownByEmail { get; } = new(
        "No column holds customer ids: customers are known by their e-mail address, as in: recall customers show {0}:mei@example.com",
        "没有客户编号列：以邮箱识别客户，例如：recall customers show {0}:mei@example.com");

    public static Phrase KnownByPhone { get; } = new(
        "No column holds customer ids: customers are known by their phone number, as in: recall customers show {0}:+8613800138000",
        "没有客户编号列：以手机号识别客户，例如：recall customers show {0}:+8613800138000");

    public static Phrase Unused { get; } = new("Columns not used: {0}", "未使用的列：{0}");

    public static Phrase CutOff { get; } = new(
        "{0} is cut off or damaged after row {1:#,0}. What is before is stored; get the file again and import it, rows that are known count once.",
        "{0} 在第 {1:#,0} 行之后被截断或损坏。之前的内容已存入；请重新获取文件并再次导入，已知的行只计一次。");

    public static Phrase SeeLetters { get; } = new(
        "See them with: recall dead-letters list --data {0}", "查看：recall dead-letters list --data {0}");

    public static Phrase SeeLettersOfOrders { get; } = new(
        "The rows of an order are one dead letter: {1:#,0} in all. See them with: recall dead-letters list --data {0}",
        "同一订单的各行合为一条死信，共 {1:#,0} 条。查看：recall dead-letters list --data {0}");

    public static Phrase RealTime { get; } = new(
        "This folder lives in real time; --as-of would put it on a virtual clock for good. Use a new --data folder.",
        "此文件夹使用真实时间；--as-of 会使它永久改用虚拟时钟。请用 --data 指定新文件夹。");

    public static Phrase ClockIsAhead { get; } = new(
        "The folder's virtual clock already shows {0:time} and only moves forward; use a new --data folder.",
        "此文件夹的虚拟时钟已到 {0:time}，只能向前走；请用 --data 指定新文件夹。");

    public static Phrase NoMapping { get; } = new(
        "'{0}' is no mapping; write --map COLUMN=FIELD, for example --map 'Order No=id'.",
        "“{0}”不是对应关系；请写成 --map 列名=字段，例如 --map '订单编码=id'。");

    public static Phrase Id { get; } = new("id", "编号");

    public static Phrase From { get; } = new("from", "来源");

    public static Phrase Row { get; } = new("row", "行");

    public static Phrase Field { get; } = new("field", "字段");

    public static Phrase Reason { get; } = new("reason", "原因");

    public static Phrase Times { get; } = new("times", "次数");

    public static Phrase NoLetters { get; } = new("No dead letters.", "没有死信。");

    public static Phrase Shown { get; } = new("{0:#,0} of {1:#,0} shown.", "共 {1:#,0} 条，显示 {0:#,0} 条。");

    public static Phrase CutShort { get; } = new("Reasons ending in ... are cut short; --json has them whole.", "以 ... 结尾的原因未完整显示；用 --json 查看全文。");

    public static Phrase GivenUp { get; } = new("Work that failed five times and is tried no more", "失败五次、不再重试的任务");

    public static Phrase GivenUpParts { get; } = new("{0}: {1:#part|parts} of the work", "{0}：{1:#,0} 项任务");

    public static Phrase GivenUpWhy { get; } = new(
        "The log says why each failed. Once that is mended: recall dead-letters retry", "失败原因见日志。修复后请运行：recall dead-letters retry");

    public static Phrase WorkAgain { get; } = new(
        "{0:#part|parts} of the work put back; 'recall serve' or 'recall run' does it.", "已放回 {0:#,0} 项任务；由 recall serve 或 recall run 执行。");

    public static Phrase Retried { get; } = new(
        "{0:#,0} mended, {1:#,0} still refused, {2:#,0} not found.", "已修复 {0:#,0} 条，仍被拒绝 {1:#,0} 条，未找到 {2:#,0} 条。");
}
