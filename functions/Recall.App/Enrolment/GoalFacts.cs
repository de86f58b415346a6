using Recall.App.Customers;
using Recall.Core.Customers;
using Recall.Core.Sequences;

namespace Recall.App.Enrolment;

/// <summary>What the gate asks about a run's goal and exits beyond the profile; read only where the sequence asks for it.</summary>
public sealed class GoalFacts(CustomerStore customers, AppServices app)
{
    /// <summary>Orders since the run began, oldest first; none where any order is the goal, for then the profile has them.</summary>
    public async Task<IReadOnlyList<PlacedOrder>> OrdersAsync(Run run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.Tree.Definition.Goal.IsAny
            ? []
            : await customers.EventsAsync(run.Id.Customer, run.StartedAt, cancellationToken).OfType<OrderPlaced>().Where(o => o.At > run.StartedAt)
                .Select(o => new PlacedOrder(o.At, OrderFacts.Of(o))).ToListAsync(cancellationToken);
    }

    /// <summary>Whether the audience holds for the customer as they were read; null where leaving it is no exit.</summary>
    public async Task<Verdict?> AudienceAsync(Run run, CustomerRow row, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(row);
        var definition = run.Tree.Definition;
        if (!definition.Exits.Contains(SignalKind.LeftAudience))
            return null;
        var score = await customers.FindScoreAsync(row.Profile.Customer, cancellationToken);
        return ConditionEvaluator.Evaluate(definition.Audience, new(row.Profile, score, app.Clock.GetUtcNow(), app.Zone) { Sequence = definition.Name });
    }
}
