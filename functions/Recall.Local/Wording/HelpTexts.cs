using Recall.Core.Wording;

namespace Recall.Local.Wording;

/// <summary>What <c>--help</c> says of commands, arguments and options.</summary>
internal static partial class HelpTexts
{
    public static Phrase About { get; } = new(
        "Recall wins back customers who are about to leave.\n\nStart with: recall demo\nExit codes: 0 done, 1 failed, 2 wrong command line, settings or file, 3 done but some input was refused, 4 not found, 130 stopped.",
        "Recall 挽回即将流失的客户。\n\n先试试：recall demo\n退出码：0 完成，1 失败，2 命令行、设置或文件有误，3 完成但部分输入被拒绝，4 未找到，130 已停止。");

    public static Phrase Help { get; } = new("Show help and usage information", "显示帮助");

    public static Phrase Version { get; } = new("Show version information", "显示版本");

    public static Phrase Encoding { get; } = new("Of the text, where it is not found out: {0}", "文本的编码，在无法识别时使用：{0}");

    public static Phrase Data { get; } = new("The shop's folder; demo, import and serve make it", "店铺文件夹；demo、import 和 serve 会创建它");

    public static Phrase Json { get; } = new("One JSON document for scripts, no colours, no bars", "供脚本使用的单个 JSON 文档，没有颜色和进度条");

    public static Phrase Lang { get; } = new("en or zh-CN: the language of what people read", "en 或 zh-CN：给人阅读的内容所用的语言");

    public static Phrase BacktestFile { get; } = new(
        "Orders or events, as for import; gzip-compressed or not. Nothing is stored",
        "订单或事件，与 import 相同，可用 gzip 压缩；不存入任何内容");

    public static Phrase BacktestHoldout { get; } = new("Time after each cut-off to compare with: 90d, 13w", "每个时点之后用于比较的时长：90d、13w");

    public static Phrase CutOffs { get; } = new(
        "Cut-offs, one holdout apart, the last one holdout before the last order",
        "时点个数，彼此相隔一个留出时长，最后一个在最后一笔订单之前一个留出时长");

    public static Phrase Out { get; } = new(
        "Writes the report as a Markdown page with SVG plots into this folder",
        "把报告写成 Markdown 页面和 SVG 图，放入此文件夹");

    public static Phrase Backtest { get; } = new(
        "Play a shop's past again: how good would the scores have been, against simpler ones?",
        "重演店铺的历史：评分会有多准，与更简单的方法相比如何");

    public static Phrase ConnectSource { get; } = new(
        "The source in settings.yaml, where there are several of the platform",
        "settings.yaml 中的来源；同一平台有多个来源时使用");

    public static Phrase Since { get; } = new(
        "Orders that changed since this day; left out: all, or where a walk was stopped",
        "自此日以来有变化的订单；不给则为全部，或从上次停下之处继续");

    public static Phrase Connect { get; } = new(
        "Bring in the orders a platform has had so far, through its API; may be stopped and run again",
        "通过接口导入平台迄今的订单；可以停下再运行");

    public static Phrase Customers { get; } = new("Who is leaving, and one customer", "谁在流失，以及单个客户");

    public static Phrase Take { get; } = new("How many", "显示多少位");

    public static Phrase Lapsed { get; } = new(
        "Dormant and lost customers, who has brought most first, and why they stay away",
        "沉睡和流失的客户，贡献最多的在前，以及他们为什么不再来");

    public static Phrase CustomerOrAddress { get; } = new(
        "The customer key, for example shopify:7012345, or shopify:mei@example.com where customers are known by their address",
        "客户编号，例如 shopify:7012345；以地址识别客户时为 shopify:mei@example.com");

    public static Phrase TakeEntries { get; } = new("Entries of the timeline", "时间线的条数");

    public static Phrase Show { get; } = new(
        "Profile, score with its reasons, why or why not each sequence, timeline",
        "档案、评分与原因、为什么进入或不进入每个流程、时间线");

    public static Phrase DeadLetters { get; } = new(
        "Input that was refused, and work that was given up, kept until it is mended",
        "被拒绝的输入和已放弃的工作，保留到修复为止");

    public static Phrase TakeLetters { get; } = new("How many to show", "显示多少条");

    public static Phrase DeadLettersList { get; } = new("What was refused and why, and what work was given up", "什么被拒绝、为什么，以及放弃了哪些工作");

    public static Phrase LetterIds { get; } = new(
        "Which letters, by the beginning of their ids; none means all, and the work that was given up",
        "哪些条目，写编号的开头；不给则为全部，包括已放弃的工作");

    public static Phrase DeadLettersRetry { get; } = new(
        "Read them again, after settings or mappings were mended, and have the work done again",
        "在修正设置或对应关系之后重新读取，并重做工作");

    public static Phrase DemoCustomers { get; } = new("How many customers the shop has", "店铺有多少位客户");

    public static Phrase DemoDays { get; } = new("Virtual days to run", "运行多少个虚拟天");

    public static Phrase DemoSeed { get; } = new("Another number is another shop of the same kind", "换一个数字就是另一家同类店铺");

    public static Phrase DemoServe { get; } = new("Leave it running for the browser and the API", "让它继续运行，供浏览器和接口使用");

    public static Phrase Demo { get; } = new("Make up a shop and watch Recall work in it; needs nothing", "虚构一家店铺，看 Recall 如何工作；不需要任何准备");

    public static Phrase MergeOne { get; } = new("A customer key, for example shopify:7012345", "客户编号，例如 shopify:7012345");

    public static Phrase MergeOther { get; } = new("Another key of the same person", "同一人的另一个客户编号");

    public static Phrase Merge { get; } = new("Say that two customer keys are one person", "指明两个客户编号为同一人");

    public static Phrase SplitKey { get; } = new("The customer key that is somebody else", "实为另一人的客户编号");

    public static Phrase SplitFrom { get; } = new("A key that it must be merged with, else nothing is done", "必须已与它合并的客户编号，否则什么也不做");

    public static Phrase Split { get; } = new("Take a merged customer key apart again", "把已合并的客户编号重新拆开");

    public static Phrase ImportFile { get; } = new("The file, gzip-compressed or not", "文件，可用 gzip 压缩");

    public static Phrase AsOf { get; } = new(
        "Put the folder on a virtual clock at this date; later rows arrive when 'recall run' reaches them",
        "让文件夹的虚拟时钟从此日开始；之后的行在 recall run 到达时才到来");

    public static Phrase ExampleContacts { get; } = new(
        "For research data without addresses: give everyone an example.com address, a fictional phone and consents",
        "用于没有地址的研究数据：给每个人一个 example.com 邮箱、虚构的手机号和授权");

    public static Phrase DryRun { get; } = new("Only say what would be imported and what is wrong; nothing is stored", "只说明会导入什么、有什么错误；不存入任何内容");

    public static Phrase Import { get; } = new("Bring in orders or events from a file", "从文件导入订单或事件");

    public static Phrase Deliveries { get; } = new("What shop platforms posted", "店铺平台发来的调用");

    public static Phrase DeliveriesList { get; } = new(
        "The newest calls and what became of each, without what they say of customers", "最新的调用及各自的处理结果，不含客户内容");

    public static Phrase DeliveriesSource { get; } = new("Of one source of settings.yaml", "只看 settings.yaml 中的某个来源");

    public static Phrase TakeDeliveries { get; } = new("How many calls, 1 to 1000", "显示多少条调用，1 到 1000");

    public static Phrase Dates { get; } = new(
        "dmy or mdy: whether day or month comes first in dates like 03/01/2026, where no date of the column tells",
        "dmy 或 mdy：03/01/2026 这类日期中日在前还是月在前，在整列都无法判断时使用");

    public static Phrase Decimals { get; } = new(
        "comma or point: what parts the decimals of amounts like 1.234, where no amount of the column tells",
        "comma 或 point：1.234 这类数额的小数符号，在整列都无法判断时使用");

    public static Phrase Map { get; } = new("COLUMN=FIELD, for columns that are not recognised; may be given often", "列名=字段，用于未识别的列；可给多次");

    public static Phrase Source { get; } = new("Put before customer ids that name no platform, for example 'shopify'", "加在没有平台名的客户编号之前，例如 shopify");

    public static Phrase Yes { get; } = new("It is meant: this cannot be undone", "确认：此操作无法撤销");

    public static Phrase Forget { get; } = new(
        "Remove everything that is known about a customer; what they refused stays refused",
        "删除关于某位客户的一切；他们拒绝过的仍然有效");

    public static Phrase Export { get; } = new(
        "Everything that is known about a customer as JSON, addresses in clear: for the customer, who asked for it",
        "以 JSON 给出关于某位客户的一切，地址为明文：供提出要求的客户本人使用");

    public static Phrase Answered { get; } = new("The customer key whose requests have been answered", "已答复其要求的客户编号");

    public static Phrase Requests { get; } = new(
        "Customers who asked, through the shop's platform, for what is known about them",
        "通过店铺平台要求查看自己数据的客户");

    public static Phrase Report { get; } = new(
        "Who is leaving, what was sent and held back, who came back, against the control group",
        "谁在流失、发送和暂缓了什么、谁回来了，并与对照组比较");

    public static Phrase Until { get; } = new("Virtual time to stop at, for example 1998-03-30", "停在哪个虚拟时间，例如 1998-03-30");

    public static Phrase Run { get; } = new("Let virtual time pass: arrivals, scoring, audiences, sequences", "让虚拟时间前进：数据到来、评分、人群、流程");

    public static Phrase Score { get; } = new("Fit the shop's model and score every customer", "拟合店铺的模型，并为每位客户评分");

    public static Phrase Listen { get; } = new("Address to listen on; anything but loopback lets the network in", "监听的地址；除本机地址外，网络上的其他机器也能访问");

    public static Phrase Serve { get; } = new("The HTTP API, timers and workers, until Ctrl-C", "HTTP 接口、定时任务和后台工作，直到按下 Ctrl-C");

    public static Phrase Port { get; } = new("0 takes any free one", "0 表示任一空闲端口");
}
