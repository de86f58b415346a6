using Recall.Core.Messaging;
using Recall.Core.Sequences;

namespace Recall.App.Delivery;

/// <summary>Messages so far.</summary>
/// <param name="Today">To all customers in the shop's day.</param>
/// <param name="ThisMonth">To all customers in the shop's calendar month.</param>
/// <param name="OwnToday">Of the sequence in the shop's day.</param>
/// <param name="OwnThisMonth">Of the sequence in the shop's calendar month.</param>
public readonly record struct SentCounts(int Today, int ThisMonth, int OwnToday, int OwnThisMonth);

/// <summary>Messages of a day and of a calendar month of the shop, counted over all customers and held against the policy and a sequence's own.</summary>
public sealed class MessageBudgets(Counters counters, AppServices app)
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
        return new(counters, app, definition);
    }

    /// <summary>Names of sequences have no <c>|</c>.</summary>
    private static string Own(SequenceDefinition definition) => $"{Counter}|{definition.Name}";

    /// <summary>One message's place in the budgets: taken once for each day and month, and given back where nothing came of it.</summary>
    public sealed class Share
    {
        private readonly Counters _counters;
        private readonly AppServices _app;
        private readonly SequenceDefinition _definition;
        private readonly HashSet<(string What, string Period)> _counted = [];
        private readonly List<(string What, string Period)> _taken = [];

        internal Share(Counters counters, AppServices app, SequenceDefinition definition) => (_counters, _app, _definition) = (counters, app, definition);

        /// <summary>An attempt at that time has taken a place of its day and its month already.</summary>
        public void CountedAt(DateTimeOffset at) => _counted.UnionWith(Budgets(at).Select(b => (b.What, b.Period)));

        /// <summary>The facts as they are for a message that has its place already: a budget that it is part of does not hold it back.</summary>
        public GateFacts Without(GateFacts facts, DateTimeOffset now)
        {
            ArgumentNullException.ThrowIfNull(facts);
            var (today, month, own) = (_app.Today(now), _app.Month(now), Own(_definition));
            return facts with
            {
                SentToday = _counted.Contains((Counter, today)) ? 0 : facts.SentToday,
                SentThisMonth = _counted.Contains((Counter, month)) ? 0 : facts.SentThisMonth,
                OwnSentToday = _counted.Contains((own, today)) ? 0 : facts.OwnSentToday,
                OwnSentThisMonth = _counted.Contains((own, month)) ? 0 : facts.OwnSentThisMonth,
            };
        }

        /// <summary>Takes a place of every budget that has a limit, whoever else takes one at the same time; false where one is used up.</summary>
        public async Task<bool> TakeAsync(DateTimeOffset now, CancellationToken cancellationToken)
        {
            foreach (var (what, period, limit) in Budgets(now))
            {
                if (limit is null || _counted.Contains((what, period)))
                    continue;
                if (!await _counters.AddAsync(what, period, cancellationToken, limit))
                    return false;
                _counted.Add((what, period));
                _taken.Add((what, period));
            }

            return true;
        }

        /// <summary>Nothing came of the attempt: what it took is another message's.</summary>
        public async Task GiveBackAsync(CancellationToken cancellationToken)
        {
            foreach (var (what, period) in _taken)
                await _counters.GiveBackAsync(what, period, cancellationToken);
            _counted.ExceptWith(_taken);
            _taken.Clear();
        }

        /// <summary>The days first: who meets a place that is taken and given back at once then waits for tomorrow, not for the next month.</summary>
        private (string What, string Period, int? Limit)[] Budgets(DateTimeOffset at) =>
        [
            (Counter, _app.Today(at), _app.Shop.Policy.DailyTouches), (Own(_definition), _app.Today(at), _definition.Policy?.DailyMessages),
            (Counter, _app.Month(at), _app.Shop.Policy.MonthlyTouches), (Own(_definition), _app.Month(at), _definition.Policy?.MonthlyMessages),
        ];
    }
}
