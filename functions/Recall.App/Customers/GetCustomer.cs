using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Recall.App.Http;
using Recall.Core.Customers;

namespace Recall.App.Customers;

/// <summary><c>GET /api/customers/{key}</c>.</summary>
public static class GetCustomer
{
    private const int Take = 50;

    /// <summary>200, 400 or 404.</summary>
    public static async Task<IResult> HandleAsync(
        [Description("The customer key, source:id.")] string key,
        [Description("Language of descriptions and reasons, 'en' or 'zh-CN'; else Accept-Language decides.")] string? locale,
        [Description("Entries of the timeline, 1 to 200; 50 if not given.")] string? take,
        [Description("The 'next' of an earlier page of the timeline.")] string? after,
        HttpRequest request, ViewCustomer view, AppServices app, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(app);
        var errors = new FieldErrors();
        // As at the command line: where a platform knows people by their address alone, the address will do.
        if (RouteIds.Customer(ContactKey.Resolve(key), out var customer) is { } wrong)
            errors.Add("key", wrong);
        if (Language.Wrong(locale) is { } tongue)
            errors.Add("locale", tongue);
        var entries = Take;
        if (take is not null
            && (!int.TryParse(take, NumberStyles.None, CultureInfo.InvariantCulture, out entries) || entries is < 1 or > CustomerTimeline.MaxTake))
            errors.Add("take", $"must be a number from 1 to {CustomerTimeline.MaxTake}, found '{Shown.Short(take)}'");
        if (after is not null && !CustomerTimeline.IsContinuation(after))
            errors.Add("after", "is not the 'next' of a page of a timeline; leave it out to begin with the newest");
        if (!errors.None)
            return HttpProblem.Invalid(errors);
        var found = await view.HandleAsync(customer, Language.Choose(request, locale, app.Shop.Locale), entries, after, cancellationToken);
        return found is null
            ? HttpProblem.NotFound($"No event of customer '{customer}' has come in.")
            : TypedResults.Json(found, HttpJson.Options);
    }
}
