using Microsoft.AspNetCore.Http;
using Recall.App.Http;

namespace Recall.App.Pages;

/// <summary><c>GET /</c>: what this is and where to read on, for everybody.</summary>
public static class ShowHome
{
    /// <summary>200.</summary>
    public static IResult Handle(HttpRequest request, AppServices app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var locale = Language.Choose(request, null, app.Shop.Locale);
        return new HtmlPage(StatusCodes.Status200OK, locale, app.Shop.Name, HomePage.Body(app.Shop.Name, locale));
    }
}
