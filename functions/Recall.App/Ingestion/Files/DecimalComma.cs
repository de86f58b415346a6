using System.Text.RegularExpressions;

namespace Recall.App.Ingestion.Files;

/// <summary>
/// Amounts as spreadsheets of half the world write them: <c>59,90</c> and <c>1.234,50</c>. A comma before three digits may part thousands as well as
/// decimals, so that is left as it is, and refused.
/// </summary>
internal static partial class DecimalComma
{
    /// <summary>The amount with a decimal point, or the text as it is.</summary>
    public static string Pointed(string text) => text.Contains(',', StringComparison.Ordinal) && Amount().IsMatch(text)
        ? text.Replace(".", "", StringComparison.Ordinal).Replace(',', '.')
        : text;

    [GeneratedRegex(@"^-?([0-9]+|[0-9]{1,3}(\.[0-9]{3})+),([0-9]{1,2}|[0-9]{4})$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Amount();
}
