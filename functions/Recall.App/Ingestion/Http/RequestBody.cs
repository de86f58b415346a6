using System.IO.Compression;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Recall.App.Http;

namespace Recall.App.Ingestion.Http;

/// <summary>The body of a request, unpacked, and never more of it than allowed: gzip makes gigabytes out of megabytes.</summary>
internal static class RequestBody
{
    /// <summary>32 MiB, counted after unpacking.</summary>
    public const int MaxBytes = 32 * 1024 * 1024;

    /// <summary>The body as a stream, which throws <see cref="InvalidDataException"/> where gzip data are broken or cut off.</summary>
    /// <exception cref="RequestException">Its encoding is not known.</exception>
    public static Stream Open(HttpRequest request)
    {
        // Servers have a limit of their own; this endpoint's is in one place and the same on all of them.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
            feature.MaxRequestBodySize = MaxBytes;
        if (request.ContentLength > MaxBytes)
            throw TooLarge();
        return request.Headers.ContentEncoding.ToString() switch
        {
            "" or "identity" => request.Body,
            "gzip" when request.ContentLength == 0 => throw NotWhole(), // To the stream it is as good as gzip of nothing.
            "gzip" => new GZipStream(request.Body, CompressionMode.Decompress),
            var other => throw new RequestException(
                StatusCodes.Status415UnsupportedMediaType, "encoding", "Unknown content encoding", $"Content-Encoding '{other}' is not known; send gzip or none."),
        };
    }

    /// <summary>All of it.</summary>
    /// <exception cref="RequestException">It is longer than <see cref="MaxBytes"/>.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAllAsync(Stream body, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        var length = 0;
        while (true)
        {
            var read = await body.ReadAsync(buffer.AsMemory(length), cancellationToken);
            if (read == 0)
                return buffer.AsMemory(0, length);
            length += read;
            if (length > MaxBytes)
                throw TooLarge();
            if (length == buffer.Length)
                Array.Resize(ref buffer, Math.Min(buffer.Length * 2, MaxBytes + 1));
        }
    }

    /// <summary>A reader of lines that keeps at most one line too long in memory.</summary>
    public static PipeReader Lines(Stream body) => PipeReader.Create(body, new StreamPipeReaderOptions(bufferSize: 64 * 1024, minimumReadSize: 16 * 1024));

    public static RequestException NotWhole() => new(
        StatusCodes.Status400BadRequest, "invalid", "Body cannot be unpacked", "The body is not whole gzip data: it is cut off or damaged.");

    public static RequestException TooLarge() => new(
        StatusCodes.Status413PayloadTooLarge, "too-large", "Body too large", $"A body has at most {MaxBytes} bytes after unpacking; send the events in several requests.");
}

/// <summary>A request that cannot be answered; becomes Problem Details (RFC 9457).</summary>
internal sealed class RequestException(int status, string code, string title, string detail) : Exception(detail)
{
    /// <param name="more">What it meant for this request.</param>
    public HttpProblem Problem(string more) => new(status, code, title, $"{Message} {more}");
}
