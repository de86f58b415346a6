using Recall.Core.Messaging;

namespace Recall.App.Delivery;

/// <summary>The shop's messages of a day and of a calendar month, counted over all customers and held against the policy.</summary>
public sealed class MessageBudgets(Counters counters, AppServices app)
{
    private const string Counter = "touches";

    /// <summary>Messages so far in the shop's day and month; a month without a limit is not counted, and is 0.</summary>
    public async Task<(int Today, int ThisMonth)> SentAsync(DateTimeOffset now, CancellationToken cancellationToken) => (
        await counters.GetAsync(Counter, app.Today(now), cancellationToken),
        app.Shop.Policy.MonthlyTouches is null ? 0 : await counters.GetAsync(Counter, app.Month(now), cancellationToken));

    /// <summary>What one attempt to send takes from the budgets.</summary>
    public Share NewShare() => new(counters, app);

    /// <summary>One message's place in the budgets: taken once for each day and month, and given back where nothing came of it.</summary>
    public sealed class Share
    {
        private readonly Counters _counters;
        private readonly AppServices _app;
        private readonly HashSet<string> _counted = new(StringComparer.Ordinal);
        private readonly List<string> _taken = [];

        internal Share(Counters counters, AppServices app) => (_counters, _app) = (counters, app);

        /// <summary>An attempt at that time has taken a place of its day and its month already.</summary>
        public void CountedAt(DateTimeOffset at) => _counted.UnionWith([_app.Today(at), _app.Month(at)]);

        /// <summary>The facts as they are for a message that has its place already: a budget that it is part of does not hold it back.</summary>
        public GateFacts Without(GateFacts facts, DateTimeOffset now)
        {
            ArgumentNullException.ThrowIfNull(facts);
            return facts with
            {
                SentToday = _counted.Contains(_app.Today(now)) ? 0 : facts.SentToday,
                SentThisMonth = _counted.Contains(_app.Month(now)) ? 0 : facts.SentThisMonth,
            };
        }

        /// <summary>Takes a place of every budget that has a limit, whoever else takes one at the same time; false where one is used up.</summary>
        public async Task<bool> TakeAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
            // The day first: who meets a place that is taken and given back at once then waits for tomorrow, not for the next month.
            await TakeAsync(_app.Today(now), _app.Shop.Policy.DailyTouches, cancellationToken)
            && await TakeAsync(_app.Month(now), _app.Shop.Policy.MonthlyTouches, cancellationToken);

        /// <summary>Nothing came of the attempt: what it took is another message's.</summary>
        public async Task GiveBackAsync(CancellationToken cancellationToken)
        {
            foreach (var period in _taken)
                await _counters.GiveBackAsync(Counter, period, cancellationToken);
            _counted.ExceptWith(_taken);
            _taken.Clear();
        }

        private async Task<bool> TakeAsync(string period, int? limit, CancellationToken cancellationToken)
        {
            if (limit is null || _counted.Contains(period))
                return true;
            if (!await _counters.AddAsync(Counter, period, cancellationToken, limit))
                return false;
            _counted.Add(period);
            _taken.Add(period);
            return true;
        }
    }
}
