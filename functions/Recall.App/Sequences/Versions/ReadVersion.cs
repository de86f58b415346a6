namespace Recall.App.Sequences.Versions;

/// <summary>Finds what a version of a sequence says.</summary>
public sealed class ReadVersion(SequencesInForce inForce, PublicationStore publications, DefinitionStore definitions)
{
    /// <summary>The version of that number, or what is in force; null where there is none.</summary>
    /// <exception cref="UnreadableVersionException">This version of Recall reads the old text with errors.</exception>
    public async Task<SequenceSource?> HandleAsync(string sequence, int? number, CancellationToken cancellationToken = default)
    {
        if (number is not { } wanted)
            return (await inForce.NowAsync(cancellationToken)).Find(sequence);
        if (await publications.FindAsync(sequence, wanted, cancellationToken) is not { } version)
            return null;
        var (result, yaml) = await definitions.ReadAsync(sequence, version.Version, cancellationToken);
        return new(result.Definition ?? throw new UnreadableVersionException(version, result.Problems), yaml);
    }
}
