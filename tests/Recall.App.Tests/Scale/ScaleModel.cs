using System.Globalization;

namespace Recall.App.Tests.Scale;

/// <summary>
/// What a month costs and how long a night takes: counted operations, times the page's assumptions, times the page's prices. The page explains each
/// line; this is its arithmetic.
/// </summary>
internal sealed class ScaleModel(ScalePage page, IReadOnlyDictionary<string, TableCount> counts, double customers)
{
    private const double Month = 2_628_000; // Seconds.
    private const double Nights = 30;
    private const double Hours = Month / 3600;

    /// <summary>Lines of the bill, USD a month, in the page's order.</summary>
    public IReadOnlyList<(string Line, double Cost)> Bill()
    {
        (string, double)[] lines =
        [
            ("tables, operations", TableOperations * Price("table operations, 10,000") / 10_000),
            ("tables, operations of reconciling", Hours * (Waiting * HourOperations + Tidied * TidyOperations) * Price("table operations, 10,000") / 10_000),
            ("tables, data", customers * Assumed("bytes of a customer") / 1e9 * Price("table data, GB")),
            ("queues", QueueOperations * Price("queue operations, 10,000") / 10_000),
            ("instances that are always there", AlwaysReadyGb * Month * Price("always ready, GB-second")),
            ("work", Over(GbSeconds, 100_000) * Price("on demand, GB-second") + Over(Executions, 250_000) * Price("executions, million") / 1e6),
            ("e-mail", Emails * Price("e-mail")),
            ("carriers' reports", Over(Emails, 100_000) * Price("events, million") / 1e6),
            ("logs", Math.Min(Over(Executions * Assumed("log of an execution, KB") / 1e6, 5), QuotaGb * Nights) * Price("logs, GB")),
        ];
        return [.. lines, ("together", lines.Sum(l => l.Item2))];
    }

    /// <summary>What a Durable Task Scheduler counts a month, and what the hub in storage costs that it would take the place of.</summary>
    public IReadOnlyList<(string Line, double Amount)> Scheduler()
    {
        const double OwnOfStartAndEnd = 4; // The run's row, which stays in the app's tables.
        var actions = Enrolments * Calls.Sum(c => c.Times * Derived(c.Call, 4)) / 1e6;
        var hub = Enrolments * ((Calls.Sum(c => c.Times * Derived(c.Call, 2)) - OwnOfStartAndEnd) * Price("table operations, 10,000") + Calls.Sum(c => c.Times * Derived(c.Call, 3)) * Price("queue operations, 10,000")) / 10_000;
        return [("actions, million", actions), ("hub in storage, USD", hub), ("a million actions at the same price, USD", hub / actions)];
    }

    /// <summary>Seconds of scoring everybody, and what bounds it.</summary>
    public (double Seconds, string Bound) Night()
    {
        var scored = counts["1,000 customers scored"];
        var entities = customers / 1000 * scored.Entities;
        var trips = customers / 1000 * (scored.Pages * Assumed("page of 1,000 rows, ms") + scored.Batches * Assumed("batch of 100 rows, ms")) / 1000;
        var ranges = Assumed("ranges at once");
        (double, string)[] bounds =
        [
            (entities / Limit("entities a second, account"), "account"),
            (entities / ranges / Limit("entities a second, partition"), "partitions"),
            (trips / ranges, "round trips"),
        ];
        return bounds.MaxBy(b => b.Item1);
    }

    /// <summary>
    /// Seconds of an hour in which all runs that wait are looked at: the reads of one run follow each other, runs and ranges are read side by side, and the
    /// account gives no more than it does.
    /// </summary>
    public double Hour() => Math.Max(
        Waiting * HourOperations * Assumed("read of a row, ms") / 1000 / (Assumed("ranges at once") * Assumed("runs at once in a range")),
        Waiting * (counts["hour: a run that waits"].Entities + Derived("look of the hour at a run", 2)) / Limit("entities a second, account"));

    /// <summary>
    /// Seconds of a month's report where the shop has had its sequences for a year: a few buckets are read side by side, each row after row, and of each bucket
    /// enrolments are.
    /// </summary>
    public double Report()
    {
        var (of, each, years) = (counts["report: 1,000 customers"], counts["report: an enrolment"], Enrolments * 12);
        var rows = customers / 1000 * of.RowsRead + years * each.RowsRead;
        var reading = rows / 1000 * Assumed("page of 1,000 rows, ms") / 1000 + years * each.Operations * Assumed("read of a row, ms") / 1000 / Assumed("enrolments measured at once");
        var together = Assumed("buckets of a report at once");
        return Math.Max(Math.Max(reading, rows / Limit("entities a second, partition")) / together, rows / Limit("entities a second, account"));
    }

    /// <summary>How long the size lets a function run, seconds.</summary>
    public double FunctionTime => TimeSpan.Parse(Size[5], CultureInfo.InvariantCulture).TotalSeconds;

    /// <summary>How the page writes an amount.</summary>
    public static string Usd(double amount) => amount.ToString(amount < 10 ? "0.00" : "N0", CultureInfo.InvariantCulture);

    /// <summary>How the page writes a time.</summary>
    public static string Time(double seconds) => seconds switch
    {
        < 100 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0} s"),
        < 7200 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:0.0} h"),
    };

    private double Events => customers * Assumed("events of a customer a month");

    private double Enrolments => customers * Assumed("customers who enter a sequence a month");

    /// <summary>Runs that have not ended: the page's enrolment lasts 45 days.</summary>
    private double Waiting => Enrolments * 45 / Nights;

    /// <summary>Reads of a run that waits, each hour: what reconciling reads, and what the durable runtime is asked.</summary>
    private double HourOperations => counts["hour: a run that waits"].Operations + Derived("look of the hour at a run", 2);

    private double TidyOperations => counts["hour: an instance held against its enrolment"].Operations;

    /// <summary>Instances that one hour's look comes to: one after the other, and it ends in time.</summary>
    private double Tidied => Math.Min(Waiting, Assumed("look at the instances lasts, min") * 60_000 / (TidyOperations * Assumed("read of a row, ms")));

    private double Emails => Enrolments * 2;

    /// <summary>Coupon, e-mail, seven days, e-mail, and the rest of 45 days; the page says why these are four looks and sixteen timers.</summary>
    private double TableOperations =>
        Events * counts["next event"].Operations
        + Emails * counts["delivery report"].Operations
        + Nights * customers / 1000 * (counts["1,000 customers scored"].Operations + counts["1,000 customers looked at for sequences"].Operations)
        + Nights / 7 * customers / 1000 * 2 * counts["fit: 1,000 customers counted"].Operations
        + Enrolments * (counts["entering a sequence"].Operations + counts["step: coupon"].Operations + 2 * counts["step: send"].Operations
            + counts["end of the steps"].Operations + counts["end of the run"].Operations + counts["hour: a run that has ended, once"].Operations + Durable(table: true));

    private double QueueOperations => Enrolments * Durable(table: false) + Assumed("queues that are asked every 10 seconds") * Month / 10;

    /// <summary>What one enrolment has the durable runtime do.</summary>
    private static readonly (string Call, int Times)[] Calls = [("start and end", 1), ("activity", 4), ("timer", 16)];

    private double Durable(bool table)
    {
        (string Call, int Times)[] own = [("look at a run", 4), ("step in a look", 3)];
        return Calls.Concat(own).Sum(c => c.Times * Derived(c.Call, table ? 2 : 3));
    }

    private double Derived(string call, int column) =>
        double.Parse(page.Table("What Durable Functions adds").Single(r => r[0] == call)[column], CultureInfo.InvariantCulture);

    private double Executions => Events + Emails + Enrolments * (4 + 4 + 16);

    private double GbSeconds
    {
        get
        {
            var each = Assumed("an execution takes, s");
            var together = Math.Clamp(Executions / Month * each, 1, Assumed("executions at once in an instance"));
            return (Executions * each / together + 2 * Nights * Night().Seconds + Hours * Hour()) * Gb;
        }
    }

    /// <summary>The smallest that the page says is enough: name, customers, instances, MB of one, always ready, time of a function, GB of logs.</summary>
    private string[] Size => page.Table("Sizes").First(s => !double.TryParse(s[1], CultureInfo.InvariantCulture, out var most) || customers <= most);

    private double Gb => double.Parse(Size[3], CultureInfo.InvariantCulture) / 1024;

    private double AlwaysReadyGb => double.Parse(Size[4], CultureInfo.InvariantCulture) * Gb;

    private double QuotaGb => double.Parse(Size[6], CultureInfo.InvariantCulture);

    private double Assumed(string what) => page.Number("What is assumed", what);

    private double Price(string what) => page.Number("Prices", what);

    private double Limit(string what) => page.Number("Limits", what);

    private static double Over(double amount, double free) => Math.Max(0, amount - free);
}
