using Recall.App.Ingestion.Connectors.Mapping;
using Recall.Core.Customers;

namespace Recall.App.Ingestion.Connectors;

/// <summary>What a call says.</summary>
public abstract record Mapped
{
    private Mapped()
    {
    }

    /// <summary>Which order a payment was for, where the call says that too; null where it does not.</summary>
    public PaymentLink? Link { get; init; }

    /// <summary>Facts about customers.</summary>
    /// <param name="Events">All of them.</param>
    /// <param name="Orders">The orders whose states are among them.</param>
    public sealed record Facts(IReadOnlyList<CustomerEvent> Events, IReadOnlyList<OrderVersion> Orders) : Mapped
    {
        /// <summary>Of a call that is a list, the elements that cannot be understood; each becomes a dead letter of its own.</summary>
        public IReadOnlyList<BadElement> Bad { get; init; } = [];
    }

    /// <summary>Something of an order that names the order and not its customer: it waits for the order.</summary>
    /// <param name="Customers">Stands before the customer ids of the source that brings the order.</param>
    /// <param name="Order">As the platform names it.</param>
    /// <param name="Then">What it says once the order's event id and its customer are known.</param>
    public sealed record OfOrder(string Customers, string Order, Func<string, CustomerKey, Mapped> Then) : Mapped
    {
        /// <summary>What is wrong, and how to mend it, where the order stays unknown; null where it is the order that has to come in.</summary>
        public string? Unknown { get; init; }

        /// <summary>The order is gone: where it never comes in, nothing is missing.</summary>
        public bool Deletes { get; init; }

        /// <summary><see cref="Order"/> is the id of its event, and may be another order's other name.</summary>
        public bool ById { get; init; }
    }

    /// <summary>Nothing that Recall keeps.</summary>
    /// <param name="Why">For whoever looks at the delivery.</param>
    public sealed record Ignored(string Why) : Mapped
    {
        /// <summary>The id of an order that is left out with it, and its other names: what follows the order is left out too.</summary>
        public IReadOnlyList<string> Order { get; init; } = [];
    }

    /// <summary>Something that cannot be understood; it becomes a dead letter.</summary>
    /// <param name="Field">The field that is wrong, empty where it is the whole.</param>
    /// <param name="Why">What is wrong and how to mend it.</param>
    public sealed record Wrong(string Field, string Why) : Mapped;

    /// <summary>No more than an id: the platform's API has the rest.</summary>
    /// <param name="What">Of what, which is the topic of what is fetched: <c>order</c>, <c>customer</c> or <c>subscriber</c>.</param>
    /// <param name="Id">The platform's id.</param>
    public sealed record Fetch(string What, string Id) : Mapped;

    /// <summary>Customers who must be forgotten.</summary>
    /// <param name="Who">Under every key the platform's facts may have made.</param>
    /// <param name="Addresses">E-mail addresses and phone numbers of theirs.</param>
    public sealed record Forget(IReadOnlyList<CustomerKey> Who, IReadOnlyList<string> Addresses) : Mapped;

    /// <summary>The shop left the platform: all customers of the source must be forgotten.</summary>
    public sealed record ForgetAll : Mapped;

    /// <summary>A customer asks the shop for what is known about them.</summary>
    /// <param name="Request">The platform's id of the request.</param>
    /// <param name="Who">Under every key the platform's facts may have made.</param>
    public sealed record DataRequest(string Request, IReadOnlyList<CustomerKey> Who) : Mapped;
}

/// <summary>An element of a list that cannot be understood.</summary>
/// <param name="Posted">The element as if it had been sent alone, so that it is read again like that.</param>
/// <param name="Index">Its place, from 0.</param>
/// <param name="Field">The field that is wrong, empty where it is the whole.</param>
/// <param name="Why">What is wrong and how to mend it.</param>
public sealed record BadElement(Posted Posted, int Index, string Field, string Why);

/// <summary>That a payment was for an order.</summary>
/// <param name="Customers">Stands before the customer ids of the source that brings the order.</param>
/// <param name="Payment">The payment's id.</param>
/// <param name="Order">The order, under one of its names.</param>
public sealed record PaymentLink(string Customers, string Payment, string Order);
