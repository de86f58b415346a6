namespace Recall.Azure.Settings;

/// <summary>An address in a setting.</summary>
internal static class Endpoint
{
    /// <summary>Null for a text that is no <c>https</c> address; on the same machine <c>http</c> does.</summary>
    public static Uri? Of(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
            ? uri
            : null;
}
