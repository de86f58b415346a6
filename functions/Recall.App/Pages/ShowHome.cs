using System.Net;
using Microsoft.AspNetCore.Http;
using Recall.App.Http;
using Recall.App.Reports;
using Recall.App.Sequences;

namespace Recall.App.Pages;

/// <summary>Whether the first page may show figures: only a host knows who can reach it.</summary>
/// <param name="Shown">True where the host listens to this machine alone.</param>
public sealed record HomeFigures(bool Shown);

/// <summary>
/// <c>GET /</c>: what this is. No key is asked for, so the figures of the shop are for its own machine: the host listens to nobody else, the
/// browser asked for this machine by name (a page elsewhere that rebinds its name does not), and no proxy says that it passes on
/// somebody's request. Everybody else sees the shop's name and where to read on. No customer is on it in either case.
/// </summary>
public static class ShowHome
{
    private static readonly string[] Passing = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via"];

    /// <summary>200.</summary>
    public static async Task<IResult> HandleAsync(
        HttpRequest request, HomeFigures figures, LatestReport reports, SequenceCatalogue catalogue, AppServices app,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(figures);
        ArgumentNullException.ThrowIfNull(reports);
        ArgumentNullException.ThrowIfNull(app);
        var locale = Language.Choose(request, null, app.Shop.Locale);
        var report = figures.Shown && IsOwn(request) ? await reports.GetAsync(cancellationToken) : null;
        return new HtmlPage(StatusCodes.Status200OK, locale, app.Shop.Name, HomePage.Body(app.Shop.Name, locale, report, catalogue));
    }

    private static bool IsOwn(HttpRequest request) =>
        !Passing.Any(request.Headers.ContainsKey)
        && (request.Host.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(request.Host.Host, out var address) && IPAddress.IsLoopback(address)));
}
