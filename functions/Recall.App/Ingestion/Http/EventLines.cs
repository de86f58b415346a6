using System.Buffers;
using Microsoft.AspNetCore.Http;
using Recall.App.Ingestion.Events;

namespace Recall.App.Ingestion.Http;

/// <summary>Newline-delimited JSON of any length, in bounded memory.</summary>
internal static class EventLines
{
    /// <summary>Events that are stored together.</summary>
    public const int Batch = 4000;

    private const int MaxLine = 1024 * 1024;

    /// <summary>Reads to the end; <paramref name="store"/> is called whenever enough has come together, and not for the last of it.</summary>
    /// <exception cref="RequestException">The body or a line of it is too long.</exception>
    public static async Task ReadAsync(
        Stream body, EventReader events, ReadEvents into, Func<Task> store, CancellationToken cancellationToken)
    {
        var lines = RequestBody.Lines(body);
        var total = 0L;
        while (true)
        {
            var read = await lines.ReadAsync(cancellationToken);
            var rest = read.Buffer;
            while (Cut(ref rest, read.IsCompleted, out var line))
            {
                total += line.Length + 1;
                EventBodies.ReadLine(line, events, into);
            }

            if (total + rest.Length > RequestBody.MaxBytes + 1)
                throw RequestBody.TooLarge();
            if (rest.Length > MaxLine)
            {
                throw new RequestException(
                    StatusCodes.Status413PayloadTooLarge, "too-large", "Line too long", $"A line has more than {MaxLine} bytes; an event has at most {EventReader.MaxEventBytes}.");
            }

            lines.AdvanceTo(rest.Start, rest.End);
            if (into.Waiting >= Batch)
                await store();
            if (read.IsCompleted)
                break;
        }

        await lines.CompleteAsync();
    }

    private static bool Cut(ref ReadOnlySequence<byte> rest, bool last, out ReadOnlySequence<byte> line)
    {
        line = rest;
        if (rest.PositionOf((byte)'\n') is { } end)
        {
            line = rest.Slice(0, end);
            rest = rest.Slice(rest.GetPosition(1, end));
            return true;
        }

        if (!last || rest.IsEmpty)
            return false;
        rest = rest.Slice(rest.End);
        return true;
    }
}
