using Recall.App.Ingestion.Connectors.Deliveries;
using Recall.Core.Wording;

namespace Recall.Local.Wording;

/// <summary>What the commands for platforms and for privacy say.</summary>
internal static class ConnectTexts
{
    public static Phrase NoSource { get; } = new(
        "The settings have no source of platform {0}. Add one under 'connectors' in settings.yaml; docs/connectors/ has a page for each platform.",
        "设置中没有平台 {0} 的来源。请在 settings.yaml 的 connectors 下添加；docs/connectors/ 中每个平台都有说明。");

    public static Phrase OtherPlatform { get; } = new(
        "The source '{0}' is of platform {1}, not {2}. Name a source of {2}, or leave --source out.", "来源“{0}”属于平台 {1}，不是 {2}。请指定 {2} 的来源，或去掉 --source。");

    public static Phrase WrongVariable { get; } = new(
        "The environment variable {0}, which the source '{1}' names in settings.yaml, is no secret of its platform: {2}.", "settings.yaml 中来源“{1}”引用的环境变量 {0} 不是其平台的密钥：{2}。");

    public static Phrase Waits { get; } = new(
        "{0} gives nothing now ({1}); it is asked again in {2:0} s.", "{0} 暂时没有给出数据（{1}），{2:0} 秒后再次查询。");

    public static Phrase WhichSource { get; } = new(
        "The settings have several sources of platform {0}: {1}. Name one with --source.", "设置中有多个平台 {0} 的来源：{1}。请用 --source 指定一个。");

    public static Phrase NoApi { get; } = new(
        "The source '{0}' has no 'api:' with 'url:' and 'key:' in settings.yaml, so its orders cannot be asked for.",
        "settings.yaml 中的来源“{0}”没有 api（url 和 key），无法向平台查询订单。");

    public static Phrase NotSet { get; } = new(
        "The settings name environment variables that are not set: {0}. Set them before you start Recall.", "设置引用了未设置的环境变量：{0}。请先设置再启动 Recall。");

    public static Phrase Served { get; } = new(
        "The data folder '{0}' is open in another Recall process, and a walk through all orders needs it for itself. Stop 'recall serve' (Ctrl-C), run this command, and start 'recall serve' again: "
        + "within the hour it asks the platform for the orders that changed meanwhile. WooCommerce turns a webhook off after five calls that failed: see that it is still active afterwards.",
        "数据文件夹“{0}”正被另一个 Recall 进程使用，而遍历全部订单需要独占它。请停止 recall serve（Ctrl-C），运行此命令，然后重新启动 recall serve："
        + "它会在一小时内向平台查询期间变更的订单。WooCommerce 的 webhook 连续失败五次后会被停用：请在之后确认它仍处于启用状态。");

    public static Phrase Bar { get; } = new("orders of {0}", "{0} 的订单");

    public static Phrase Resumes { get; } = new("Goes on where the last walk was stopped, at {0:time}.", "从上次中断处（{0:time}）继续。");

    public static Phrase Walked { get; } = new(
        "{0} orders read: {1} facts are new, {2} were known, {3} orders say nothing that is kept.",
        "已读取 {0} 个订单：新增 {1} 条事实，{2} 条已存在，{3} 个订单没有需要保存的内容。");

    public static Phrase Refused { get; } = new(
        "{0} orders could not be understood: 'recall dead-letters list --data {1}' says why.",
        "有 {0} 个订单无法识别：运行 recall dead-letters list --data {1} 查看原因。");

    public static Phrase Stopped { get; } = new(
        "{0} did not go on: {1} What was read is stored; the same command goes on from there.", "{0} 中断：{1} 已读取的内容已保存，再次运行同一命令即可继续。");

    public static Phrase SayYes { get; } = new(
        "This removes everything that is known about {0}, and cannot be undone. Add --yes if that is meant.", "此操作会删除 {0} 的全部资料且无法恢复。确认请加 --yes。");

    public static Phrase Forgotten { get; } = new("{0} is forgotten: {1} rows are gone.", "已删除 {0} 的资料，共 {1} 行。");

    public static Phrase NoRequests { get; } = new("Nobody waits for their data.", "没有待处理的资料申请。");

    public static Phrase Due { get; } = new("due", "截止");

    public static Phrase Source { get; } = new("source", "来源");

    public static Phrase NoSuchSource { get; } = new(
        "The settings have no source '{0}' under 'connectors'.", "settings.yaml 的 connectors 下没有来源“{0}”。");

    public static Phrase NoDeliveries { get; } = new("No such calls in the last 14 days.", "最近 14 天没有这样的调用。");

    public static Phrase Topic { get; } = new("about", "主题");

    public static Phrase State { get; } = new("state", "状态");

    public static IReadOnlyDictionary<DeliveryState, Phrase> States { get; } = new Dictionary<DeliveryState, Phrase>
    {
        [DeliveryState.New] = new("new", "待读取"), [DeliveryState.Done] = new("done", "已处理"), [DeliveryState.Ignored] = new("ignored", "已忽略"),
        [DeliveryState.Waiting] = new("waiting", "等待订单"), [DeliveryState.Dead] = new("dead", "死信"), [DeliveryState.Forgotten] = new("forgotten", "已删除"),
    };

    public static Phrase Answered { get; } = new("{0} requests are off the list.", "已处理 {0} 个申请。");
}
