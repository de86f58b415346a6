using System.ComponentModel;
using Microsoft.AspNetCore.Http;
using Recall.App.Http;
using Recall.App.Work;

namespace Recall.App.Ingestion.DeadLetters;

/// <summary>Input that was refused, and work that was given up.</summary>
/// <param name="Total">How many letters there are.</param>
/// <param name="Letters">The first of them, by source and row.</param>
/// <param name="Work">What failed five times and is tried no more.</param>
public sealed record DeadLetterListAnswer(int Total, IReadOnlyList<DeadLetterAnswer> Letters, IReadOnlyList<GivenUp> Work);

/// <summary>A letter, without what came: that may be about a person.</summary>
/// <param name="Id">As much of its id as tells it from the others.</param>
/// <param name="Format">How it is read.</param>
/// <param name="Source">The file, the platform's source, or <c>http</c>.</param>
/// <param name="Row">From 1; null where there is none.</param>
/// <param name="Field">The first field that is wrong; empty where it is the whole.</param>
/// <param name="Reason">What is wrong and how to mend it.</param>
/// <param name="FirstSeen">UTC.</param>
/// <param name="LastSeen">UTC.</param>
/// <param name="Count">How often it came.</param>
public sealed record DeadLetterAnswer(
    string Id, string Format, string Source, long? Row, string Field, string Reason, DateTimeOffset FirstSeen, DateTimeOffset LastSeen, int Count);

/// <summary><c>GET /api/dead-letters</c>.</summary>
public static class ListDeadLetters
{
    private const int Most = 1000;

    /// <summary>200 or 400.</summary>
    public static async Task<IResult> HandleAsync(
        [Description("How many letters, 1 to 1000; 50 if not given.")] string? take, DeadLetterBox box, GivenUpWork work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(box);
        ArgumentNullException.ThrowIfNull(work);
        if (!int.TryParse(take ?? "50", System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var most) || most is < 1 or > Most)
            return HttpProblem.Invalid("take", $"must be a whole number from 1 to {Most}");
        var list = await box.FirstAsync(most, cancellationToken);
        return TypedResults.Json(
            new DeadLetterListAnswer(
                list.Total,
                [.. list.Letters.Select(l => new DeadLetterAnswer(list.IdOf(l), l.Format, l.Source, l.Row, l.Field, l.Reason, l.FirstSeen, l.LastSeen, l.Count))],
                await work.ListAsync(cancellationToken)),
            HttpJson.Options);
    }
}
