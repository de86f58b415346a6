using System.Collections.Concurrent;
using Recall.App.Customers;
using Recall.App.Handoffs;
using Recall.App.Ingestion.Arrivals;
using Recall.Core.Customers;
using Recall.Core.Shop;
using Recall.Local.Demo.Reactions;
using Recall.Local.Runtime;

namespace Recall.Local.Demo;

/// <summary>
/// Lets virtual days pass in a synthetic shop: an hour of Recall, then what people did in it. Customers see what was sent to them and
/// answer; agents see their tasks and work on them.
/// </summary>
internal sealed class DemoDrive(
    SyntheticShop shop, VirtualClock clock, VirtualDrive drive, ScheduledArrivals arrivals, CustomerStore customers, HandoffStore handoffs,
    HandoffWork work, ConcurrentQueue<ObservedTouch> observed, ShopSettings settings)
{
    private static readonly TimeSpan Step = TimeSpan.FromHours(1);

    private readonly SimulatedCustomers _customers = new(shop);
    private readonly SimulatedAgents _agents = new(shop, settings.Zone);
    private readonly Dictionary<CustomerKey, List<SimulatedTouch>> _touches = [];
    private readonly PriorityQueue<(Handoff Handoff, AgentAction Action), DateTimeOffset> _agenda = new();
    private readonly HashSet<string> _assigned = new(StringComparer.Ordinal);
    private readonly Queue<CustomerEvent> _organic = new(shop.Between(shop.Options.Today, shop.Options.End));

    /// <summary>Runs until then; <paramref name="progress"/> goes from 0 to 1.</summary>
    public async Task RunAsync(DateTimeOffset until, IProgress<double> progress, CancellationToken cancellationToken)
    {
        var start = clock.GetUtcNow();
        for (var now = start; now < until; now = clock.GetUtcNow())
        {
            var next = now + Step < until ? now + Step : until;
            await arrivals.AddAsync(OrganicUntil(next).Select(Meet).OfType<CustomerEvent>(), cancellationToken);
            await drive.RunAsync(next, cancellationToken);
            await ReactAsync(cancellationToken);
            await WorkAsync(next, cancellationToken);
            progress.Report((next - start) / (until - start));
        }
    }

    private IEnumerable<CustomerEvent> OrganicUntil(DateTimeOffset until)
    {
        while (_organic.TryPeek(out var next) && next.At < until)
            yield return _organic.Dequeue();
    }

    private CustomerEvent? Meet(CustomerEvent organic) => _customers.Meet(organic, TouchesOf(organic.Customer));

    private List<SimulatedTouch> TouchesOf(CustomerKey customer) =>
        _touches.TryGetValue(customer, out var known) ? known : _touches[customer] = [];

    private async Task ReactAsync(CancellationToken cancellationToken)
    {
        var reactions = new List<CustomerEvent>();
        while (observed.TryDequeue(out var sent))
        {
            var coupon = await customers.CouponsAsync(sent.Enrolment, cancellationToken)
                .OrderByDescending(c => c.IssuedAt).FirstOrDefaultAsync(cancellationToken);
            var touch = new SimulatedTouch(sent.Enrolment, sent.Step, sent.Channel, sent.At, coupon);
            var own = TouchesOf(sent.Enrolment.Customer);
            own.Add(touch);
            reactions.AddRange(_customers.React(touch, own));
        }

        await arrivals.AddAsync(reactions, cancellationToken);
    }

    private async Task WorkAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var handoff in await handoffs.OpenAsync(cancellationToken))
        {
            if (_assigned.Add(handoff.Id))
                _agenda.EnqueueRange(_agents.Work(handoff).Select(action => ((handoff, action), action.At)));
        }

        while (_agenda.TryPeek(out var due, out var at) && at <= now)
        {
            _agenda.Dequeue();
            var (handoff, action) = due;
            if (action.Kind == AgentActionKind.Claim)
                await work.ClaimAsync(handoff.Id, action.Agent, cancellationToken);
            else if ((await work.ResolveAsync(handoff.Id, action.Outcome!, action.Agent, cancellationToken)).Done)
                await arrivals.AddAsync(_customers.React(handoff, action, TouchesOf(handoff.Enrolment.Customer)), cancellationToken);
        }
    }
}
