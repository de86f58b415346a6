using Recall.App.Delivery;
using Recall.App.Enrolment;
using Recall.App.Handoffs;
using Recall.App.Ledger;
using Recall.Core.Customers;
using Recall.Core.Measurement;
using Recall.Core.Sequences;

namespace Recall.App.Reports;

/// <summary>Adds up what one sequence did.</summary>
internal sealed class SequenceTally(string name)
{
    private readonly Tally _outcomes = new();
    private readonly Tally _sent = new();
    private readonly Tally _heldBack = new();
    private readonly Tally _notEnrolled = new();
    private readonly HashSet<(CustomerKey Customer, string Code)> _stayedOut = [];
    private readonly Tally _handoffs = new();
    private readonly SortedDictionary<int, List<(Arm Arm, EnrolmentResult? Result)>> _measurements = [];
    private readonly SortedDictionary<string, VariantReport> _variants = new(StringComparer.Ordinal);
    private int _holdout;
    private int _running;
    private int _coupons;
    private int _couponsUsed;

    /// <summary>How its own budget of money stands; null where it has none.</summary>
    public MoneyUse? Money { get; set; }

    public void Add(EnrolmentRow enrolment, EnrolmentResult? result)
    {
        if (enrolment.Arm == Arm.Holdout)
            _holdout++;
        else if (enrolment.Outcome is { } outcome)
            _outcomes.Add(outcome);
        else
            _running++;
        if (!_measurements.TryGetValue(enrolment.Measurement, out var measured))
            _measurements[enrolment.Measurement] = measured = [];
        measured.Add((enrolment.Arm, result));
    }

    /// <summary>A draw of one of the enrolment's steps.</summary>
    public void Add(LedgerEntry draw, IEnumerable<TouchRow> touches, EnrolmentResult? result)
    {
        var (step, variant) = (draw.Step!, draw.Detail!);
        var sum = _variants.GetValueOrDefault($"{step}|{variant}") ?? new(step, variant, 0, 0, 0, 0);
        _variants[$"{step}|{variant}"] = sum with
        {
            Entered = sum.Entered + 1,
            Sent = sum.Sent + touches.Count(t => t.State is TouchState.Accepted),
            Closed = sum.Closed + (result is { Episode: 1 } ? 1 : 0),
            Ordered = sum.Ordered + (result is { Episode: 1, Ordered: true } ? 1 : 0),
        };
    }

    public void Add(TouchRow touch)
    {
        if (touch.State is TouchState.Accepted)
            _sent.Add(touch.Channel);
    }

    public void Add(LedgerEntry entry)
    {
        if (entry.Kind is LedgerKind.Deferred or LedgerKind.Skipped)
            _heldBack.Add(entry.Detail ?? entry.Kind);
        else if (entry.Kind == LedgerKind.NotEnrolled && _stayedOut.Add((entry.Customer, entry.Detail ?? entry.Kind)))
            _notEnrolled.Add(entry.Detail ?? entry.Kind);
    }

    public void Add(Handoff handoff) => _handoffs.Add(handoff.Outcome ?? Kebab.Of(handoff.Status));

    public void AddCoupon(bool used)
    {
        _coupons++;
        _couponsUsed += used ? 1 : 0;
    }

    public SequenceReport Report() => new()
    {
        Name = name,
        Treated = _running + _outcomes.Total,
        Holdout = _holdout,
        Running = _running,
        Outcomes = _outcomes.Sorted,
        Sent = _sent.Sorted,
        HeldBack = _heldBack.Sorted,
        Money = Money,
        NotEnrolled = _notEnrolled.Sorted,
        Coupons = _coupons,
        CouponsUsed = _couponsUsed,
        Handoffs = _handoffs.Sorted,
        Variants = [.. _variants.Values],
        Lift = LiftOf(_measurements.LastOrDefault().Value ?? []),
        Measurement = _measurements.LastOrDefault().Key,
        Earlier = [.. _measurements.SkipLast(1).Select(m => new EarlierMeasurement(
            m.Key, m.Value.Count(r => r.Arm == Arm.Treated), m.Value.Count(r => r.Arm == Arm.Holdout), LiftOf(m.Value)))],
    };

    private static Lift LiftOf(List<(Arm Arm, EnrolmentResult? Result)> measured) => Lift.Of([.. measured.Select(m => m.Result).OfType<EnrolmentResult>()]);
}
