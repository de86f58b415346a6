using Recall.Core.Messaging;
using Recall.Core.Sequences.Files.Texts;
using Recall.Core.Shop;
using Recall.Core.Wording;

namespace Recall.Core.Sequences.Files;

/// <summary>Reads the part <c>policy</c> of a sequence, which is refused where it would be looser than the shop's.</summary>
internal static class SequencePolicyReader
{
    /// <summary>The rules, with an error for each that the shop's rules leave without effect.</summary>
    /// <param name="problems">Of the file.</param>
    /// <param name="node">The part.</param>
    /// <param name="field">Its name.</param>
    /// <param name="shop">The shop's rules; null where they are not known, or no matter.</param>
    public static SequencePolicy? Read(ProblemList problems, Node node, string field, Policy? shop)
    {
        if (MapReader.Of(problems, node, field, SequenceWords.Policy, PolicyTexts.Keys) is not { } map)
            return null;
        var daily = map.Read("daily-messages", (p, n, f) => Messages(p, n, f, 100_000_000, shop?.DailyTouches, PolicyTexts.Day));
        var monthly = map.Read("monthly-messages", (p, n, f) => Messages(p, n, f, 1_000_000_000, shop?.MonthlyTouches, PolicyTexts.Month));
        PolicyReader.Fits(problems, map, daily, monthly);
        return new()
        {
            QuietHours = map.Read("quiet-hours", (p, n, f) => Quiet(p, n, f, shop)),
            Caps = map.Read("caps", (p, n, f) => Caps(p, n, f, shop)) ?? [],
            DailyMessages = daily,
            MonthlyMessages = monthly,
            Budget = map.Read("budget", (p, n, f) => BudgetReader.Read(p, n, f, shop?.Budget)),
            UsualHour = map.Read("send-time", PolicyReader.SendTime),
        };
    }

    private static QuietHours? Quiet(ProblemList problems, Node node, string field, Policy? shop)
    {
        var before = problems.Errors;
        var own = PolicyReader.Quiet(problems, node, field, shop?.QuietHours is null ? PolicyTexts.Hours : PolicyTexts.OwnHours);
        if (problems.Errors == before && shop?.QuietHours is { } quiet && own?.Covers(quiet) != true)
        {
            problems.Error(node, field, PolicyTexts.ShopQuiet, $"{quiet.Start:HH\\:mm}", $"{quiet.End:HH\\:mm}", quiet.ToString());
        }

        return own;
    }

    private static List<FrequencyCap>? Caps(ProblemList problems, Node node, string field, Policy? shop) => PolicyReader.Caps(problems, node, field, (item, cap) =>
    {
        // The same cap again says nothing new, and nothing wrong.
        var stricter = shop?.Caps.Where(s => s != cap && cap.FollowsFrom(s)).Select(s => (FrequencyCap?)s).FirstOrDefault();
        if (stricter is not null)
            problems.Error(item, field, PolicyTexts.LooserCap, cap.ToString(), stricter.ToString());
    });

    private static int? Messages(ProblemList problems, Node node, string field, int most, int? shop, Phrase period)
    {
        var own = Values.Count(problems, node, field, 1, most);
        if (own > shop)
        {
            problems.Error(node, field, PolicyTexts.ShopMessages, shop, new Sentence(period));
        }

        return own;
    }
}
