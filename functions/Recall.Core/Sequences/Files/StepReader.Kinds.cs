using Recall.Core.Messaging;
using Recall.Core.Offers;
using Recall.Core.Sequences.Files.Texts;
using Recall.Core.Wording;

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
        List<string> worth = [.. Worths.Where(w => keys.Get(w) is not null)];
        if (worth.Count == 0)
            problems.Error(keys.Place, keys.Field("percent"), CouponTexts.NoWorth);
        else if (worth.Count > 1)
            problems.Error(keys.Place, keys.Field("percent"), CouponTexts.ManyWorths, worth);

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
            problems.Error(keys.Place, keys.Field("gift-cost"), keys.Get("gift") is null ? CouponTexts.CostAlone : CouponTexts.GiftAlone);
        return keys.Get("gift") is null ? null : new(name ?? new(new Dictionary<string, string>(StringComparer.Ordinal) { ["en"] = "" }), cost ?? 0);
    }

    private static IReadOnlyList<decimal>? Ladder(ProblemList problems, Node node, string field)
    {
        if (node is not ListNode { Items.Count: > 1 } list)
        {
            if (node is not BrokenNode)
                problems.Error(node, field, ValueTexts.Expected, new Sentence(CouponTexts.Ladder), node is ListNode ? new Sentence(ValueTexts.ShortList) : node.What);
            return null;
        }

        var rungs = list.Items.ConvertAll(i => Values.Number(problems, i, field, 1, 100, "%"));
        for (var i = 1; i < rungs.Count; i++)
        {
            if (rungs[i] <= rungs[i - 1])
                problems.Error(list.Items[i], field, CouponTexts.LowRung);
        }

        return [.. rungs.Select(r => r ?? 1)];
    }

    private static CouponBudget? Budget(ProblemList problems, Node node, string field)
    {
        var keys = BudgetReader.Keys(problems, node, field, SequenceWords.CouponBudget, CouponTexts.Budget);
        if (keys is null)
            return null;
        var budget = new CouponBudget(BudgetReader.Money(keys, "total"), BudgetReader.Money(keys, "per-day"), BudgetReader.Money(keys, "per-month"));
        if (budget.PerDay > budget.PerMonth)
            problems.Error(keys.Get("per-day")!, keys.Field("per-day"), PolicyTexts.MoreThanMonth, budget.PerMonth);
        else if (budget.PerDay > budget.Total)
            problems.Error(keys.Get("per-day")!, keys.Field("per-day"), PolicyTexts.MoreThanAll, budget.Total);
        if (budget.PerMonth > budget.Total)
            problems.Error(keys.Get("per-month")!, keys.Field("per-month"), PolicyTexts.MoreThanAll, budget.Total);
        return budget;
    }

    private (Step, TimeSpan?)? Send(MapReader keys, string id, Scope scope)
    {
        var channels = keys.Read("channels", (p, n, f) => Values.WordList(p, n, f, new(WordTexts.Channel), [.. SequenceWords.Channels.Keys], 1)) ?? [];
        var template = keys.Read("template", (p, n, f) => Values.Word(p, n, f, new(WordTexts.Template), [.. templates.Templates.Keys]));
        var expires = keys.Get("expires-after") is null ? TimeSpan.FromDays(3)
            : Lasts(keys, "expires-after", 5 * Minute, TimeSpan.FromDays(30), "3 days");
        var coupon = keys.Read("coupon", (p, n, f) => Issued(n, f, scope, expires));
        if (template is not null && (coupon is not null || keys.Get("coupon") is null))
            templates.Use(template, id, keys.Get("template")!, keys.Field("template"), channels, coupon);
        if (template is not null && coupon is not null && templates.Shows(template, channels, TemplateVariables.CouponCode))
            shown.Add(coupon.Id);
        sends.Add(id);
        return (new SendStep(id, channels, template ?? "", coupon?.Id, expires), TimeSpan.Zero);
    }

    /// <summary>Doubts about coupons whose code nobody gets to see, once all steps are read without an error.</summary>
    public void DoubtCoupons()
    {
        foreach (var id in coupons.Keys.Where(c => !shown.Contains(c)))
            problems.Warn(ids[id], $"steps.{id}", CouponTexts.Unseen, id);
    }

    private CouponStep? Issued(Node node, string field, Scope scope, TimeSpan expires)
    {
        if (Values.Text(problems, node, field, CouponTexts.Id) is not { } id)
            return null;
        if (!scope.Coupons.TryGetValue(id, out var issued))
        {
            // It may be issued by the step that could not be read.
            if (lost && !coupons.ContainsKey(id))
                return null;
            if (coupons.ContainsKey(id))
                problems.Error(node, field, CouponTexts.NotOnEveryPath, id);
            else if (scope.Coupons.Count == 0)
                problems.Error(node, field, CouponTexts.NoneBefore, Customers.Shown.Short(id));
            else
                problems.Error(node, field, CouponTexts.NotBefore, Customers.Shown.Short(id), NearestWord.Hint(id, [.. scope.Coupons.Keys.Order(StringComparer.Ordinal)]));
            return null;
        }

        var (coupon, age) = issued;
        if (coupon.ValidFor > TimeSpan.Zero && age >= coupon.ValidFor)
            problems.Warn(node, field, CouponTexts.MayBeOld, id, Durations.Say(coupon.ValidFor), Durations.Say(age));
        else if (coupon.ValidFor > TimeSpan.Zero && age + expires > coupon.ValidFor)
            problems.Warn(node, field, CouponTexts.MayExpire, Durations.Say(expires), Durations.Say(coupon.ValidFor));
        return coupon;
    }

    private (Step, TimeSpan?)? Wait(MapReader keys, string id)
    {
        var days = keys.Read("on", (p, n, f) => Values.WordList(p, n, f, new(WordTexts.Weekday), [.. SequenceWords.Weekdays.Keys], 1));
        var step = new WaitStep(id, Lasts(keys, "for", Minute, Year, "3 days"), Values.Signals(keys, "until", SequenceWords.Heard))
        {
            UntilTime = keys.Read("until-time", Values.TimeOfDay),
            On = [.. (days ?? []).Select(d => SequenceWords.Weekdays[d])],
        };
        if (keys.Get("for") is null && keys.Get("until-time") is null && keys.Get("on") is null)
            problems.Error(keys.Place, keys.Field("for"), StepTexts.NoHowLong);
        return (step, step.Longest);
    }

    private (Step, TimeSpan?)? Tag(MapReader keys, string id)
    {
        var add = keys.Read("add", (p, n, f) => Values.Name(p, n, f, "won-over"));
        var remove = keys.Read("remove", (p, n, f) => Values.Name(p, n, f, "won-over"));
        if (keys.Get("add") is null == keys.Get("remove") is null)
            problems.Error(keys.Place, keys.Field("add"), keys.Get("add") is null ? StepTexts.NoTag : StepTexts.TwoTags);
        return (new TagStep(id, add ?? remove ?? "", keys.Get("remove") is not null), TimeSpan.Zero);
    }

    private static (Step, TimeSpan?)? End(MapReader keys, string id) =>
        (new EndStep(id, keys.Read("outcome", (p, n, f) => Values.Name(p, n, f, "no-answer")) ?? ""), null);

    private static TimeSpan Lasts(MapReader keys, string key, TimeSpan least, TimeSpan most, string example) =>
        keys.Read(key, (p, n, f) => Durations.Read(p, n, f, least, most, example)) ?? TimeSpan.Zero;

    private static TimeSpan Max(TimeSpan a, TimeSpan? b) => b is { } other && other > a ? other : a;
}
