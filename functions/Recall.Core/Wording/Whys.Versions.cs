namespace Recall.Core.Wording;

/// <content>Whether a run goes on by a newer version of its sequence.</content>
public static partial class Whys
{
    /// <summary>It does.</summary>
    public static WhyKind GoesOnBy { get; } = New("goes-on-by", "goes on at step '{step}' by version {version}", "从步骤“{step}”起按版本 {version} 继续");

    /// <summary>Nothing of it is left that a version could change.</summary>
    public static WhyKind StaysOver { get; } = New("stays-over", "no step is ahead of them", "后面没有步骤");

    /// <summary>What is stored of the run cannot be read.</summary>
    public static WhyKind StaysDamaged { get; } = New("stays-damaged", "what is stored of it cannot be read: {said}", "其存储的记录无法读取：{said}");

    /// <summary>A crash has left it without a runtime, or it is about to get one.</summary>
    public static WhyKind StaysUnstarted { get; } = New(
        "stays-unstarted", "the run is not under way at this moment; it is taken up soon", "该流程此刻未在运行，稍后会恢复");

    /// <summary>A step is being done at this moment.</summary>
    public static WhyKind StaysBusy { get; } = New("stays-busy", "step '{step}' is being done at this moment", "步骤“{step}”正在执行");

    /// <summary>Another version came after the one that they were told of.</summary>
    public static WhyKind StaysOvertaken { get; } = New("stays-overtaken", "another version is in force by now", "现在生效的已是另一个版本");

    /// <summary>Their goal window was fixed when they entered.</summary>
    public static WhyKind StaysGoal { get; } = New(
        "stays-goal", "an order counts for {from:span} since they entered, and for {to:span} in the new version",
        "进入时目标窗口为 {from:span}，新版本为 {to:span}");

    /// <summary>They are in a step that is no more.</summary>
    public static WhyKind StaysGone { get; } = New("stays-gone", "they are in step '{step}', which the new version does not have", "正处于步骤“{step}”，新版本中没有");

    /// <summary>They are in a step that is another one now.</summary>
    public static WhyKind StaysKind { get; } = New(
        "stays-kind", "they are in step '{step}', a {from} that is a {to} in the new version", "正处于步骤“{step}”，其类型 {from} 在新版本中为 {to}");

    /// <summary>A step would come again.</summary>
    public static WhyKind StaysDone { get; } = New(
        "stays-done", "step '{step}' may be behind them and comes after '{at}' in the new version", "步骤“{step}”可能已经执行，而新版本把它放在“{at}”之后");

    /// <summary>A code is missing.</summary>
    public static WhyKind StaysCoupon { get; } = New(
        "stays-coupon", "step '{step}' needs the code of '{coupon}', which they have not got", "步骤“{step}”需要“{coupon}”的优惠码，而他们没有");
}
