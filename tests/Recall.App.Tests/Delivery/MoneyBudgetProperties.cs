using FsCheck.Fluent;
using Recall.App.Customers;
using Recall.App.Enrolment;
using Recall.App.Ledger;
using Recall.App.Tests.Shops;
using Recall.Core;
using Recall.Core.Messaging;
using Recall.Core.Offers;
using Recall.Core.Sequences;
using Recall.Core.Shop;

namespace Recall.App.Tests.Delivery;

/// <summary>Budgets of money beside all other limits, whatever order things come in.</summary>
public class MoneyBudgetProperties
{
    private static readonly Dictionary<string, decimal> Prices = new(StringComparer.Ordinal) { ["email"] = 0.5m, ["sms"] = 2 };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>
    /// Three sequences at once, on several threads, with budgets of shop and sequence, in money and in messages: no day and no month costs more than
    /// its budget, nothing that fits is kept out for good, and of whatever is not sent the ledger says why.
    /// </summary>
    [Fact]
    public void Caps_hold_under_concurrent_sequences()
    {
        var scenarios =
            from day in Gen.Elements<decimal?>(null, 2, 7.25m, 11)
            from month in Gen.Elements<decimal?>(null, 12, 30.5m)
            from own in Gen.Elements("", "policy: { budget: { per-day: 2 } }", "policy: { budget: { per-day: 6, per-month: 8 }, daily-messages: 1 }")
            from messages in Gen.Elements<int?>(null, 4)
            from amount in Gen.Elements(1, 5)
            from budget in Gen.Elements("", ", budget: { total: 10 }", ", max-issued: 2")
            where !(day < 6) || !own.Contains("per-day: 6", StringComparison.Ordinal) // A sequence is never looser than the shop.
            select (Budget: day is null && month is null ? null : new MoneyBudget(day, month), own, messages, amount, budget);
        FsCheck.Check.One(
            FsCheck.Config.QuickThrowOnFailure.WithMaxTest(25),
            Prop.ForAll(Arb.From(scenarios), s => HoldAsync(s.Budget, s.own, s.messages, s.amount, s.budget).GetAwaiter().GetResult()));
    }

    private static async Task HoldAsync(MoneyBudget? budget, string own, int? messages, int amount, string limit)
    {
        var coupon = FormattableString.Invariant($"- {{ coupon: gift, amount: {amount}, valid-for: 14 days{limit} }}\n");
        string[] sequences =
        [
            SequenceText.Of("first", coupon + SequenceText.Mail.Replace("note }", "offer, coupon: gift, expires-after: 3 days }", StringComparison.Ordinal), more: own),
            SequenceText.Of("second", coupon + "- { send: mail, channels: [sms], template: offer, coupon: gift, expires-after: 3 days }"),
            SequenceText.Of("third", "- { send: mail, channels: [sms, email], template: note, expires-after: 5 days }\n- { send: again, channels: [email], template: note }", more: own),
        ];
        var settings = new ShopSettings { Name = "Tea", Policy = new() { Budget = budget, DailyTouches = messages }, TouchCosts = Prices };
        using var shop = new CornerShop(settings, sequences);
        var runs = new List<(EnrolmentId Id, string Name)>();
        for (var i = 0; i < 12; i++)
        {
            await shop.CustomerAsync($"c{i}");
            runs.Add(((await shop.EnrolAsync(new[] { "first", "second", "third" }[i % 3], $"c{i}")).Id!, $"c{i}"));
        }

        await Task.WhenAll(runs.Select(run => Task.Run(
            async () =>
            {
                var loaded = await shop.Get<EnrolmentStore>().LoadAsync(run.Id, null, Cancel);
                foreach (var step in loaded.Tree.Definition.Steps)
                {
                    if (await shop.Get<PerformStep>().HandleAsync(loaded, new(step, loaded.StartedAt), Cancel) is StepResult.Deferred)
                        break;
                }
            },
            Cancel)));
        Fits();
        await shop.PassAsync(TimeSpan.FromDays(12));
        Fits();
        foreach (var (id, name) in runs)
        {
            var story = await shop.LedgerAsync(name);
            foreach (var step in (await shop.Get<EnrolmentStore>().LoadAsync(id, null, Cancel)).Tree.Definition.Steps)
                story.Where(l => l.Step == step.Id).Select(l => l.Kind).ShouldContain(k => k == LedgerKind.Sent || k == LedgerKind.Coupon || k == LedgerKind.Skipped, $"{name} {step.Id}");
        }

        void Fits()
        {
            var costs = Costs(shop);
            foreach (var (sequence, limits) in new[] { ((string?)null, budget ?? new(null, null)), ("first", Own("first")), ("third", Own("third")) })
            {
                var its = costs.Where(c => sequence is null || c.Sequence == sequence).ToList();
                its.GroupBy(c => c.At.Date).Select(d => d.Sum(c => c.Cost)).ShouldAllBe(cost => cost <= (limits.PerDay ?? cost));
                its.GroupBy(c => (c.At.Year, c.At.Month)).Select(m => m.Sum(c => c.Cost)).ShouldAllBe(cost => cost <= (limits.PerMonth ?? cost));
            }

            MoneyBudget Own(string sequence) => shop.Sequence(sequence).Definition.Policy?.Budget ?? new(null, null);
        }
    }

    /// <summary>What really went out and what was really issued, by the stored rows.</summary>
    private static List<(string Sequence, DateTimeOffset At, decimal Cost)> Costs(CornerShop shop) =>
    [
        .. shop.Store.Rows(CustomerKeys.Table).Where(r => r.RowKey.StartsWith("k|", StringComparison.Ordinal))
            .Select(r => (r.RowKey.Split('|')[^3], Coupon: StoredJson.Read<Coupon>(r.Get<string>("coupon")!)))
            .Select(c => (c.Item1, c.Coupon.IssuedAt, c.Coupon.Amount!.Value)),
        .. shop.Email.Handed.Select(h => (h.Key.Split("--")[0], h.At, Prices["email"])),
        .. shop.Sms.Handed.Select(h => (h.Key.Split("--")[0], h.At, Prices["sms"])),
    ];
}
