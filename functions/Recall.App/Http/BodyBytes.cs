using Microsoft.AspNetCore.Http;

namespace Recall.App.Http;

/// <summary>Reads a body up to a limit, whatever its length says and whatever the server allows.</summary>
internal static class BodyBytes
{
    public static async Task<(ReadOnlyMemory<byte> Bytes, HttpProblem? HttpProblem)> ReadAsync(
        HttpRequest request, int most, CancellationToken cancellationToken)
    {
        if (request.ContentLength > most)
            return (default, HttpProblem.TooLarge(most));
        var buffer = new byte[most + 1];
        var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return length > most ? (default, HttpProblem.TooLarge(most)) : (buffer.AsMemory(0, length), null);
    }
}
