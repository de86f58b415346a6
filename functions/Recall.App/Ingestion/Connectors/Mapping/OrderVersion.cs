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

    /// <summary>The id of the event that is all that was given back of it so far, where each of its states tells that; null where refunds are told one by one, or apart from it.</summary>
    public string? Sum { get; init; }

    /// <summary>Its facts have each refund that there is of it in this state: one that an older state told and the newest does not was taken back.</summary>
    public bool TellsRefunds { get; init; }
}
