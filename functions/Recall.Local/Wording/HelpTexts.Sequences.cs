using Recall.Core.Wording;

namespace Recall.Local.Wording;

/// <content>Of <c>recall sequences</c>.</content>
internal static partial class HelpTexts
{
    public static Phrase DiffOne { get; } = new(
        "A file, the name of a sequence in force, or a version of it such as dormant-winback@3",
        "文件、正在生效的流程的名称，或其版本，例如 dormant-winback@3");

    public static Phrase DiffOther { get; } = new(
        "A file, the name of a sequence in force, or a version of it such as dormant-winback@3; without it A is compared with what is in force",
        "文件、正在生效的流程的名称，或其版本，例如 dormant-winback@3；不给则将 A 与生效的内容比较");

    public static Phrase Diff { get; } = new("What B says otherwise than A, and what publishing it would mean", "B 与 A 有何不同，以及发布它意味着什么");

    public static Phrase History { get; } = new("Every version of a sequence: who published it when, and what it changed", "流程的每个版本：谁在何时发布，改了什么");

    public static Phrase Packs { get; } = new("Sequences that come with Recall, by kind of business", "Recall 自带的流程，按行业列出");

    public static Phrase PackName { get; } = new("A sequence that comes with Recall, or a pack of them", "Recall 自带的流程，或整个行业包");

    public static Phrase Add { get; } = new(
        "Put sequences that come with Recall into the data folder, to be used and changed there",
        "把 Recall 自带的流程放入店铺文件夹，供使用和修改");

    public static Phrase Customer { get; } = new("The customer key, for example shopify:7012345", "客户编号，例如 shopify:7012345");

    public static Phrase Html { get; } = new(
        "Writes the HTML of every e-mail into this folder, a file per step; without a folder it is printed",
        "把每封邮件的 HTML 写入此文件夹，每个步骤一个文件；不给文件夹则直接显示");

    public static Phrase Preview { get; } = new(
        "What a sequence would do with one customer, step by step; nothing is sent",
        "流程会对某位客户做什么，逐步列出；不发送任何内容");

    public static Phrase SequenceOrFile { get; } = new("A sequence file, or the name of a sequence in use", "流程文件，或正在使用的流程的名称");

    public static Phrase PublishFile { get; } = new("The sequence file", "流程文件");

    public static Phrase Publish { get; } = new(
        "Put a sequence file in force as the next version, whatever files say from then on",
        "让流程文件作为下一版本生效，此后不再以文件为准");

    public static Phrase RollbackTo { get; } = new("The version; the last one before that says something else if not given", "版本；不给则为之前最近一个内容不同的版本");

    public static Phrase Rollback { get; } = new("Put the text of an older version in force as a new version", "让较早版本的内容作为新版本生效");

    public static Phrase Withdraw { get; } = new(
        "Take a sequence out of force: nobody enters any more, and who is inside goes on",
        "停用流程：不再有人进入，已在其中的继续完成");

    public static Phrase SequenceName { get; } = new("Its name", "流程的名称");

    public static Phrase ReplayFrom { get; } = new("First day, for example 2026-01-31", "第一天，例如 2026-01-31");

    public static Phrase ReplayTo { get; } = new("Last day", "最后一天");

    public static Phrase Reachable { get; } = new(
        "email,sms: takes everybody to have an address and to have agreed there, unless they refused; for research data",
        "email,sms：假设所有人在这些渠道都有地址并已授权，明确拒绝者除外；用于研究数据");

    public static Phrase Replay { get; } = new("What a sequence would have done in the past, and cost; nothing is sent", "流程在过去会做什么、花费多少；不发送任何内容");

    public static Phrase Sequences { get; } = new("The marketers' files", "营销人员的流程文件");

    public static Phrase List { get; } = new("Sequences of this folder, or those that come with Recall", "此文件夹的流程，或 Recall 自带的流程");

    public static Phrase ValidateFiles { get; } = new("Files, or folders of them; none means those of the data folder", "文件，或其所在文件夹；不给则为店铺文件夹中的文件");

    public static Phrase Validate { get; } = new("Check sequence files and show every problem with its line", "检查流程文件，指出每个问题所在的行");

    public static Phrase Author { get; } = new(
        "Who publishes, kept in the history; your name on this machine if not given",
        "由谁发布，会记入历史；不给则为本机上的用户名");

    public static Phrase Expect { get; } = new("Publish only if this version is in force, 0 for none", "仅当此版本生效时才发布，0 表示没有版本");

    public static Phrase Migrate { get; } = new("Customers inside go on by the new version where their steps allow it", "已在其中的客户，在步骤允许时转用新版本");

    public static Phrase ImportFlow { get; } = new(
        "Turn a flow of Klaviyo into a sequence file; what Recall cannot do as the flow says is refused by name, and then nothing is written",
        "把 Klaviyo 流程转成流程文件；Recall 无法照做之处会逐项指明，且不写出任何内容");

    public static Phrase FlowFile { get; } = new(
        "The answer of GET /api/flows/ID?additional-fields[flow]=definition", "GET /api/flows/ID?additional-fields[flow]=definition 的返回内容");

    public static Phrase FlowTemplates { get; } = new(
        "The folder with the bodies of its e-mails: ID.json, or ID.html and ID.txt", "邮件正文所在的文件夹：ID.json，或 ID.html 和 ID.txt");

    public static Phrase FlowMetric { get; } = new("Which event a metric is, for example XyZ123=cart; once for each", "指标对应的事件，例如 XyZ123=cart；每个指标一次");

    public static Phrase FlowDate { get; } = new("Which day a date property is: Birthday=birthday", "日期属性对应的日子：Birthday=birthday");

    public static Phrase FlowSender { get; } = new("Who the shop's e-mails come from: \"Tea House <hello@example.com>\"", "店铺邮件的发件人：\"Tea House <hello@example.com>\"");

    public static Phrase FlowName { get; } = new("The sequence's name; made of the flow's if not given", "流程文件的名称；不给则取自原流程");

    public static Phrase FlowTo { get; } = new("The folder that the file is written into; this one if not given", "写入的文件夹；不给则为当前文件夹");
}
