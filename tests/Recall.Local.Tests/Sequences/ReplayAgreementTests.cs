using System.Globalization;
using System.Text.Json;
using Recall.App.Customers;
using Recall.App.Enrolment;
using Recall.App.Ledger;
using Recall.Core.Sequences;
using Recall.Local.Commands;
using Recall.Local.Tests.Commands;

namespace Recall.Local.Tests.Sequences;

/// <summary>
/// The same history twice: once it is only replayed, once it really comes in day by day while the runtime works in virtual time. What would
/// have been is what is then.
/// </summary>
public sealed class ReplayAgreementTests : IDisposable
{
    private const string Regulars =
        """
        sequence: regulars
        title: { en: Regulars }
        audience: { all: [{ field: profile.orders, at-least: 3 }, { field: profile.days-since-order, at-least: 25 }] }
        holdout: 20%
        priority: 10
        daily-limit: 500
        reentry: { after: 30 days, max-entries: 2 }
        goal: { order-within: 20 days }
        templates:
          note:
            en:
              subject: Hello
              preheader: From us
              html: <p>{{shop.name}}, {{shop.address}} <a href="{{unsubscribeUrl}}">Stop</a></p>
              text: "{{shop.name}}, {{shop.address}} {{unsubscribeUrl}}"
              sms: "{{shop.name}} {{unsubscribeUrl}}"
        steps:
        - { send: one, channels: [sms, email], template: note, expires-after: 6 hours }
        - { send: two, channels: [email], template: note, expires-after: 3 days }
        - { coupon: five, amount: 5, minimum-order: 30, valid-for: 10 days }
        - ab: pace
          variants:
            brisk: { weight: 2, steps: [ { tag: mark, add: brisk } ] }
            calm: { steps: [ { wait: weekend, until-time: "10:30", on: [saturday, sunday], until: [visit] } ] }
        - { webhook: tell, to: crm }
        - branch: marked
          cases:
          - when: { field: profile.tags, contains: brisk }
            steps: [ { wait: evening, until-time: "18:30" }, { send: brisk, channels: [email], template: note } ]
        - branch: value
          cases:
          - when: { field: score.tier, in: [top, middle] }
            steps:
            - { handoff: call, queue: care, sla: 3 days, note: { en: Call } }
          default:
          - { wait: longer, for: 4 days }
        - { send: three, channels: [email, sms], template: note }

        """;

    /// <summary>Sequences that wait for something: an event, a day, a change of the score.</summary>
    private static readonly string[] Triggered =
    [
        Waiting("apology", "{ event: complaint, where: { field: event.topic, is: late } }", "daily-limit: 3"),
        Waiting("second-look", "{ event: view, same: product, times: 2, within: 5 days }", "reentry: { after: 10 days }"),
        Waiting("month-later", "{ date: last-order, offset: 30 days }", "reentry: { after: 20 days }"),
        Waiting("fallen", "{ score: stage, changes-to: [dormant, lost] }", "reentry: { after: 30 days }\npriority: 5"),
    ];

    private static readonly DateTimeOffset First = new(2024, 6, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Last = new(2026, 1, 20, 0, 0, 0, TimeSpan.Zero);

    private readonly Shell past = new();
    private readonly Shell live = new();

    [Fact]
    public async Task A_replay_enters_sends_holds_back_and_ends_as_the_runtime_does_over_the_same_days()
    {
        var shipped = new[] { "dormant-winback.yaml", "second-order-nudge.yaml" }.Select(f => File.ReadAllText(Path.Combine(Repository.Root, "sequences", f)));

        var (replayed, clashes) = await AgreeAsync([.. shipped, Regulars], SilentShop.Events(First, Last));

        replayed.Count(r => r.Contains(" entered treated", StringComparison.Ordinal)).ShouldBeGreaterThan(60);
        foreach (var kind in new[] { "entered holdout", "sent email", "sent sms", "deferred quiet-hours", "deferred frequency-cap", "skipped unreachable", "skipped expired", "handoff", "coupon", "ended recovered", "ended not-recovered", "ended unsubscribed", "ended complained", "brisk sent", "brisk deferred" })
            replayed.ShouldContain(r => r.Contains(kind, StringComparison.Ordinal), kind);
        clashes.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_replay_is_triggered_as_the_runtime_is()
    {
        var (replayed, _) = await AgreeAsync(Triggered, SilentShop.Events(First, Last, views: true));

        foreach (var sequence in Triggered.Select(Name))
            replayed.Count(r => r.StartsWith(sequence, StringComparison.Ordinal) && r.Contains(" entered treated", StringComparison.Ordinal)).ShouldBeGreaterThan(4, sequence);
    }

    private async Task<(List<string> Replayed, int Clashes)> AgreeAsync(string[] sequences, string history)
    {
        var events = past.Write("events.jsonl", history);
        foreach (var shell in new[] { past, live })
        {
            var folder = Directory.CreateDirectory(Path.Combine(shell.Data, "sequences")).FullName;
            foreach (var yaml in sequences)
                await File.WriteAllTextAsync(Path.Combine(folder, Name(yaml) + ".yaml"), yaml, TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(shell.Settings, "shop: { time-zone: Europe/Berlin }\nwebhooks: { crm: { url: https://crm.example.com, secret: whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD } }\npolicy: { quiet-hours: 20:00-10:00, caps: [1 per 2 days, 2 per 7 days, 4 per 30 days] }\n", TestContext.Current.CancellationToken);
        }

        await past.DoneAsync("import", events, "--format", "events-jsonl");
        await live.DoneAsync("import", events, "--format", "events-jsonl", "--as-of", "2025-08-31T22:00");
        await live.DoneAsync("run", "--until", "2025-11-30T23:00");

        var (replayed, clashes) = await ReplayAsync(sequences.Select(Name));
        var real = await LiveAsync();
        (string.Join('\n', replayed.Except(real, StringComparer.Ordinal)), string.Join('\n', real.Except(replayed, StringComparer.Ordinal))).ShouldBe(("", ""), "only replayed, only real");
        real.ShouldBe(replayed);
        return (replayed, clashes);
    }

    private static string Name(string yaml) => yaml.Split('\n').First(l => l.StartsWith("sequence: ", StringComparison.Ordinal))["sequence: ".Length..];

    private static string Waiting(string name, string trigger, string more) =>
        $$$"""
        sequence: {{{name}}}
        title: { en: Waiting }
        trigger: {{{trigger}}}
        audience: { field: profile.orders, at-least: 1 }
        holdout: 20%
        {{{more}}}
        goal: { order-within: 12 days }
        exits: [unsubscribe]
        templates:
          note:
            en:
              subject: Hello
              preheader: From us
              html: <p>{{shop.name}}, {{shop.address}} <a href="{{unsubscribeUrl}}">Stop</a></p>
              text: "{{shop.name}}, {{shop.address}} {{unsubscribeUrl}}"
        steps:
        - { send: one, channels: [email], template: note }
        - { wait: some-days, for: 4 days }
        - { send: two, channels: [email], template: note }

        """;

    public void Dispose()
    {
        past.Dispose();
        live.Dispose();
    }

    private async Task<(List<string> Facts, int Clashes)> ReplayAsync(IEnumerable<string> sequences)
    {
        var (facts, clashes) = (new List<string>(), 0);
        foreach (var sequence in sequences)
        {
            var json = (await past.DoneAsync("sequences", "replay", sequence, "--from", "2025-09-01", "--to", "2025-11-30", "--json")).Json;
            clashes += json.GetProperty("report").GetProperty("clashes").EnumerateArray().Sum(c => c.GetProperty("tookFirst").GetInt32());
            foreach (var pass in json.GetProperty("enrolments").EnumerateArray())
            {
                var id = string.Create(CultureInfo.InvariantCulture, $"{sequence}--{pass.GetProperty("customer").GetString()}--{pass.GetProperty("episode").GetInt32()}");
                facts.Add($"{id} {Time(pass.GetProperty("startedAt").GetDateTimeOffset())} entered {pass.GetProperty("arm").GetString()}");
                if (pass.GetProperty("outcome").GetString() is { } outcome)
                    facts.Add($"{id} ended {outcome}");
                facts.AddRange(pass.GetProperty("decisions").EnumerateArray().Select(d => Decision(id, d)));
            }
        }

        facts.Sort(StringComparer.Ordinal);
        return (facts, clashes);
    }

    private static string Decision(string id, JsonElement d)
    {
        var until = d.GetProperty("until") is { ValueKind: JsonValueKind.String } time ? " until " + Time(time.GetDateTimeOffset()) : "";
        return $"{id} {Time(d.GetProperty("at").GetDateTimeOffset())} {d.GetProperty("step").GetString()} {d.GetProperty("kind").GetString()} {d.GetProperty("code").GetString()}{until}";
    }

    /// <summary>The enrolments and the ledger of the shop in which it happened.</summary>
    private async Task<List<string>> LiveAsync()
    {
        var facts = new List<string>();
        await using var session = Session.Open(live.Data, live.Clock);
        var customers = session.Get<CustomerStore>();
        for (var bucket = 0; bucket < customers.Buckets; bucket++)
        {
            await foreach (var row in customers.RowsAsync('r', bucket, TestContext.Current.CancellationToken))
            {
                var pass = EnrolmentRow.Read(row);
                facts.Add($"{pass.Id} {Time(pass.StartedAt)} entered {Kebab.Of(pass.Arm)}");
                if (pass.Outcome is not null)
                    facts.Add($"{pass.Id} ended {pass.Outcome}");
            }

            await foreach (var row in customers.RowsAsync('l', bucket, TestContext.Current.CancellationToken))
            {
                var entry = LedgerEntry.Read(CustomerKeys.CustomerOf(row.RowKey), row);
                if (entry.Kind is LedgerKind.Sent or LedgerKind.Deferred or LedgerKind.Skipped or LedgerKind.Coupon or LedgerKind.Handoff)
                    facts.Add(Decision(entry));
            }
        }

        facts.Sort(StringComparer.Ordinal);
        return facts;
    }

    private static string Decision(LedgerEntry entry)
    {
        var until = entry.Kind == LedgerKind.Deferred
            ? " until " + Time(DateTimeOffset.Parse((string)entry.Why.Inputs.Single(i => i.Name == "until").Value!, CultureInfo.InvariantCulture)) : "";
        return $"{entry.Enrolment} {Time(entry.At)} {entry.Step} {entry.Kind} {(entry.Kind == LedgerKind.Coupon ? "" : entry.Detail)}{until}";
    }

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
