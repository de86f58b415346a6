using Recall.Core.Customers;

namespace Recall.Local.Demo.People;

/// <summary>A person of the synthetic shop.</summary>
/// <param name="Customer">Their key, source <c>demo</c>.</param>
/// <param name="Number">The shop's customer number.</param>
/// <param name="Locale">BCP 47.</param>
/// <param name="Zone">Where they live, whether or not the shop was told.</param>
/// <param name="Hidden">What no shop knows.</param>
/// <param name="Events">What they do of themselves, in the order of the fold.</param>
public sealed record SyntheticPerson(
    CustomerKey Customer, int Number, string Locale, TimeZoneInfo Zone, HiddenTraits Hidden, IReadOnlyList<CustomerEvent> Events);

/// <summary>What is true of a person and what scoring can only estimate.</summary>
public sealed record HiddenTraits
{
    /// <summary>What messages do to them.</summary>
    public required Attitude Attitude { get; init; }

    /// <summary>Purchases a week while they are customers; 0 for who registered and never buys.</summary>
    public required double Rate { get; init; }

    /// <summary>Probability of leaving after each repeat purchase.</summary>
    public required double Leaving { get; init; }

    /// <summary>When they made up their minds to leave, which nobody was told; null where they are still customers at the end.</summary>
    public required DateTimeOffset? LeftAt { get; init; }

    /// <summary>Mean of what they spend on an order, shop's currency.</summary>
    public required double MeanSpend { get; init; }

    /// <summary>How much a discount means to them, 0 to 1.</summary>
    public required double Thrift { get; init; }

    /// <summary>Hours by which their day is later (or earlier, below zero) than most people's.</summary>
    public required int HourShift { get; init; }

    /// <summary>Index of the tea they like best in <see cref="Buying.Assortment.Categories"/>.</summary>
    public required int Favourite { get; init; }

    /// <summary>Their mailbox is gone: mail bounces.</summary>
    public required bool EmailDead { get; init; }

    /// <summary>Their number is gone.</summary>
    public required bool PhoneDead { get; init; }

    /// <summary>Their mail program loads pictures by itself, as Apple's Mail Privacy Protection does.</summary>
    public required bool OpensByMachine { get; init; }

    /// <summary>A scanner follows every link before they see the mail.</summary>
    public required bool ClicksByScanner { get; init; }
}

/// <summary>The four answers to being written to (Radcliffe 2007, "Using control groups to target on predicted lift").</summary>
public enum Attitude
{
    /// <summary>Buys because of the message.</summary>
    Persuadable,

    /// <summary>Buys anyway; a discount is given away.</summary>
    SureThing,

    /// <summary>Does not buy either way.</summary>
    LostCause,

    /// <summary>Is put off by the message.</summary>
    SleepingDog,
}
