using FsCheck;
using FsCheck.Fluent;
using Recall.Core.Sequences;

namespace Recall.Core.Tests.Sequences;

/// <summary>Sequences, written down and arbitrary.</summary>
internal static class Definitions
{
    public static readonly LocalText Note = new(new Dictionary<string, string>(StringComparer.Ordinal) { ["en"] = "Call them" });
    private static readonly Condition Always = new Condition.All([]);

    private static readonly Gen<TimeSpan> Spans = Gen.Elements(
        TimeSpan.FromMinutes(1), TimeSpan.FromHours(3), TimeSpan.FromDays(1), TimeSpan.FromDays(3), TimeSpan.FromDays(14));

    /// <summary>Any valid sequence with steps of every kind, nested up to three deep.</summary>
    public static readonly Gen<SequenceDefinition> Any =
        from steps in Steps(3, "s")
        from goal in Gen.Elements(TimeSpan.FromHours(1), TimeSpan.FromDays(7), TimeSpan.FromDays(30))
        from exits in Gen.SubListOf([SignalKind.Reply, SignalKind.Unsubscribe, SignalKind.Complaint, SignalKind.Visit])
        select Of(steps) with { GoalWithin = goal, Exits = [.. exits] };

    public static SequenceDefinition Of(params IReadOnlyList<Step> steps) => new()
    {
        Name = "winback",
        Version = "0123456789abcdef",
        Title = Note,
        Audience = Always,
        Holdout = 0.1,
        Reentry = new(null, null),
        GoalWithin = TimeSpan.FromDays(30),
        Exits = [SignalKind.Unsubscribe, SignalKind.Complaint],
        Templates = new Dictionary<string, MessageTemplate>(StringComparer.Ordinal),
        Steps = steps,
    };

    public static SendStep Send(string id, TimeSpan? expires = null, string? coupon = null, params IReadOnlyList<string> channels) =>
        new(id, channels.Count == 0 ? ["email", "sms"] : channels, "t", coupon, expires ?? TimeSpan.FromDays(2));

    public static WaitStep Wait(string id, double days, params IReadOnlyList<SignalKind> until) => new(id, TimeSpan.FromDays(days), until);

    public static HandoffStep Handoff(string id, double slaDays, IReadOnlyList<Step> called, IReadOnlyList<Step> overdue) => new(
        id, "agents", TimeSpan.FromDays(slaDays), Note,
        new Dictionary<string, IReadOnlyList<Step>>(StringComparer.Ordinal) { ["called"] = called }, overdue);

    public static CouponStep Coupon(string id) => new(id, 10, null, TimeSpan.FromDays(14), null, null);

    public static BranchStep Branch(string id, IReadOnlyList<Step> first, IReadOnlyList<Step> otherwise) => new(id, [new(Always, first)], otherwise);

    private static Gen<IReadOnlyList<Step>> Steps(int depth, string prefix) =>
        from count in Gen.Choose(0, 3)
        from steps in Gen.CollectToList(Enumerable.Range(0, count), i => Any1(depth, $"{prefix}{i}"))
        select (IReadOnlyList<Step>)[.. steps];

    private static Gen<Step> Any1(int depth, string id)
    {
        var span = Spans;
        var flat = new[]
        {
            Gen.Constant<Step>(Coupon(id)),
            span.Select(Step (s) => Send(id, s)),
            span.Zip(Gen.SubListOf([SignalKind.Reply, SignalKind.Visit]), Step (s, until) => new WaitStep(id, s, [.. until])),
            from days in Gen.SubListOf(Enum.GetValues<DayOfWeek>())
            from hour in Gen.Choose(0, 23)
            from lasts in Gen.Elements(TimeSpan.Zero, TimeSpan.FromHours(3), TimeSpan.FromDays(2))
            select (Step)new WaitStep(id, lasts, [SignalKind.Visit]) { UntilTime = new TimeOnly(hour, 30), On = [.. days] },
            Gen.Constant<Step>(new TagStep(id, "marked", false)),
            Gen.Constant<Step>(new WebhookStep(id, "crm")),
            Gen.Elements("dropped", "not-recovered").Select(Step (outcome) => new EndStep(id, outcome)),
        };
        return depth == 1 ? Gen.OneOf(flat) : Gen.OneOf(
            [
                .. flat,
                from count in Gen.Choose(1, 2)
                from cases in Gen.CollectToList(Enumerable.Range(0, count), c => Steps(depth - 1, $"{id}-c{c}-"))
                from otherwise in Steps(depth - 1, $"{id}-d-")
                select (Step)new BranchStep(id, [.. cases.Select(c => new BranchCase(Always, c))], otherwise),
                from count in Gen.Choose(1, 3)
                from weight in Gen.Choose(1, 5)
                from variants in Gen.CollectToList(Enumerable.Range(0, count), v => Steps(depth - 1, $"{id}-v{v}-"))
                select (Step)new AbStep(id, [.. variants.Select((steps, v) => new AbVariant($"v{v}", weight + v, steps))]),
                from sla in span
                from called in Steps(depth - 1, $"{id}-o-")
                from overdue in Steps(depth - 1, $"{id}-l-")
                select (Step)Handoff(id, sla.TotalDays, called, overdue),
            ]);
    }
}
