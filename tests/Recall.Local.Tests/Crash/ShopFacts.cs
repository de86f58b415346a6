using System.Text.Json;
using Recall.App.Customers;
using Recall.App.Delivery;
using Recall.App.Enrolment;
using Recall.App.Handoffs;
using Recall.App.Ledger;
using Recall.App.Ports;
using Recall.Core;
using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Offers;
using Recall.Core.Sequences;
using Recall.Local.Channels;
using Recall.Local.Runtime;

namespace Recall.Local.Tests.Crash;

/// <summary>What a shop's store, outbox and the carrier's log say after sequences have run.</summary>
internal sealed class ShopFacts
{
    /// <summary>A process sends at most this many messages side by side, so a kill leaves at most so many of which nobody knows.</summary>
    public const int SentAtOnce = 32;

    private readonly Dictionary<EnrolmentId, EnrolmentRow> _enrolments = [];
    private readonly Dictionary<string, TouchRow> _touches = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Coupon> _coupons = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EnrolmentState> _runs = new(StringComparer.Ordinal);
    private readonly Dictionary<CustomerKey, Engagement> _engagements = [];
    private readonly List<LedgerEntry> _ledger = [];
    private readonly HashSet<string> _due = new(StringComparer.Ordinal);
    private IReadOnlyList<Handoff> _handoffs = [];
    private List<SentLine> _sent = [];
    private List<string> _files = [];
    private Policy _policy = Policy.Default;

    /// <summary>SMS of which nobody knows whether they went out.</summary>
    public IReadOnlyList<string> Unknown => [.. _touches.Where(t => t.Value.State == TouchState.Unknown).Select(t => t.Key)];

    public static async Task<ShopFacts> ReadAsync(string folder, string because)
    {
        var facts = new ShopFacts();
        await using var store = ShopStore.Open(folder, because);
        await store.WholeEventsAsync(because);
        facts._policy = store.Settings.Policy;
        foreach (var row in (await store.RowsAsync('r')).Select(EnrolmentRow.Read))
            facts._enrolments.Add(row.Id, row);
        foreach (var row in (await store.RowsAsync('t')).Select(TouchRow.Read))
            facts._touches.Add(row.Enrolment.EffectKey(row.Step), row);
        foreach (var row in await store.RowsAsync('k'))
            facts._coupons.Add(row.RowKey, StoredJson.Read<Coupon>(row.Get<string>("coupon")!));
        foreach (var row in (await store.RowsAsync('p')).Select(CustomerRow.Read))
            facts._engagements.Add(row.Profile.Customer, row.Engagement);
        facts._ledger.AddRange((await store.RowsAsync('l')).Select(row => LedgerEntry.Read(CustomerKeys.CustomerOf(row.RowKey), row)));
        await foreach (var row in store.Tables.ReadAsync(RunRows.Table, DueRows.Partition, null, null, CancellationToken.None))
        {
            if (row.RowKey.StartsWith("s|", StringComparison.Ordinal))
                facts._runs.Add(row.RowKey[2..], RunRows.ReadState(row));
            else if (row.RowKey.StartsWith("d|", StringComparison.Ordinal))
                facts._due.Add(row.RowKey);
        }

        facts._handoffs = await new HandoffStore(store.Tables).AllAsync(CancellationToken.None);
        var outbox = Path.Combine(folder, "outbox");
        facts._sent = [.. File.ReadLines(Path.Combine(outbox, "sent.log")).Select(Line).OfType<SentLine>()];
        facts._files = [.. Directory.EnumerateFiles(outbox, "*", SearchOption.AllDirectories)
            .Where(f => f.EndsWith(".eml", StringComparison.Ordinal) || f.EndsWith(".sms.json", StringComparison.Ordinal))
            .Select(f => Path.GetRelativePath(outbox, f))];
        return facts;
    }

    public override string ToString() =>
        $"{_enrolments.Count} enrolments, {_touches.Count} touches, {_sent.Count} hand-overs, {Unknown.Count} unknown, {_coupons.Count} coupons, {_handoffs.Count} handoffs";

    /// <summary>What must hold in any shop whatever has happened to its processes.</summary>
    public void ProveSound(string because)
    {
        ProveOnce(because);
        foreach (var (id, enrolment) in _enrolments)
        {
            // No enrolment is lost: it has a run, which is over and recorded so, or will be looked at.
            _runs.ShouldContainKey(id.ToString(), because);
            var run = _runs[id.ToString()];
            (run.Phase == RunPhase.Done).ShouldBe(enrolment.EndedAt is not null, $"{because}: {id}");
            run.Phase.ShouldNotBe(RunPhase.Performing, $"{because}: {id}");
            if (run.Phase != RunPhase.Done)
                _due.Contains(DueRows.Key(run.Until!.Value, id)).ShouldBeTrue($"{because}: nobody will look at {id} again");
            (_engagements[id.Customer].Active == id.ToString()).ShouldBe(enrolment.EndedAt is null, $"{because}: who has {id.Customer}");
            if (enrolment.Arm == Arm.Holdout)
                _touches.Values.Where(t => t.Enrolment == id).ShouldBeEmpty($"{because}: the control group was touched");
        }

        _runs.Count.ShouldBe(_enrolments.Count, because);
        _engagements.Values.Where(e => e.Active is not null).ShouldAllBe(e => _enrolments.ContainsKey(EnrolmentId.Parse(e.Active!)));
        _coupons.Values.Select(c => c.Code).ShouldBeUnique(StringComparer.Ordinal);
        foreach (var customer in _touches.Values.Where(t => t.State is not (TouchState.Rejected or TouchState.Postponed)).GroupBy(t => t.Enrolment.Customer))
        {
            foreach (var cap in _policy.Caps)
            {
                var times = customer.Where(t => cap.Channel is null || cap.Channel == t.Channel).Select(t => t.At).Order().ToList();
                for (var i = cap.Max; i < times.Count; i++)
                    (times[i] - times[i - cap.Max]).ShouldBeGreaterThanOrEqualTo(cap.Per, $"{because}: {customer.Key} has more than {cap.Max} messages in {cap.Per}");
            }
        }
    }

    /// <summary>The same people, in the same sequences, on the same side, with the same end; the same messages and codes.</summary>
    public void ProveSameAs(ShopFacts other, string because)
    {
        Same(_enrolments, other._enrolments, e => $"{e.Version} {e.Arm} {e.Outcome}", because);
        foreach (var (id, enrolment) in _enrolments)
        {
            enrolment.StartedAt.ShouldBe(other._enrolments[id].StartedAt, $"{because}: start of {id}");
            enrolment.EndedAt.ShouldBe(other._enrolments[id].EndedAt, $"{because}: end of {id}");
        }

        Same(_touches, other._touches, t => $"{t.Channel} {t.To}", because);
        Same(_coupons, other._coupons, c => c.Code, because);
        Same(
            _handoffs.ToDictionary(h => h.Id, StringComparer.Ordinal), other._handoffs.ToDictionary(h => h.Id, StringComparer.Ordinal),
            h => $"{h.Status} {h.Outcome}", because);
    }

    /// <summary>The ledger, the outbox and the carrier's log agree that a touch went out once.</summary>
    private void ProveOnce(string because)
    {
        var sent = _ledger.Where(l => l.Kind == LedgerKind.Sent).ToLookup(l => $"{l.Enrolment}/{l.Step}", StringComparer.Ordinal);
        var handed = _sent.ToLookup(s => s.Key, StringComparer.Ordinal);
        foreach (var (key, touch) in _touches)
        {
            touch.State.ShouldBeOneOf([TouchState.Accepted, TouchState.Unknown], $"{because}: {key}");
            sent[key].Count().ShouldBe(touch.State == TouchState.Accepted ? 1 : 0, $"{because}: ledger of {key}");
            if (touch.Channel == Core.Messaging.Channels.Sms)
                handed[key].Count().ShouldBeInRange(touch.State == TouchState.Accepted ? 1 : 0, 1, $"{because}: {key} was handed over twice, or never");
            else
                handed[key].Select(s => s.Digest).Distinct(StringComparer.Ordinal).Count().ShouldBe(1, $"{because}: {key} went out with different words");
            _files.Count(f => f == Outbox.PathOf("", key, touch.Channel == Core.Messaging.Channels.Sms ? ".sms.json" : ".eml"))
                .ShouldBeInRange(touch.State == TouchState.Accepted ? 1 : 0, 1, $"{because}: file of {key}");
        }

        handed.Select(h => h.Key).Except(_touches.Keys, StringComparer.Ordinal).ShouldBeEmpty($"{because}: handed over and not in the ledger");
        _files.Count.ShouldBeLessThanOrEqualTo(_touches.Count, because);
        sent.Select(s => s.Key).Except(_touches.Keys, StringComparer.Ordinal).ShouldBeEmpty(because);
    }

    private static void Same<TKey, T>(Dictionary<TKey, T> one, Dictionary<TKey, T> other, Func<T, string> text, string because)
        where TKey : notnull
    {
        one.Keys.Except(other.Keys).ShouldBeEmpty($"{because}: not in the whole run");
        other.Keys.Except(one.Keys).ShouldBeEmpty($"{because}: missing after the kills");
        one.Where(o => text(o.Value) != text(other[o.Key])).Select(o => $"{o.Key}: {text(o.Value)}, not {text(other[o.Key])}").ShouldBeEmpty(because);
    }

    /// <summary>Null for the half line that a kill left.</summary>
    private static SentLine? Line(string text)
    {
        try
        {
            return StoredJson.Read<SentLine>(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
