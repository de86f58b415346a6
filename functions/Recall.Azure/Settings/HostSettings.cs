namespace Recall.Azure.Settings;

/// <summary>
/// Settings that only the host resolves, in <c>host.json</c> and in triggers. Their names are flat: what stands between percent signs is
/// looked up as it is written (learn.microsoft.com/azure/azure-functions/functions-bindings-expressions-patterns#binding-expressions---app-settings).
/// </summary>
internal static class HostSettings
{
    /// <summary>Name of the durable task hub.</summary>
    public const string TaskHub = "TASKHUB_NAME";

    /// <summary>When the app looks whether everybody is to be scored; the shop's days decide.</summary>
    public const string ScoreSchedule = "SCORE_SCHEDULE";

    /// <summary>When it looks whether a new model is to be fitted.</summary>
    public const string FitSchedule = "FIT_SCHEDULE";

    /// <summary>When it looks whether audiences are to be looked at.</summary>
    public const string AudienceSchedule = "AUDIENCE_SCHEDULE";

    /// <summary>When the last month's report is kept.</summary>
    public const string ReportSchedule = "REPORT_SCHEDULE";

    /// <summary>When ledger and runs are held against each other, and old runs purged.</summary>
    public const string ReconcileSchedule = "RECONCILE_SCHEDULE";

    /// <summary>Checks that each is there and has its form; a host that cannot resolve one says less.</summary>
    public static void Check(SettingsReader read)
    {
        read.Needed(TaskHub, "3 to 45 letters and digits, a letter first: the name of this app's task hub", IsHub);
        foreach (var (name, example) in Schedules)
            read.Needed(name, $"six fields of NCRONTAB in UTC, such as '{example}'", IsSchedule);
    }

    private static readonly (string Name, string Example)[] Schedules =
    [
        (ScoreSchedule, "0 */15 * * * *"), (FitSchedule, "0 5 * * * *"), (AudienceSchedule, "0 */15 * * * *"), (ReportSchedule, "0 0 14 1-3 * *"),
        (ReconcileSchedule, "0 15 * * * *"),
    ];

    private static string? IsHub(string text) =>
        text.Length is >= 3 and <= 45 && char.IsAsciiLetter(text[0]) && text.All(char.IsAsciiLetterOrDigit) ? text : null;

    private static string? IsSchedule(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length == 6 ? text : null;
}
