using Recall.Core.Sequences.Files;

namespace Recall.App.Sequences.Versions;

/// <summary>
/// What is in force now. A sequence that was ever published is in force as it was published, whatever its file says; one that never was is
/// in force as its file. What another process publishes is seen here within <see cref="Fresh"/>, what this one does at once.
/// </summary>
/// <param name="files">As the host found them when it started.</param>
/// <param name="publications">Versions.</param>
/// <param name="definitions">Their texts.</param>
/// <param name="clock">Real or virtual.</param>
public sealed class SequencesInForce(SequenceCatalogue files, PublicationStore publications, DefinitionStore definitions, TimeProvider clock)
{
    /// <summary>How long an answer holds before the store is asked again.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(15);

    private readonly Lock _gate = new();
    private Held? _held;
    private int _published;

    /// <summary>The host's files alone.</summary>
    public SequenceCatalogue Files => files;

    /// <summary>The sequences in force.</summary>
    public async Task<SequenceCatalogue> NowAsync(CancellationToken cancellationToken = default)
    {
        var now = clock.GetUtcNow();
        var (held, published) = Kept();
        if (held is not null && (now - held.At).Duration() < Fresh)
            return held.Catalogue;
        var current = await publications.CurrentAsync(cancellationToken);
        var key = string.Join(';', current.Select(p => $"{p.Sequence} {p.Number}"));

        // The same object as long as nothing was published: much is kept by definition.
        var catalogue = held?.Key == key ? held.Catalogue : await ReadAsync(current, cancellationToken);
        lock (_gate)
        {
            // What was read before this process published is not kept beyond it.
            if (published == _published)
                _held = new(catalogue, key, now);
        }

        return catalogue;
    }

    /// <summary>Asks the store next time: this process has just published.</summary>
    public void Forget()
    {
        lock (_gate)
            (_held, _published) = (null, _published + 1);
    }

    private (Held? Held, int Published) Kept()
    {
        lock (_gate)
            return (_held, _published);
    }

    private async Task<SequenceCatalogue> ReadAsync(IReadOnlyList<Publication> current, CancellationToken cancellationToken)
    {
        var read = new List<(Publication Publication, SequenceFileResult? Result, string? Yaml)>();
        foreach (var publication in current)
        {
            if (publication.Kind == PublicationKind.Withdrawn)
                read.Add((publication, null, null));
            else
            {
                var (result, yaml) = await definitions.ReadAsync(publication.Sequence, publication.Version, cancellationToken);
                read.Add((publication, result, yaml));
            }
        }

        return read.Count == 0 ? files : files.With(read);
    }

    private sealed record Held(SequenceCatalogue Catalogue, string Key, DateTimeOffset At);
}
