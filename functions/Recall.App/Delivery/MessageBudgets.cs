using Recall.Core.Messaging;
using Recall.Core.Sequences;

namespace Recall.App.Delivery;

/// <summary>Messages so far.</summary>
/// <param name="Today">To all customers in the shop's day.</param>
/// <param name="ThisMonth">To all customers in the shop's calendar month.</param>
/// <param name="OwnToday">Of the sequence in the shop's day.</param>
/// <param name="OwnThisMonth">Of the sequence in the shop's calendar month.</param>
public readonly record struct SentCounts(int Today, int ThisMonth, int OwnToday, int OwnThisMonth);

/// <summary>Messages of a day and of a calendar month of the shop, counted over all customers and held against the policy and a sequence's own, and what they cost.</summary>
public sealed class MessageBudgets(Counters counters, MoneyBudgets money, AppServices app)
{
    private const string Counter = "touches";

    /// <summary>Messages so far in the shop's day and month; but for the shop's day, what has no limit is not counted, and is 0.</summary>
    public async Task<SentCounts> SentAsync(SequenceDefinition definition, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return new(
            await counters.GetAsync(Counter, app.Today(now), cancellationToken),
            await CountAsync(Counter, app.Month(now), app.Shop.Policy.MonthlyTouches),
            await CountAsync(Own(definition), app.Today(now), definition.Policy?.DailyMessages),
            await CountAsync(Own(definition), app.Month(now), definition.Policy?.MonthlyMessages));

        async Task<int> CountAsync(string what, string period, int? limit) =>
            limit is null ? 0 : await counters.GetAsync(what, period, cancellationToken);
    }

    /// <summary>What one attempt to send a message of a sequence takes from the budgets.</summary>
    public Share NewShare(SequenceDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return new(this, definition);
    }

    /// <summary>Names of sequences have no <c>|</c>.</summary>
    private static string Own(SequenceDefinition definition) => $"{Counter}|{definition.Name}";

    private IEnumerable<Quota> Quotas(SequenceDefinition definition, string channel, DateTimeOffset at) =>
    [
        .. new (string What, string Period, int? Limit)[]
        {
            (Counter, app.Today(at), app.Shop.Policy.DailyTouches), (Own(definition), app.Today(at), definition.Policy?.DailyMessages),
            (Counter, app.Month(at), app.Shop.Policy.MonthlyTouches), (Own(definition), app.Month(at), definition.Policy?.MonthlyMessages),
        }.Where(q => q.Limit is not null).Select(q => new Quota(q.What, q.Period, q.Limit)),
        .. money.Quotas(definition, app.Shop.TouchCosts.GetValueOrDefault(channel), at),
    ];

    /// <summary>One message's place in the budgets: taken once for each day and month, and given back where nothing came of it.</summary>
    public sealed class Share
    {
        private readonly MessageBudgets _budgets;
        private readonly SequenceDefinition _definition;
        private readonly Place _place;

        internal Share(MessageBudgets budgets, SequenceDefinition definition) => (_budgets, _definition, _place) = (budgets, definition, new(budgets.Counts));

        /// <summary>An attempt at that time, on that channel, has taken a place of its day and its month already.</summary>
        public void CountedAt(DateTimeOffset at, string channel) => _place.Counted(_budgets.Quotas(_definition, channel, at));

        /// <summary>The facts as they are for a message that has its place already: a budget that it is part of does not hold it back.</summary>
        public GateFacts Without(GateFacts facts, DateTimeOffset now)
        {
            ArgumentNullException.ThrowIfNull(facts);
            var (today, month, own) = (_budgets.App.Today(now), _budgets.App.Month(now), Own(_definition));
            return facts with
            {
                SentToday = _place.Has(Counter, today) ? 0 : facts.SentToday,
                SentThisMonth = _place.Has(Counter, month) ? 0 : facts.SentThisMonth,
                OwnSentToday = _place.Has(own, today) ? 0 : facts.OwnSentToday,
                OwnSentThisMonth = _place.Has(own, month) ? 0 : facts.OwnSentThisMonth,
                Spent = _budgets.Money.Without(_definition, facts.Spent, now, _place),
            };
        }

        /// <summary>Takes a place of every budget that has a limit, whoever else takes one at the same time; false where one is used up.</summary>
        public Task<bool> TakeAsync(string channel, DateTimeOffset now, CancellationToken cancellationToken) =>
            _place.TakeAsync(_budgets.Quotas(_definition, channel, now), cancellationToken);

        /// <summary>Nothing came of the attempt: what it took is another message's.</summary>
        public Task GiveBackAsync(CancellationToken cancellationToken) => _place.GiveBackAsync(cancellationToken);
    }

    private Counters Counts => counters;

    private MoneyBudgets Money => money;

    private AppServices App => app;
}
