using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Recall.Local.Tests.Crash;

/// <summary>A shop of a few hundred customers over fifteen months, and a sequence in which everything happens that a sequence can do.</summary>
internal static class SmallShop
{
    /// <summary>Where the virtual clock starts: the orders after it arrive as it goes on.</summary>
    public const string AsOf = "2025-01-01";

    /// <summary>Coupon, e-mail, wait, SMS, branch, handoff, second coupon, second e-mail; daily, again and again.</summary>
    public const string Sequence =
        """
        sequence: come-back
        title: { en: Come back }
        audience:
          all:
            - { field: profile.orders, at-least: 1 }
            - { field: profile.days-since-order, at-least: 25 days }
        holdout: 15%
        reentry: { after: 20 days, max-entries: 3 }
        goal: { order-within: 30 days }
        exits: [unsubscribe, complaint]
        templates:
          mail:
            en:
              subject: "{{coupon.percent}}% off"
              preheader: A code of your own
              html: <p>{{coupon.code}} until {{coupon.expires}}, {{shop.name}}, {{shop.address}} <a href="{{unsubscribeUrl}}">Stop</a></p>
              text: "{{coupon.code}} until {{coupon.expires}}, {{shop.name}}, {{shop.address}} Stop: {{unsubscribeUrl}}"
          text:
            en:
              sms: "{{shop.name}}: {{coupon.code}} until {{coupon.expires}}. Stop: {{unsubscribeUrl}}"
        steps:
          - { coupon: offer, percent: 10, valid-for: 14 days }
          - { send: first, channels: [email], template: mail, coupon: offer, expires-after: 3 days }
          - { wait: pause, for: 3 days, until: [reply] }
          - { send: remind, channels: [sms], template: text, coupon: offer, expires-after: 2 days }
          - branch: worth
            cases:
              - when: { field: profile.spent, at-least: 150 }
                steps:
                  - handoff: call
                    queue: care
                    sla: 2 days
                    note: { en: Please call. }
                    outcomes: { won: [{ end: called, outcome: won }] }
                    overdue: []
          - { coupon: more, percent: 20, valid-for: 9 days }
          - { send: last, channels: [email], template: mail, coupon: more, expires-after: 3 days }
          - { end: done, outcome: all-said }
        """;

    /// <summary>Orders as a file: not in order, and with a few rows that must be refused.</summary>
    public static string Orders(Random random, int customers, double meanGapDays)
    {
        var rows = new List<string>();
        for (var customer = 0; customer < customers; customer++)
        {
            var start = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(random.Next(330));
            for (var at = start; at.Year < 2026; at = at.AddDays(1 - (meanGapDays * Math.Log(1 - random.NextDouble()))))
            {
                // Never at the full minute, at which daily work and what it starts happen.
                var time = at.AddHours(random.Next(24)).AddMinutes(random.Next(60)).AddSeconds(17);
                rows.Add(string.Create(CultureInfo.InvariantCulture, $"o{rows.Count},{customer},{time:yyyy-MM-dd'T'HH:mm:ss'Z'},{random.Next(5, 120)}.50"));
                if (random.NextDouble() < 0.25)
                    break;
            }
        }

        for (var bad = 0; bad < 5; bad++)
            rows.Add($"bad{bad},{bad},never,1.00");
        random.Shuffle(CollectionsMarshal.AsSpan(rows));
        return new StringBuilder("order_id,customer_id,created_at,total\n").AppendJoin('\n', rows).Append('\n').ToString();
    }
}
