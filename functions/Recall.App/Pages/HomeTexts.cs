using Recall.Core.Wording;

namespace Recall.App.Pages;

/// <summary>What the first page says.</summary>
internal static class HomeTexts
{
    public static Phrase What { get; } = new(
        "Recall wins back the customers this shop is about to lose. This is its HTTP service.",
        "Recall 帮本店挽回即将流失的客户。这里是它的 HTTP 服务。");

    public static Phrase Figures { get; } = new("The shop's figures", "本店数据");

    public static Phrase KeyWanted { get; } = new(
        "Customers by stage, and what each sequence did. The page asks for the API key as the password; the user name may be anything.",
        "客户阶段分布与各流程的效果。访问时请以接口密钥作为密码，用户名任意。");

    public static Phrase NoKey { get; } = new("The API key is needed", "需要接口密钥");

    public static Phrase NoKeyWhy { get; } = new(
        "The figures are for who has the API key: any user name, and the key as the password. recall serve prints it; it stands in the file api-key of the data folder.",
        "只有持有接口密钥者才能查看数据：用户名任意，密码为接口密钥。recall serve 启动时会显示它；它保存在数据文件夹的 api-key 文件中。");

    public static Phrase AsOf { get; } = new("As of {0:time}", "截至 {0:time}");

    public static Phrase Customers { get; } = new("customers", "位客户");

    public static Phrase Lapsed { get; } = new("dormant or lost, who have spent {0:#,0} {1}", "位沉睡或流失，累计消费 {0:#,0} {1}");

    public static Phrase Messages { get; } = new("messages sent", "条消息已发送");

    public static Phrase CameBack { get; } = new("ended with an order", "人次已召回");

    public static Phrase ByStage { get; } = new("Customers by stage", "客户生命周期");

    public static Phrase NoCustomers { get; } = new(
        "No customers yet: post events, or stop the service and bring orders in with recall import.",
        "还没有客户：请上报事件，或停止服务后用 recall import 导入订单。");

    public static Phrase Sequences { get; } = new("Sequences", "流程");

    public static Phrase NoSequences { get; } = new("No sequence is in force.", "没有生效的流程。");

    public static Phrase Idle { get; } = new("Nobody has entered yet.", "还没有客户进入。");

    public static Phrase Entered { get; } = new("entered", "进入");

    public static Phrase Arms { get; } = new(
        "{0:#,0} treated, {1:#,0} held out", "触达组 {0:#,0}，对照组 {1:#,0}");

    public static Phrase Sent { get; } = new("sent", "已发送");

    public static Phrase OwnBudget { get; } = new("its own budget", "流程预算");

    public static Phrase Ended { get; } = new("treated", "触达组结果");

    public static Phrase Earned { get; } = new("ordered in time (first pass)", "召回率（首次进入）");

    public static Phrase NoWindow { get; } = new("no goal window has closed yet", "还没有满观察期的客户");

    public static Phrase OneArm { get; } = new("{0:0.0} % of {1:#,0} treated", "触达组 {0:0.0}%（{1:#,0} 人）");

    public static Phrase BothArms { get; } = new(
        "{0:0.0} % treated, {1:0.0} % held out: {2:+0.0;-0.0} points (95 %: {3:+0.0;-0.0} … {4:+0.0;-0.0}){5}",
        "触达组 {0:0.0}%，对照组 {1:0.0}%：{2:+0.0;-0.0} 个百分点（95 %：{3:+0.0;-0.0} … {4:+0.0;-0.0}）{5}");

    public static Phrase NetMargin { get; } = new("net margin earned (first pass)", "净增毛利（首次进入）");

    public static Phrase Money { get; } = new("{0:+#,##0;-#,##0;0} {3} (95 %: {1:+#,##0;-#,##0;0} … {2:+#,##0;-#,##0;0}){4}", "{0:+#,##0;-#,##0;0} {3}（95 %：{1:+#,##0;-#,##0;0} … {2:+#,##0;-#,##0;0}）{4}");

    public static Phrase Chance { get; } = new("; could be chance", "；可能是偶然");

    public static Phrase ForMachines { get; } = new("For machines", "供程序使用");

    public static Phrase OpenApi { get; } = new("OpenAPI document", "OpenAPI 文档");

    public static Phrase Health { get; } = new("Health", "健康检查");

    public static Phrase ToRead { get; } = new("To read", "文档");

    public static Phrase Home { get; } = new("Back to the first page", "返回首页");

    public static Phrase Concepts { get; } = new("Concepts", "概念");

    public static Phrase Scoring { get; } = new("Scoring", "评分");

    public static Phrase Connectors { get; } = new("Connecting your shop", "接入店铺平台");

    public static Phrase Events { get; } = new("Sending events", "上报事件");

    public static Phrase Files { get; } = new("Sequence files", "流程文件");

    public static Phrase Http { get; } = new("HTTP", "HTTP 接口");

    public static Phrase Operations { get; } = new("Operations", "运维");

    public static Phrase NoPage { get; } = new("There is no such page", "没有这个页面");
}
