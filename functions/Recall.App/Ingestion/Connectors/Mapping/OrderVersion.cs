using Recall.Core.Customers;

namespace Recall.App.Ingestion.Connectors.Mapping;

/// <summary>One state of an order, as its platform tells it.</summary>
/// <param name="Id">The id of its event: what files and other ways in call the order too.</param>
/// <param name="Names">What else the platform calls it.</param>
/// <param name="Customer">Whose it is in this state.</param>
/// <param name="At">When it was placed, UTC.</param>
/// <param name="Revision">Greater is newer.</param>
public sealed record OrderVersion(string Id, IReadOnlyList<string> Names, CustomerKey Customer, DateTimeOffset At, long Revision)
{
    /// <summary>Keys under which a file may have brought the order, which knew its customer by another name.</summary>
    public IReadOnlyList<CustomerKey> Aliases { get; init; } = [];
}
