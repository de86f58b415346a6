using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Recall.App.Http;
using Recall.Core.Customers;
using Recall.Core.Sequences;
using Recall.Core.Sequences.Files;

namespace Recall.App.Ingestion.Connectors.Deliveries;

/// <summary>Calls of platforms, the newest first.</summary>
public sealed record DeliveryListAnswer(IReadOnlyList<DeliveryLine> Deliveries);

/// <summary><c>GET /api/deliveries</c>.</summary>
public static class GetDeliveries
{
    private const int Most = 1000;

    private static readonly string[] States = [.. Enum.GetValues<DeliveryState>().Select(Kebab.Of)];

    /// <summary>200, 400 or 404 (the settings have no such source).</summary>
    public static async Task<IResult> HandleAsync(
        [Description("Calls of this source only.")] string? source,
        [Description("new, done, ignored, waiting, dead or forgotten; any if not given.")] string? state,
        [Description("How many, 1 to 1000; 50 if not given.")] string? take,
        ListDeliveries list, ConnectorCatalogue catalogue, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(list);
        ArgumentNullException.ThrowIfNull(catalogue);
        var errors = new FieldErrors();
        if (state is not null && !States.Contains(state, StringComparer.Ordinal))
            errors.Add("state", $"'{Shown.Short(state)}' is not known{NearestWord.Hint(state, States)}");
        if (!int.TryParse(take ?? "50", NumberStyles.None, CultureInfo.InvariantCulture, out var most) || most is < 1 or > Most)
            errors.Add("take", $"must be a whole number from 1 to {Most}");
        if (!errors.None)
            return HttpProblem.Invalid(errors);
        if (source is not null && catalogue.Find(source) is null)
            return HttpProblem.NotFound($"The settings have no source '{Shown.Short(source)}' under 'connectors'.");
        DeliveryState? only = state is null ? null : Enum.GetValues<DeliveryState>()[Array.IndexOf(States, state)];
        return TypedResults.Json(new DeliveryListAnswer(await list.HandleAsync(source, only, most, cancellationToken)), HttpJson.Options);
    }
}
