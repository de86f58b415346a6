using System.Globalization;
using Recall.App.Sequences.Replaying;
using Recall.Core.Messaging;
using Recall.Core.Sequences.Replaying;
using Recall.Local.Wording;

namespace Recall.Local.Commands;

/// <summary>Shows what a sequence would have done, month by month, and what it would have given away.</summary>
internal static class ReplayScreen
{
    public static void Show(Screen screen, ReplayAnswer answer, TimeSpan took)
    {
        var report = answer.Report;
        screen.Title(screen.Say(ReplayTexts.Head, report.Sequence, Day(report.From), Day(report.To), report.Customers, took.TotalSeconds));
        if (report.Reachable.Count > 0)
            screen.Line(ReplayTexts.Assumed, string.Join(", ", report.Reachable.Select(screen.Word)));
        if (report.Treated + report.Holdout == 0)
            Nobody(screen, report);
        else
            Months(screen, report);
        screen.Line();
        var rows = Rows(screen, report, answer.Currency).Where(r => r[1] != "-").ToList();
        if (rows.Count > 0)
        {
            screen.Table(["", ""], rows);
            screen.Line();
        }

        screen.Line(ReplayTexts.NotKnown);
        screen.Line(ReplayTexts.Models, report.Models.Count);
    }

    private static void Months(Screen screen, ReplayReport report) =>
        screen.Table(
            [
                screen.Say(ReplayTexts.Month), ">" + screen.Say(ReplayTexts.Treated), ">" + screen.Say(ReplayTexts.Holdout),
                .. report.Sent.Keys.Select(c => ">" + screen.Word(c)),
            ],
            report.Months.Select(m => Row(m.First.ToString("yyyy-MM", CultureInfo.InvariantCulture), m.Treated, m.Holdout, report, m.Sent))
                .Append(Row(screen.Say(ReplayTexts.Total), report.Treated, report.Holdout, report, report.Sent)));

    /// <summary>Why nobody entered: which condition, or which rule.</summary>
    private static void Nobody(Screen screen, ReplayReport report)
    {
        var audience = report.Audience;
        screen.Strong(ReplayTexts.Nobody);
        if (report.NotEnrolled.ContainsKey(HoldReason.Unreachable) && report.Reachable.Count == 0)
            screen.Line(ReplayTexts.TryReachable);
        screen.Line(audience.InAudience == 0 ? ReplayTexts.NobodyMeant : report.NotEnrolled.Count > 0 ? ReplayTexts.Meant : ReplayTexts.NotTriggered, audience.InAudience, Day(report.To));
        if (audience.Excluded.Count == 0)
            return;
        screen.Line(ReplayTexts.Excluded, Day(report.To), audience.Customers);
        screen.Table(
            [screen.Say(ReplayTexts.Condition), ">" + screen.Say(ReplayTexts.Fails), ">" + screen.Say(ReplayTexts.FailsAlone)],
            audience.Excluded.Select(e => (IReadOnlyList<string>)[e.Condition.For(screen.Locale), Number(e.Customers), Number(e.Alone)]));
    }

    private static IEnumerable<IReadOnlyList<string>> Rows(Screen screen, ReplayReport report, string currency)
    {
        var coupons = report.Coupons;
        yield return [screen.Say(ReplayTexts.NotEnrolled), Counts(screen, report.NotEnrolled)];
        yield return [screen.Say(ReplayTexts.Deferred), Counts(screen, report.Deferred)];
        yield return [screen.Say(ReplayTexts.Skipped), Counts(screen, report.Skipped)];
        yield return [screen.Say(ReplayTexts.Handoffs), Counts(screen, report.Handoffs)];
        yield return [screen.Say(ReplayTexts.Coupons), Counts(screen, coupons.Issued)];
        yield return [
            screen.Say(ReplayTexts.Anyway),
            report.Treated + report.Holdout == 0
                ? "-"
                : screen.Say(ReplayTexts.OfPasses, report.OrderedAnyway, report.Treated + report.Holdout, (double)report.OrderedAnyway / (report.Treated + report.Holdout)),
        ];
        if (coupons.Issued.Count > 0)
        {
            yield return [screen.Say(ReplayTexts.GivenAway), screen.Say(ReplayTexts.OnOrders, coupons.GivenAway, currency, coupons.OrdersAnyway)];
            yield return [screen.Say(ReplayTexts.AtMost), screen.Say(ReplayTexts.AllUsed, coupons.AtMost, currency)];
        }

        yield return [screen.Say(ReplayTexts.Outcomes), Counts(screen, report.Outcomes)];
        foreach (var clash in report.Clashes.Where(c => c.TookFirst + c.KeptOut > 0))
            yield return [screen.Say(ReplayTexts.Clash, clash.Sequence), screen.Say(ReplayTexts.Clashes, clash.TookFirst, clash.KeptOut)];
        yield return [screen.Say(ReplayTexts.StillOpen), report.StillOpen == 0 ? "-" : Number(report.StillOpen)];
    }

    private static List<string> Row(string name, int treated, int holdout, ReplayReport report, IReadOnlyDictionary<string, int> sent) =>
        [name, Number(treated), Number(holdout), .. report.Sent.Keys.Select(c => Number(sent.GetValueOrDefault(c)))];

    private static string Counts(Screen screen, IReadOnlyDictionary<string, int> counts) =>
        counts.Count == 0 ? "-" : string.Join(", ", counts.Select(c => $"{screen.Word(c.Key)} {Number(c.Value)}"));

    private static string Number(int count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
