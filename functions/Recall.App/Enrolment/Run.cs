using Recall.App.Customers;
using Recall.App.Ports;
using Recall.App.Sequences;
using Recall.Core.Sequences;

namespace Recall.App.Enrolment;

/// <summary>A run with the definition it is pinned to.</summary>
/// <param name="Id">The enrolment.</param>
/// <param name="Tree">The steps of the version that it follows.</param>
/// <param name="Arm">Treated or holdout.</param>
/// <param name="StartedAt">UTC.</param>
/// <param name="Known">What the decision to enrol knew.</param>
public sealed record Run(EnrolmentId Id, StepTree Tree, Arm Arm, DateTimeOffset StartedAt, KnownFacts Known);

/// <summary>Reads enrolments and what they are pinned to.</summary>
public sealed class EnrolmentStore(ITableStore tables, CustomerStore customers, DefinitionStore definitions)
{
    /// <summary>The enrolment's row, or null.</summary>
    public async Task<EnrolmentRow?> FindAsync(EnrolmentId id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        var row = await tables.GetAsync(
            CustomerKeys.Table, await customers.HomeAsync(id.Customer, cancellationToken), CustomerKeys.Enrolment(id), cancellationToken);
        return row is null ? null : EnrolmentRow.Read(row);
    }

    /// <summary>When the customer of an enrolment was last forgotten, UTC; null where they never were.</summary>
    public Task<DateTimeOffset?> ForgottenAtAsync(EnrolmentId id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        return customers.ForgottenAtAsync(id.Customer, cancellationToken);
    }

    /// <summary>The run of an enrolment.</summary>
    /// <param name="id">The enrolment.</param>
    /// <param name="version">The version it was moved to, <see cref="EnrolmentState.Version"/>; null is the one that it entered by.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InvalidOperationException">There is no such enrolment.</exception>
    public async Task<Run> LoadAsync(EnrolmentId id, string? version, CancellationToken cancellationToken)
    {
        var row = await FindAsync(id, cancellationToken) ?? throw new InvalidOperationException($"There is no enrolment {id}.");
        return new(id, await definitions.GetAsync(id.Sequence, version ?? row.Version, cancellationToken), row.Arm, row.StartedAt, row.Known);
    }
}
