using System.Globalization;
using Recall.App.Reports;
using Recall.App.Scoring;
using Recall.Core.Measurement;
using Recall.Local.Wording;

namespace Recall.Local.Commands;

/// <summary>Shows a report as a shop owner reads it: who is leaving, what was done about it, what it earned.</summary>
internal static class ReportScreen
{
    public static void Show(Screen screen, Report report)
    {
        screen.Title(screen.Say(ReportTexts.CustomersOn, Day(report.At)));
        if (report.GivenUp > 0)
            screen.Line(ReportWarnings.GivenUp, report.GivenUp);
        if (report.DeadLetters > 0)
            screen.Line(ReportWarnings.DeadLetters, report.DeadLetters);
        if (report.Customers == 0)
            screen.Line(ReportTexts.NoCustomers);
        else if (report.Customers == report.NotScored)
            screen.Line(ReportTexts.ScoreThem, report.Customers);
        else
            Scores(screen, report);
        foreach (var use in report.Money?.Say(report.Currency, screen.Locale) ?? [])
            screen.Line(use);
        foreach (var sequence in report.Sequences)
            Show(screen, sequence, report.Currency);
        if (report.Sequences.Any(s => s.Treated > 0))
        {
            screen.Line();
            screen.Line(ReportTexts.HowToRead);
        }
    }

    private static void Scores(Screen screen, Report report)
    {
        screen.Table(
            [screen.Say(ReportTexts.Stage), ">" + screen.Say(ReportTexts.Customers), ">" + screen.Say(ReportTexts.Share)],
            report.Stages.Select(s => (IReadOnlyList<string>)[screen.Word(s.Key), Count(s.Value), Screen.Percent((double)s.Value / report.Customers)]));
        screen.Line(ReportTexts.ByValue, Counts(screen, report.Tiers));
        screen.Line(ReportTexts.Lapsed, report.Lapsed, report.LapsedSpent, report.Currency);
        if (report.LapsedBecause.Count > 0)
            screen.Line(ReportTexts.Marks, Counts(screen, report.LapsedBecause));
        if (report.WithoutConsent > 0)
            screen.Line(ReportWarnings.WithoutConsent, report.WithoutConsent, report.Customers);
        foreach (var note in ModelNotes.Of(report.Model, screen.Locale))
            screen.Line(note);
    }

    private static void Show(Screen screen, SequenceReport sequence, string currency)
    {
        screen.Title(screen.Say(ReportTexts.Sequence, sequence.Name));
        screen.Table(["", ""], Rows(screen, sequence, currency).Where(r => r[1] != "-"));
    }

    private static IEnumerable<IReadOnlyList<string>> Rows(Screen screen, SequenceReport sequence, string currency)
    {
        yield return [screen.Say(ReportTexts.Enrolled), screen.Say(ReportTexts.Arms, sequence.Treated, sequence.Holdout)];
        yield return [screen.Say(ReportTexts.Sent), Counts(screen, sequence.Sent)];
        yield return [screen.Say(ReportTexts.HeldBack), Counts(screen, sequence.HeldBack)];
        yield return [screen.Say(ReportTexts.Money), sequence.Money is { } money ? string.Join(' ', money.Say(currency, screen.Locale)) : "-"];
        yield return [screen.Say(ReportTexts.NotEnrolled), Counts(screen, sequence.NotEnrolled)];
        yield return [
            screen.Say(ReportTexts.Coupons),
            sequence.Coupons == 0 ? "-" : screen.Say(ReportTexts.Issued, sequence.Coupons, sequence.CouponsUsed),
        ];
        yield return [screen.Say(ReportTexts.Handoffs), Counts(screen, sequence.Handoffs)];
        yield return [screen.Say(ReportTexts.Outcomes), Counts(screen, sequence.Endings)];
        foreach (var v in sequence.Variants)
            yield return [screen.Say(ReportTexts.Variant, v.Step, v.Variant), screen.Say(ReportTexts.VariantCame, v.Entered, v.Sent, Share(v.Ordered, v.Closed))];
        foreach (var earlier in sequence.Earlier)
            yield return [earlier.Measurement == 0 ? screen.Say(ReportTexts.BeforeFirst) : screen.Say(ReportTexts.Before, earlier.Measurement), BothArms(screen, earlier.Lift)];
        if (sequence.Measurement > 0)
            yield return [screen.Say(ReportTexts.Measured), screen.Say(ReportTexts.Since, sequence.Measurement)];
        var lift = sequence.Lift;
        yield return [
            screen.Say(ReportTexts.Recovery),
            BothArms(screen, lift),
        ];
        yield return [screen.Say(ReportTexts.Difference), Difference(screen, lift.Recovery)];
        yield return [screen.Say(ReportTexts.NetMargin), Earned(screen, lift.NetMargin, currency)];
    }

    private static string BothArms(Screen screen, Lift lift) => lift.Treated + lift.Holdout == 0
        ? screen.Say(ReportTexts.NoWindow)
        : screen.Say(ReportTexts.BothArms, Share(lift.TreatedOrdered, lift.Treated), Share(lift.HoldoutOrdered, lift.Holdout));

    private static string Difference(Screen screen, Interval recovery) => double.IsNaN(recovery.Estimate)
        ? "-"
        : screen.Say(ReportTexts.Points, recovery.Estimate * 100, recovery.Low * 100, recovery.High * 100, Verdict(screen, recovery));

    private static string Earned(Screen screen, Interval margin, string currency) => double.IsNaN(margin.Low)
        ? "-"
        : screen.Say(ReportTexts.Earned, margin.Estimate, margin.Low, margin.High, currency, Verdict(screen, margin));

    private static string Verdict(Screen screen, Interval interval) => interval.ExcludesZero ? "" : screen.Say(ReportTexts.Chance);

    private static string Share(int hits, int of) =>
        of == 0 ? "-" : string.Create(CultureInfo.InvariantCulture, $"{Screen.Percent((double)hits / of)} ({hits:#,0}/{of:#,0})");

    private static string Counts(Screen screen, IReadOnlyDictionary<string, int> counts) => counts.Count == 0
        ? "-"
        : string.Join(", ", counts.Select(c => $"{screen.Word(c.Key)} {Count(c.Value)}"));

    private static string Day(DateTimeOffset at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Count(int count) => count.ToString("#,0", CultureInfo.InvariantCulture);
}
