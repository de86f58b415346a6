using System.Globalization;
using Recall.App.Ports;

namespace Recall.App.Sequences.Versions;

/// <summary>
/// Versions of sequences: in one partition beside the texts, <c>c|{sequence}</c> names the version in force and <c>v|{sequence}|{number}</c>
/// is the history. Publishing writes both rows in one batch that wants the first as it was read, so of several at once one succeeds, and
/// what is in force is one short range however many sequences and versions there are.
/// </summary>
public sealed class PublicationStore(ITableStore tables)
{
    /// <summary>No sequence has this name.</summary>
    private const string Partition = "_published";

    /// <summary>The version in force of every sequence that was ever published, by name.</summary>
    public async Task<IReadOnlyList<Publication>> CurrentAsync(CancellationToken cancellationToken = default) =>
        await tables.ReadAsync(DefinitionStore.Table, Partition, "c|", "c}", cancellationToken).Select(Publication.Read).ToListAsync(cancellationToken);

    /// <summary>The version in force of a sequence; null where it was never published.</summary>
    public async Task<Publication?> CurrentAsync(string sequence, CancellationToken cancellationToken = default) =>
        await tables.GetAsync(DefinitionStore.Table, Partition, Current(sequence), cancellationToken) is { } row ? Publication.Read(row) : null;

    /// <summary>A version, or null.</summary>
    public async Task<Publication?> FindAsync(string sequence, int number, CancellationToken cancellationToken = default) =>
        await tables.GetAsync(DefinitionStore.Table, Partition, Numbered(sequence, number), cancellationToken) is { } row ? Publication.Read(row) : null;

    /// <summary>Every version of a sequence, the newest first.</summary>
    public async Task<IReadOnlyList<Publication>> HistoryAsync(string sequence, CancellationToken cancellationToken = default) =>
        await tables.ReadAsync(DefinitionStore.Table, Partition, $"v|{sequence}|", $"v|{sequence}}}", cancellationToken)
            .Select(Publication.Read).Reverse().ToListAsync(cancellationToken);

    /// <summary>Adds the next version; false where somebody else has, and nothing was written.</summary>
    /// <param name="next">Its number is one more than that of <paramref name="current"/>.</param>
    /// <param name="current">The version in force as it was read; null where there was none.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<bool> AddAsync(Publication next, Publication? current, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(next);
        var inForce = new TableRow(Partition, Current(next.Sequence), next.Properties(withChanges: false), current?.ETag);
        try
        {
            await tables.SubmitAsync(
                DefinitionStore.Table,
                [
                    new(current is null ? TableActionKind.Insert : TableActionKind.Replace, inForce),
                    new(TableActionKind.Insert, new(Partition, Numbered(next.Sequence, next.Number), next.Properties(withChanges: true))),
                ],
                cancellationToken);
            return true;
        }
        catch (TableConflictException)
        {
            return false;
        }
    }

    private static string Current(string sequence) => $"c|{sequence}";

    private static string Numbered(string sequence, int number) => string.Create(CultureInfo.InvariantCulture, $"v|{sequence}|{number:D6}");
}
