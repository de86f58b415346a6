using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Recall.Local.Channels;

/// <summary>
/// What the framework writes into a message by itself, put right: the machine's clock as its date (over any header that is given), a
/// random boundary, and notes for the mail server of the pick-up folder. After this the same message gives the same bytes.
/// </summary>
internal static partial class SettledMime
{
    /// <summary>The message, which is all ASCII, with these in place.</summary>
    /// <param name="mime">As written.</param>
    /// <param name="date">For the date header (RFC 5322, 3.3).</param>
    /// <param name="boundary">Begins with <c>=_</c>, which neither base64 nor quoted-printable can contain (RFC 2045, 6.7).</param>
    public static byte[] Of(byte[] mime, DateTimeOffset date, string boundary)
    {
        var text = Encoding.Latin1.GetString(mime);
        var body = text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 2;
        var headers = NotOurs().Replace(text[..body], "");
        var random = Boundary().Match(headers).Groups["name"].Value;
        var stamp = date.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss +0000", CultureInfo.InvariantCulture);
        return Encoding.Latin1.GetBytes($"Date: {stamp}\r\n{headers}{text[body..]}".Replace("boundary=" + random, $"boundary=\"{boundary}\"", StringComparison.Ordinal).Replace(random, boundary, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^(X-Sender|X-Receiver|Date):[^\r]*\r\n([ \t][^\r]*\r\n)*", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex NotOurs();

    [GeneratedRegex(@"boundary=(?<name>[^\r; ""]+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Boundary();
}
