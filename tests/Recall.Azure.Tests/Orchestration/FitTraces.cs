using Recall.App.Scoring;
using Recall.Azure.Orchestration;
using Recall.Core.Scoring.Churn;

namespace Recall.Azure.Tests.Orchestration;

/// <summary>A way that a fit can go, over thirty-two buckets: sixteen ranges side by side, each in two parts.</summary>
/// <param name="Name">Of the way.</param>
/// <param name="Look">What planning finds to look back on.</param>
/// <param name="Fails">The activity that fails for good; null where none does.</param>
internal sealed record FitTrace(string Name, LookBack? Look = null, string? Fails = null)
{
    public async Task<HubInstance> RunAsync(DurableShop shop)
    {
        const string Id = "fit--20260302";
        shop.Hub.Activity<FitShare>(nameof(FitActivities.CountForFit), _ => Done());
        shop.Hub.Activity<DateOnly>(nameof(FitActivities.PlanFit), _ => Done(Look));
        shop.Hub.Activity<FitShare>(nameof(FitActivities.LookBackForFit), _ => Done());
        shop.Hub.Activity<FitEnd>(nameof(FitActivities.FinishFit), _ => Done());
        shop.Hub.Activity<DateOnly>(nameof(FitActivities.ClearFit), _ => Done());
        shop.Hub.BeforeActivity = (name, input) =>
        {
            if (name == Fails && !input!.Contains("\"Error\":\"", StringComparison.Ordinal))
                throw new IOException("not today");
        };
        shop.Hub.Schedule(nameof(FitShop), Id, HubJson.Write(new FitRun(new(2026, 3, 2), 32)));
        await shop.PassAsync(TimeSpan.FromHours(1));
        shop.Hub.BeforeActivity = null;
        return shop.Hub.Instances[Id];
    }

    private static Task<object?> Done(object? result = null) => Task.FromResult(result);
}

/// <summary>The ways.</summary>
internal static class FitTraces
{
    public static IReadOnlyList<FitTrace> All { get; } =
    [
        new("fit: looks back", new LookBack(new TrainingPlan(new(2026, 3, 1), 90, 60, [new(2025, 12, 31)]), 0.5)),
        new("fit: nothing to look back on"),
        new("fit: cannot count", Fails: nameof(FitActivities.CountForFit)),
        new("fit: cannot be fitted", Fails: nameof(FitActivities.FinishFit)),
    ];
}
