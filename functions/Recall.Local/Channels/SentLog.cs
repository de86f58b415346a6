using System.Security.Cryptography;
using System.Text.Json;
using Recall.App.Ports;
using Recall.Core;

namespace Recall.Local.Channels;

/// <summary>
/// <c>sent.log</c> of an outbox: a line of JSON per message that was handed over, only ever added to. It is the carrier's side of the
/// story: a file has one name however often it is written, a log has a line for each time.
/// </summary>
/// <remarks>
/// The line comes before the file, so that a message never went out without one. It is not flushed to disk: it is evidence, and
/// nothing is decided by it.
/// </remarks>
public sealed class SentLog(string folder, TimeProvider clock)
{
    private readonly Lock _one = new();

    /// <summary>Adds the line of a message.</summary>
    /// <param name="channel">On which channel.</param>
    /// <param name="idempotencyKey">Of the touch.</param>
    /// <param name="touch">What is handed over; the line has a digest of all of it.</param>
    public void Add(string channel, string idempotencyKey, OutgoingTouch touch)
    {
        ArgumentNullException.ThrowIfNull(touch);
        var digest = Convert.ToHexStringLower(SHA256.HashData(StoredJson.Bytes(touch)));
        var line = JsonSerializer.SerializeToUtf8Bytes(new SentLine(clock.GetUtcNow(), channel, idempotencyKey, touch.To, digest), StoredJson.Options);
        lock (_one)
        {
            Directory.CreateDirectory(folder);
            using var log = new FileStream(Path.Combine(folder, "sent.log"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
            log.Write(EndsInsideLine(log) ? [(byte)'\n', .. line, (byte)'\n'] : [.. line, (byte)'\n']);
        }
    }

    /// <summary>A kill in the middle of a line leaves half of it; the message it was for was not handed over.</summary>
    private static bool EndsInsideLine(FileStream log)
    {
        if (log.Length == 0)
            return false;
        log.Seek(-1, SeekOrigin.End);
        return log.ReadByte() != '\n';
    }
}

/// <summary>One line.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Channel">On which channel.</param>
/// <param name="Key">The touch's idempotency key, <c>{enrolment}/{step}</c>.</param>
/// <param name="To">The address.</param>
/// <param name="Digest">SHA-256 of all that was handed over, hexadecimal.</param>
public sealed record SentLine(DateTimeOffset At, string Channel, string Key, string To, string Digest);
