using Recall.Core.Wording;

namespace Recall.Local.Wording;

/// <summary>What <c>demo</c>, <c>score</c>, <c>run</c>, <c>serve</c> and <c>sequences</c> say.</summary>
internal static class WorkTexts
{
    public static Phrase DemoBounds { get; } = new(
        "The demo takes 100 to 50,000 customers and 1 to 365 days.", "演示可用 100 到 50,000 位客户、1 到 365 天。");

    public static Phrase NotADemo { get; } = new(
        "'{0}' holds a shop that is not a demo. Name another folder with --data.", "“{0}”中是一家不是演示的店铺。请用 --data 指定其他文件夹。");

    public static Phrase HistoryBar { get; } = new("Two years of history", "导入两年历史");

    public static Phrase DaysBar { get; } = new("{0:#day|days} of sequences", "运行 {0} 天流程");

    public static Phrase History { get; } = new(
        "History: {0:#event|events} of {1:#customer|customers} ({2:#,0}/s). More customers come in the days that follow.",
        "历史数据：{1:#,0} 位客户的 {0:#,0} 条事件（每秒 {2:#,0} 条）。之后的日子里还会有新客户。");

    public static Phrase DemoDone { get; } = new("Done in {0:0} s. The messages are in {1}", "用时 {0:0} 秒。消息保存在 {1}");

    public static Phrase Model { get; } = new(
        "Model {0}: {1:#customer|customers}, {2:#buyer|buyers}, {3:#,0} bought again. Fitted in {4:0.0} s.",
        "模型 {0}：{1:#,0} 位客户，{2:#,0} 位买家，其中 {3:#,0} 位回购。拟合用时 {4:0.0} 秒。");

    public static Phrase NoBuyers { get; } = new(
        "Nobody has bought anything in '{0}' yet, so there is nothing to score. Bring orders in with 'recall import' or over HTTP.",
        "“{0}”中还没有人下过单，因此没有可评分的内容。请用 recall import 或 HTTP 接口导入订单。");

    public static Phrase NoFiles { get; } = new("There is no sequence file (*.yaml) in '{0}'.", "“{0}”中没有流程文件（*.yaml）。");

    public static Phrase Weeks { get; } = new("{0} (weeks)", "{0}（以周计）");

    public static Phrase Fitted { get; } = new("{0}: {1}, log-likelihood {2:0.000}", "{0}：{1}，对数似然 {2:0.000}");

    public static Phrase NotFitted { get; } = new("{0}: not fitted: {1}.", "{0}：未能拟合：{1}。");

    public static Phrase Doubt { get; } = new("; {0}", "；{0}");

    public static Phrase ScoresBy { get; } = new("Scores are by {0}: log-likelihood {1} on {2}.", "评分采用 {0}：{2}的对数似然为 {1}。");

    public static Phrase OnHeldOut { get; } = new(
        "the last {0:#day|days} of {1:#customer|customers}, fitted on what was before", "以之前的数据拟合后，{1:#,0} 位客户最近 {0} 天");

    public static Phrase OnAll { get; } = new(
        "all data, for want of enough repeat buyers before the last days", "全部数据（之前的回购客户太少）");

    public static Phrase OnAllAsNobodySince { get; } = new(
        "all data, as nobody has bought again in the last {0:#day|days}", "全部数据（最近 {0} 天没有人回购）");

    public static Phrase AliveBy { get; } = new(" P(alive) is by {0}.", "活跃概率采用 {0}。");

    public static Phrase Card { get; } = new(
        "Scorecard: learnt from {0:#customer|customers} at {1:#cut-off|cut-offs}, AUC {2:0.000} on customers left out.",
        "流失评分卡：依据 {1} 个时点的 {0:#,0} 位客户，在留出的客户上 AUC 为 {2:0.000}。");

    public static Phrase CardInSeason { get; } = new(
        "Scorecard: learnt from {0:#customer|customers} at {1:#cut-off|cut-offs}, AUC {2:0.000} on customers left out, shifted by {3:+0.00;-0.00} for the season.",
        "流失评分卡：依据 {1} 个时点的 {0:#,0} 位客户，在留出的客户上 AUC 为 {2:0.000}，按季节修正 {3:+0.00;-0.00}。");

    public static Phrase PriorCard { get; } = new("Scorecard: the stated prior: {0}.", "流失评分卡：使用预设评分卡：{0}。");

    public static Phrase BuyingLeadsPrior { get; } = new(
        "Whether customers buy is told by {0}, as no scorecard could be learnt.", "未能学成评分卡，是否购买以 {0} 为准。");

    public static Phrase CardLeads { get; } = new(
        "Whether customers buy is told by the scorecard: on the last {1:#day|days} of {4:#customer|customers} its loss was {3:0.0000}, that of {0} {2:0.0000}.",
        "是否购买以流失评分卡为准：对 {4:#,0} 位客户最近 {1} 天，其损失为 {3:0.0000}，{0} 为 {2:0.0000}。");

    public static Phrase BuyingLeads { get; } = new(
        "Whether customers buy is told by {0}: on the last {1:#day|days} of {4:#customer|customers} its loss was {2:0.0000}, that of the scorecard {3:0.0000}.",
        "是否购买以 {0} 为准：对 {4:#,0} 位客户最近 {1} 天，其损失为 {2:0.0000}，流失评分卡为 {3:0.0000}。");

    public static Phrase OldOrders { get; } = new(
        "The last order is of {0}, {1:0.0} years ago, so everybody counts as long gone. To look at the shop as it was then, import the file into a new folder with --as-of {2}.",
        "最后一笔订单在 {0}，距今 {1:0.0} 年，因此所有客户都被视为早已流失。若要查看当时的情况，请用 --as-of {2} 将文件导入新文件夹。");

    public static Phrase Scored { get; } = new("{0:#customer|customers} scored in {1:0.0} s.", "已为 {0:#,0} 位客户评分，用时 {1:0.0} 秒。");

    public static Phrase NotVirtual { get; } = new(
        "This folder lives in real time: use 'recall serve', or import with --as-of DATE into a new folder.",
        "此文件夹使用真实时间：请用 recall serve，或用 --as-of 日期 导入到新文件夹。");

    public static Phrase LaterDate { get; } = new(
        "The virtual clock shows {0:time} already; choose a later date.", "虚拟时钟已到 {0:time}；请选择更晚的日期。");

    public static Phrase UntilBar { get; } = new("Until {0}", "运行到 {0}");

    public static Phrase Ran { get; } = new(
        "{0:0.#} virtual days in {1:0.0} s. See: recall report", "虚拟时间前进 {0:0.#} 天，用时 {1:0.0} 秒。查看：recall report");

    public static Phrase NoAddress { get; } = new(
        "'{0}' is not an address; write 127.0.0.1, or 0.0.0.0 for every network.", "“{0}”不是地址；请写 127.0.0.1，或用 0.0.0.0 表示所有网络。");

    public static Phrase NoPort { get; } = new(
        "There is no port {0}; choose one from 1 to {1}, or 0 for any free one.", "没有端口 {0}；请选择 1 到 {1}，或用 0 表示任一空闲端口。");

    public static Phrase PortTaken { get; } = new(
        "Cannot listen on port {0}: {1} Choose another with --port.", "无法监听端口 {0}：{1} 请用 --port 换一个。");

    public static Phrase ServerRefused { get; } = new(
        "'recall serve' at {0} has the folder open and answered HTTP {1}. Its log says why; or stop it, and run this command again.",
        "位于 {0} 的 recall serve 正在使用此文件夹，返回了 HTTP {1}。原因见其日志；也可以停止它后再运行此命令。");

    public static Phrase Listens { get; } = new("Recall listens on {0}  (API: {0}/openapi/v1.json)", "Recall 正在监听 {0}（接口：{0}/openapi/v1.json）");

    public static Phrase Figures { get; } = new(
        "The shop's figures: {0}  (any user name; the password is the API key)", "本店数据：{0}（用户名任意，密码为接口密钥）");

    public static Phrase Key { get; } = new("API key, to send as header X-Api-Key: {0}", "接口密钥，用请求头 X-Api-Key 发送：{0}");

    public static Phrase Placeholders { get; } = new(
        "settings.yaml still has the example's {0}: nobody can answer these messages or stop them. Put in the shop's own before a real customer gets one.",
        "settings.yaml 中的 {0} 仍是示例值：收件人无法回复或退订。请在向真实客户发送前改为本店的信息。");

    public static Phrase ClockStands { get; } = new(
        "This folder is on a virtual clock that stands at {0:time}; 'recall run' moves it.", "此文件夹的虚拟时钟停在 {0:time}；用 recall run 推进。");

    public static Phrase CtrlC { get; } = new("Stop with Ctrl-C.", "按 Ctrl-C 停止。");

    public static Phrase Sequence { get; } = new("sequence", "流程");

    public static Phrase Title { get; } = new("title", "标题");

    public static Phrase Steps { get; } = new("steps", "步骤");

    public static Phrase Holdout { get; } = new("holdout", "对照组");

    public static Phrase Priority { get; } = new("priority", "优先级");

    public static Phrase Version { get; } = new("version", "版本");

    public static Phrase PublishedAs { get; } = new("{0}, by {1}", "{0}（{1}）");

    public static Phrase FromFile { get; } = new("its file", "文件");

    public static Phrase FilesValid { get; } = new("{0:#file|files} valid.", "{0} 个文件有效。");
}
