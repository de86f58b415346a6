using FsCheck;
using FsCheck.Fluent;
using Recall.App.Enrolment;
using Recall.App.Handoffs;
using Recall.App.Ledger;
using Recall.App.Ports;
using Recall.App.Sequences;
using Recall.App.Sequences.Versions;
using Recall.App.Tests.Shops;
using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Sequences;
using Recall.Core.Sequences.Files;

namespace Recall.App.Tests.Enrolment;

/// <summary>Whatever happens to five customers in four sequences, in any order, nobody is touched who must not be.</summary>
public class EngagementProperties
{
    private const int Customers = 5;

    /// <summary>Of the customers: one is not known and the shop's counts, one has no summer time, and clocks change in the others while they are watched.</summary>
    private static readonly string?[] Zones = [null, "Asia/Kathmandu", "Europe/Berlin", "Australia/Lord_Howe", "America/New_York"];

    private static readonly FrequencyCap[] Caps = [new(null, 1, TimeSpan.FromDays(1)), new("email", 3, TimeSpan.FromDays(10))];

    private static readonly string[] Files =
    [
        SequenceText.Of("alpha", SequenceText.Mail + "\n- { wait: calm, for: 2 days, until: [visit] }\n" + Send("text", "sms"),
            holdout: "30%", reentry: "{ after: 6 days }", goal: "5 days", more: "priority: 3"),
        SequenceText.Of("beta", Send("mail", "email") + "\n- handoff: call\n  queue: care\n  sla: 2 days\n  note: { en: Call. }\n  outcomes: { won: [ "
            + Send("thanks", "email")[2..] + " ] }\n  overdue: [ { end: over, outcome: nobody } ]", reentry: "{ after: 4 days }", goal: "3 days"),
        SequenceText.Of("gamma", "- { coupon: gift, percent: 10, valid-for: 3 days, max-issued: 4 }\n"
            + "- { send: offer, channels: [sms, email], template: offer, coupon: gift }\n" + SequenceText.Mail,
            reentry: "{ after: 1 day }", goal: "1 day", more: "daily-limit: 2"),
        SequenceText.Of("delta", "- ab: tone\n  variants:\n    patient: { steps: [ { wait: weekend, until-time: \"10:30\", on: [saturday, sunday], until: [visit] } ] }\n"
            + "    plain: { weight: 2, steps: [ { tag: mark, add: marked } ] }\n- { webhook: tell, to: crm }\n" + SequenceText.Mail,
            holdout: "20%", reentry: "{ after: 3 days }", goal: "9 days", more: "priority: 2"),
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void The_rules_hold_after_every_step()
    {
        var moves = Gen.Choose(0, 17).SelectMany(kind => Gen.Choose(0, Customers - 1).Select(who => (kind, who)));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(25).WithEndSize(60), Prop.ForAll(
            Arb.From(Gen.ListOf(moves).Select(l => l.ToList())), list => HoldsAsync(list).GetAwaiter().GetResult()));
    }

    private static async Task<bool> HoldsAsync(IReadOnlyList<(int Kind, int Who)> moves)
    {
        using var shop = new CornerShop(new Policy { Caps = Caps, QuietHours = new(new(22, 0), new(7, 0)) }, Files);
        for (var i = 0; i < Customers; i++)
            await shop.CustomerAsync($"c{i}", Zones[i]);
        var watch = new Watch(shop);
        foreach (var (kind, who) in moves)
        {
            await MoveAsync(shop, kind, $"c{who}", watch);
            await watch.LookAsync();
        }

        await shop.PassAsync(TimeSpan.FromDays(40));
        await watch.LookAsync();
        for (var i = 0; i < Customers; i++)
        {
            (await shop.CustomerRowAsync($"c{i}")).Engagement.Active.ShouldBeNull();
            NothingVanished(await shop.LedgerAsync($"c{i}"));
        }

        return true;
    }

    /// <summary>What was held back went out later, was given up with a reason, or the run ended because of something that happened.</summary>
    private static void NothingVanished(IReadOnlyList<LedgerEntry> ledger)
    {
        foreach (var step in ledger.Where(l => l.Step is not null).GroupBy(l => (l.Enrolment, l.Step)))
        {
            // Of one moment the decision to hold back comes before what follows from it.
            var last = step.OrderBy(l => l.At).ThenBy(l => l.Kind == LedgerKind.Deferred ? 0 : 1).Last();
            if (last.Kind == LedgerKind.Deferred)
                (ledger.Single(l => l.Enrolment == last.Enrolment && l.Kind == LedgerKind.Ended).Detail
                    is Outcomes.Recovered or Outcomes.OrderedLate or Outcomes.OrderedBefore or Outcomes.Unsubscribed or Outcomes.Complained)
                    .ShouldBeTrue($"{last.Enrolment}/{last.Step} vanished");
        }
    }

    /// <summary>Publishes the file of a sequence with another text after its first step, or as it was, and takes along who can go.</summary>
    private static async Task PublishAsync(CornerShop shop, string file)
    {
        var name = file[(file.IndexOf(' ', StringComparison.Ordinal) + 1)..file.IndexOf('\n', StringComparison.Ordinal)];
        var edited = file.TrimEnd() + "\n" + Send("postscript", "sms") + "\n";
        var current = await shop.Get<PublicationStore>().CurrentAsync(name, Cancel);
        var yaml = current?.Version == SequenceFile.VersionOf(edited) ? file : edited;
        var source = new SequenceSource(SequenceFile.Read(name + ".yaml", yaml).Definition!, yaml);
        (await shop.Get<PublishSequence>().HandleAsync(source, new("mei", Migrate: true), Cancel)).ShouldBeOfType<PublishOutcome.Done>();
    }

    private static async Task MoveAsync(CornerShop shop, int kind, string name, Watch watch)
    {
        shop.Clock.Advance(TimeSpan.FromSeconds(1));
        switch (kind)
        {
            case 0 or 1 or 2:
                await shop.AudienceAsync();
                break;
            case 3:
                watch.Ordered[name] = shop.Now;
                await shop.OrderAsync(name);
                break;
            case 4:
                watch.Left.Add(name);
                await shop.UnsubscribeAsync(name);
                break;
            case 5:
                watch.Left.Remove(name);
                await shop.GiveAsync(
                    new ConsentChanged { Id = shop.NextId(), Customer = CornerShop.Key(name), At = shop.Now, Channel = "email", Granted = true });
                break;
            case 6:
                await shop.GiveAsync(new LoggedIn { Id = shop.NextId(), Customer = CornerShop.Key(name), At = shop.Now });
                break;
            case 7:
                await shop.GiveAsync(new ComplaintOpened { Id = shop.NextId(), Customer = CornerShop.Key(name), At = shop.Now });
                break;
            case 8:
                foreach (var task in await shop.Get<HandoffStore>().OpenAsync(Cancel))
                    await shop.Get<HandoffWork>().ResolveAsync(task.Id, "won", "Mei", Cancel);
                break;
            case 9:
                shop.Email.Next(Fate.FailBefore, Fate.TryLater, Fate.FailAfter);
                break;
            case 10:
                shop.Sms.Next(Fate.FailAfter, Fate.Reject);
                break;
            case 11:
                await shop.Get<ReconcileRuns>().HandleAsync(Cancel);
                break;
            case 16:
                shop.Webhooks.Next(new SendResult.TryLater(TimeSpan.FromHours(2)), new SendResult.Rejected("HTTP 404"));
                break;
            case 17:
                await PublishAsync(shop, Files[name[1] % Files.Length]);
                break;
            case 12 or 13:
                await shop.PassAsync(TimeSpan.FromDays(1));
                break;
            default:
                await shop.PassAsync(TimeSpan.FromHours(3));
                break;
        }
    }

    private static string Send(string id, string channel) => $"- {{ send: {id}, channels: [{channel}], template: note }}";

    /// <summary>Looks after every step, with rules of its own and none of the gate's.</summary>
    private sealed class Watch(CornerShop shop)
    {
        private readonly Dictionary<string, int> _known = new(StringComparer.Ordinal);
        private int _ledger;

        public Dictionary<string, DateTimeOffset> Ordered { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Left { get; } = new(StringComparer.Ordinal);

        public async Task LookAsync()
        {
            var handed = shop.Email.Handed.Select(h => (h.Key, h.At, Channel: "email"))
                .Concat(shop.Sms.Handed.Select(h => (h.Key, h.At, Channel: "sms"))).OrderBy(h => h.At).ToList();
            var ledger = 0;
            for (var i = 0; i < Customers; i++)
                ledger += await LookAtAsync($"c{i}", [.. handed.Where(h => h.Key.Contains($"shop:c{i}--", StringComparison.Ordinal))]);
            ledger.ShouldBeGreaterThanOrEqualTo(_ledger);
            _ledger = ledger;
        }

        private async Task<int> LookAtAsync(string name, IReadOnlyList<(string Key, DateTimeOffset At, string Channel)> handed)
        {
            var ledger = await shop.LedgerAsync(name);
            var rows = await shop.Get<Recall.App.Customers.CustomerStore>().RowsAsync('r', CornerShop.Key(name), Cancel).Select(EnrolmentRow.Read).ToListAsync(Cancel);
            var active = (await shop.CustomerRowAsync(name)).Engagement.Active;
            rows.Where(r => r.EndedAt is null).Select(r => r.Id.ToString()).ShouldBe(active is null ? [] : [active]);
            rows.ShouldAllBe(r => r.EndedAt == null || (r.Outcome != null && r.Reason != null));

            var zone = TimeZoneInfo.FindSystemTimeZoneById(Zones[name[1] - '0'] ?? "UTC");

            // Handing over again under the same key reaches the person once: the first time counts.
            var touches = handed.DistinctBy(h => h.Key, StringComparer.Ordinal).ToList();
            foreach (var touch in touches)
            {
                var run = rows.Single(r => touch.Key.StartsWith(r.Id + "/", StringComparison.Ordinal));
                run.Arm.ShouldBe(Arm.Treated);
                ledger.ShouldContain(l => l.Kind == LedgerKind.Reserved && l.Enrolment + "/" + l.Step == touch.Key && l.At <= touch.At);
                TimeZoneInfo.ConvertTime(touch.At, zone).Hour.ShouldBeInRange(7, 21);
            }

            foreach (var call in shop.Webhooks.Calls.Where(c => c.Effect.Contains($"shop:{name}--", StringComparison.Ordinal)))
                rows.Single(r => call.Effect.StartsWith(r.Id + "/", StringComparison.Ordinal)).Arm.ShouldBe(Arm.Treated);
            (await shop.CustomerRowAsync(name)).Profile.Tags.Count.ShouldBe(ledger.Any(l => l.Kind == LedgerKind.Tagged) ? 1 : 0);

            // What is new since the last look was handed over with all of this known.
            foreach (var (key, _, _) in handed.Skip(_known.GetValueOrDefault(name)))
            {
                Left.Contains(name).ShouldBeFalse();
                if (Ordered.TryGetValue(name, out var ordered))
                    rows.Single(r => key.StartsWith(r.Id + "/", StringComparison.Ordinal)).StartedAt.ShouldBeGreaterThan(ordered);
            }

            foreach (var cap in Caps)
            {
                var times = touches.Where(t => cap.Channel is null || t.Channel == cap.Channel).Select(t => t.At).ToList();
                for (var i = cap.Max; i < times.Count; i++)
                    (times[i] - times[i - cap.Max]).ShouldBeGreaterThanOrEqualTo(cap.Per);
            }

            _known[name] = handed.Count;
            return ledger.Count;
        }
    }
}
