using System.Net;
using System.Net.Http.Json;
using Recall.App;
using Recall.App.Http;
using Recall.Local.Storage;
using Recall.Local.Wording;

namespace Recall.Local.Hosting;

/// <summary>
/// The <c>recall serve</c> that has a folder open, asked over HTTP with the folder's own key: one process writes a folder, so what a command would write beside
/// it, it has that one write.
/// </summary>
internal sealed class RunningServer : IDisposable
{
    /// <summary>A forgetting reads all that came in; no command lasts longer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    private readonly string _folder;
    private readonly HttpClient _http;

    private RunningServer(DataFolder folder, Uri url)
    {
        _folder = folder.Path;
        _http = new() { BaseAddress = url, Timeout = Patience };
        _http.DefaultRequestHeaders.Add(ApiKeys.Header, folder.ApiKey());
    }

    /// <summary>The one that a folder names; null where it names none. Whether it runs is found out by asking.</summary>
    public static RunningServer? Of(DataFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return folder.ServedAt is { } url ? new(folder, url) : null;
    }

    /// <summary>Asks; null where what is asked for is not there.</summary>
    /// <param name="method">GET or POST.</param>
    /// <param name="path">With a slash before it.</param>
    /// <param name="body">JSON, or null for none.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="FolderOpenException">Nobody answers: another process has the folder.</exception>
    /// <exception cref="UserException">It refused.</exception>
    public async Task<T?> AskAsync<T>(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
        where T : class
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body, options: HttpJson.Options) };
        try
        {
            using var response = await _http.SendAsync(request, cancellationToken);
            if (response.StatusCode == HttpStatusCode.NotFound)
                return null;
            return response.IsSuccessStatusCode
                ? await response.Content.ReadFromJsonAsync<T>(HttpJson.Options, cancellationToken)
                : throw new UserException(WorkTexts.ServerRefused, _http.BaseAddress, (int)response.StatusCode);
        }
        catch (HttpRequestException)
        {
            throw new FolderOpenException(_folder);
        }
    }

    public void Dispose() => _http.Dispose();
}
