using Recall.Core.Offers;

namespace Recall.Core.Sequences.Files;

/// <content>A method per kind of step that holds no steps.</content>
internal sealed partial class StepReader
{
    private static readonly string[] Worths = ["percent", "amount", "ladder", "gift"];
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    private (Step, TimeSpan?)? Coupon(MapReader keys, string id)
    {
        var percent = keys.Read("percent", (p, n, f) => Values.Number(p, n, f, 1, 100, "%"));
        var amount = keys.Read("amount", (p, n, f) => Values.Money(p, n, f, 0.01m, 1_000_000));
        string[] worth = [.. Worths.Where(w => keys.Get(w) is not null)];
        if (worth.Length != 1)
            problems.Error(keys.Place, keys.Field("percent"), worth.Length == 0
                ? "says nothing about its worth; add 'percent: 10', 'amount: 5', 'ladder: [5, 10, 15]' or 'gift: { en: A mug }'"
                : $"is worth {NearestWord.All(worth)} at once; keep one");

        // A worth that cannot be read has been said once; templates that show it are right to.
        percent ??= keys.Get("percent") is null ? null : 1;
        amount ??= keys.Get("amount") is null ? null : 1;
        var step = new CouponStep(
            id, percent, amount, Lasts(keys, "valid-for", Hour, 2 * Year, "14 days"),
            keys.Read("minimum-order", (p, n, f) => Values.Money(p, n, f, 0.01m, 1_000_000_000)),
            keys.Read("max-issued", (p, n, f) => Values.Count(p, n, f, 1, 100_000_000)))
        {
            Gift = Gift(keys), Ladder = keys.Read("ladder", Ladder) ?? [], Budget = keys.Read("budget", Budget),
        };
        coupons.TryAdd(id, step);
        lost |= id.Length == 0;
        return (step, TimeSpan.Zero);
    }

    private CouponGift? Gift(MapReader keys)
    {
        var name = keys.Read("gift", LocalTextReader.Read);
        var cost = keys.Read("gift-cost", (p, n, f) => Values.Money(p, n, f, 0, 1_000_000));
        if (keys.Get("gift") is null != keys.Get("gift-cost") is null)
            problems.Error(keys.Place, keys.Field("gift-cost"), keys.Get("gift") is null
                ? "goes with a gift; add 'gift: { en: A mug }', or delete it" : "does not say what the gift costs you; add 'gift-cost: 4'");
        return keys.Get("gift") is null ? null : new(name ?? new(new Dictionary<string, string>(StringComparer.Ordinal) { ["en"] = "" }), cost ?? 0);
    }

    private static IReadOnlyList<decimal>? Ladder(ProblemList problems, Node node, string field)
    {
        if (node is not ListNode { Items.Count: > 1 } list)
        {
            if (node is not BrokenNode)
                problems.Error(node, field, $"expected percentages that rise, two at least, such as [5, 10, 15], found {(node is ListNode ? "a list of less" : node.What)}");
            return null;
        }

        var rungs = list.Items.ConvertAll(i => Values.Number(problems, i, field, 1, 100, "%"));
        for (var i = 1; i < rungs.Count; i++)
        {
            if (rungs[i] <= rungs[i - 1])
                problems.Error(list.Items[i], field, "is not more than the rung before it; a ladder starts low and rises");
        }

        return [.. rungs.Select(r => r ?? 1)];
    }

    private static CouponBudget? Budget(ProblemList problems, Node node, string field)
    {
        var keys = BudgetReader.Keys(problems, node, field, SequenceWords.CouponBudget, "{ total: 5000 }, { per-day: 200 } or { per-month: 2000 }");
        return keys is null ? null : new(BudgetReader.Money(keys, "total"), BudgetReader.Money(keys, "per-day"), BudgetReader.Money(keys, "per-month"));
    }

    private (Step, TimeSpan?)? Send(MapReader keys, string id, Scope scope)
    {
        var channels = keys.Read("channels", (p, n, f) => Values.WordList(p, n, f, "channel", [.. SequenceWords.Channels.Keys], 1)) ?? [];
        var template = keys.Read("template", (p, n, f) => Values.Word(p, n, f, "template", [.. templates.Templates.Keys]));
        var expires = keys.Get("expires-after") is null ? TimeSpan.FromDays(3)
            : Lasts(keys, "expires-after", 5 * Minute, TimeSpan.FromDays(30), "3 days");
        var coupon = keys.Read("coupon", (p, n, f) => Issued(n, f, scope, expires));
        if (template is not null && (coupon is not null || keys.Get("coupon") is null))
            templates.Use(template, id, keys.Get("template")!, keys.Field("template"), channels, coupon);
        return (new SendStep(id, channels, template ?? "", coupon?.Id, expires), TimeSpan.Zero);
    }

    private CouponStep? Issued(Node node, string field, Scope scope, TimeSpan expires)
    {
        if (Values.Text(problems, node, field, "the id of a coupon step") is not { } id)
            return null;
        if (!scope.Coupons.TryGetValue(id, out var issued))
        {
            // It may be issued by the step that could not be read.
            if (lost && !coupons.ContainsKey(id))
                return null;
            problems.Error(node, field, coupons.ContainsKey(id)
                ? $"the coupon '{id}' is not issued on every path to this step; move its step before the branch"
                : scope.Coupons.Count == 0
                    ? $"no coupon is issued before this step; add a step '- coupon: {Customers.Shown.Short(id)}' before it"
                : $"no coupon '{Customers.Shown.Short(id)}' is issued before this step"
                    + $"{NearestWord.Hint(id, [.. scope.Coupons.Keys.Order(StringComparer.Ordinal)])}");
            return null;
        }

        var (coupon, age) = issued;
        if (coupon.ValidFor > TimeSpan.Zero && age >= coupon.ValidFor)
            problems.Warn(node, field,
                $"the coupon '{id}' is valid for {Durations.Show(coupon.ValidFor)} and up to {Durations.Show(age)} old here, "
                + "so it may have expired; issue a new one or make it last longer");
        else if (coupon.ValidFor > TimeSpan.Zero && age + expires > coupon.ValidFor)
            problems.Warn(node, field,
                $"the message may be held back {Durations.Show(expires)} and then carry a coupon that expired "
                + $"({Durations.Show(coupon.ValidFor)} after its issue); shorten 'expires-after' or lengthen 'valid-for'");
        return coupon;
    }

    private (Step, TimeSpan?)? Wait(MapReader keys, string id)
    {
        var days = keys.Read("on", (p, n, f) => Values.WordList(p, n, f, "weekday", [.. SequenceWords.Weekdays.Keys], 1));
        var step = new WaitStep(id, Lasts(keys, "for", Minute, Year, "3 days"), Values.Signals(keys, "until", SequenceWords.Heard))
        {
            UntilTime = keys.Read("until-time", Values.TimeOfDay),
            On = [.. (days ?? []).Select(d => SequenceWords.Weekdays[d])],
        };
        if (keys.Get("for") is null && keys.Get("until-time") is null && keys.Get("on") is null)
            problems.Error(keys.Place, keys.Field("for"), "does not say how long; add 'for: 3 days', 'until-time: \"10:00\"' or 'on: [saturday]'");
        return (step, step.Longest);
    }

    private (Step, TimeSpan?)? Tag(MapReader keys, string id)
    {
        var add = keys.Read("add", (p, n, f) => Values.Name(p, n, f, "won-over"));
        var remove = keys.Read("remove", (p, n, f) => Values.Name(p, n, f, "won-over"));
        if (keys.Get("add") is null == keys.Get("remove") is null)
            problems.Error(keys.Place, keys.Field("add"), keys.Get("add") is null
                ? "does not say which tag; write 'add: won-over' or 'remove: won-over'" : "adds a tag and removes one; make two steps of it");
        return (new TagStep(id, add ?? remove ?? "", keys.Get("remove") is not null), TimeSpan.Zero);
    }

    private static (Step, TimeSpan?)? End(MapReader keys, string id) =>
        (new EndStep(id, keys.Read("outcome", (p, n, f) => Values.Name(p, n, f, "no-answer")) ?? ""), null);

    private static TimeSpan Lasts(MapReader keys, string key, TimeSpan least, TimeSpan most, string example) =>
        keys.Read(key, (p, n, f) => Durations.Read(p, n, f, least, most, example)) ?? TimeSpan.Zero;

    private static TimeSpan Max(TimeSpan a, TimeSpan? b) => b is { } other && other > a ? other : a;
}
