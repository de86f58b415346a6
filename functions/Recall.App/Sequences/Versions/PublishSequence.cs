using Recall.Core.Sequences.Files;
using Recall.Core.Sequences.Versions;
using Recall.Core.Wording;

namespace Recall.App.Sequences.Versions;

/// <summary>Who publishes what they have seen.</summary>
/// <param name="Author">Who says so.</param>
/// <param name="Expected">Number of the version that they believe to be in force, 0 for none; null where they do not say.</param>
/// <param name="Migrate">Runs that can go on by the new version do.</param>
public sealed record PublishRequest(string Author, int? Expected = null, bool Migrate = false)
{
    /// <summary>Longest name of an author.</summary>
    public const int MaxAuthor = 100;

    /// <summary>True where they believe what is so. After a withdrawal no version is in force.</summary>
    public bool Knows(Publication? current) => Expected is not { } seen || seen == (current?.NumberInForce ?? 0);
}

/// <summary>What became of the wish to publish.</summary>
public abstract record PublishOutcome
{
    /// <summary>It is in force.</summary>
    /// <param name="Publication">The version.</param>
    /// <param name="Notes">What it means for those inside and for the figures.</param>
    /// <param name="Runs">What became of those inside; null where they were not to be moved.</param>
    public sealed record Done(Publication Publication, IReadOnlyList<Sentence> Notes, MovedRuns? Runs) : PublishOutcome;

    /// <summary>It was in force already, and nothing was written.</summary>
    /// <param name="Current">The version in force.</param>
    /// <param name="Runs">What became of those inside; null where they were not to be moved.</param>
    public sealed record Unchanged(Publication Current, MovedRuns? Runs) : PublishOutcome;

    /// <summary>Another version is in force than they have seen, and nothing was written.</summary>
    /// <param name="Current">That version; null where there is none.</param>
    public sealed record Overtaken(Publication? Current) : PublishOutcome;

    /// <summary>There is no version to go back to, or the one that is asked for.</summary>
    public sealed record NoVersion : PublishOutcome;
}

/// <summary>
/// Puts a text in force as the next version of its sequence. The text is stored first, under its hash, where it does no harm; then one batch
/// makes it the version in force. A process that ends before that batch has published nothing, and one that ends after it has published.
/// </summary>
public sealed class PublishSequence(
    SequencesInForce inForce, PublicationStore publications, DefinitionStore definitions, ReadVersion versions, MoveRuns runs, AppServices app)
{
    /// <summary>Publishes a text that was read without errors.</summary>
    public Task<PublishOutcome> HandleAsync(SequenceSource source, PublishRequest request, CancellationToken cancellationToken = default) =>
        PublishAsync(source, request, null, cancellationToken);

    /// <summary>Publishes the text of an older version as a new one.</summary>
    /// <param name="sequence">Its name.</param>
    /// <param name="number">The version; null is the last one before that in force which says something else, or the one that was withdrawn.</param>
    /// <param name="request">Who.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="UnreadableVersionException">This version of Recall reads the old text with errors.</exception>
    public async Task<PublishOutcome> RollBackAsync(string sequence, int? number, PublishRequest request, CancellationToken cancellationToken = default)
    {
        var all = await publications.HistoryAsync(sequence, cancellationToken);
        var inForceNow = all is [{ Kind: not PublicationKind.Withdrawn } first, ..] ? first.Version : null;
        var texts = all.Where(p => p.Kind != PublicationKind.Withdrawn).ToList();
        var back = number is null ? texts.Find(p => p.Version != inForceNow) : texts.Find(p => p.Number == number);
        return back is null
            ? new PublishOutcome.NoVersion()
            : await PublishAsync((await versions.HandleAsync(sequence, back.Number, cancellationToken))!, request, back.Number, cancellationToken);
    }

    /// <summary>Takes a sequence out of force: nobody enters any more, and who is inside goes on.</summary>
    public async Task<PublishOutcome> WithdrawAsync(string sequence, PublishRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var current = await publications.CurrentAsync(sequence, cancellationToken);
        if (current is null && inForce.Files.Find(sequence) is null)
            return new PublishOutcome.NoVersion();
        if (!request.Knows(current))
            return new PublishOutcome.Overtaken(current);
        if (current is { Kind: PublicationKind.Withdrawn })
            return new PublishOutcome.Unchanged(current, null);
        var version = current?.Version ?? inForce.Files.Find(sequence)!.Definition.Version;
        var next = Next(sequence, version, PublicationKind.Withdrawn, request, current) with { Measurement = current?.Measurement ?? 0 };
        return await AddAsync(next, current, cancellationToken)
            ? new PublishOutcome.Done(next, [], null)
            : new PublishOutcome.Overtaken(await publications.CurrentAsync(sequence, cancellationToken));
    }

    private async Task<PublishOutcome> PublishAsync(SequenceSource source, PublishRequest request, int? restored, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(request);
        var definition = source.Definition;
        var current = await publications.CurrentAsync(definition.Name, cancellationToken);
        if (!request.Knows(current))
            return new PublishOutcome.Overtaken(current);
        if (current is { Kind: not PublicationKind.Withdrawn } && current.Version == definition.Version)
            return new PublishOutcome.Unchanged(current, await MoveAsync(current, request, cancellationToken));

        var before = await BeforeAsync(definition.Name, current, cancellationToken);
        var changes = before is null ? [] : SequenceDiff.Of(before, definition);
        var next = Next(definition.Name, definition.Version, restored is null ? PublicationKind.Published : PublicationKind.RolledBack, request, current);
        next = next with
        {
            Restored = restored, Changes = changes, Measurement = changes.Any(c => c.StartsMeasurement) ? next.Number : current?.Measurement ?? 0,
        };
        await definitions.PinAsync(source, cancellationToken);
        if (!await AddAsync(next, current, cancellationToken))
            return new PublishOutcome.Overtaken(await publications.CurrentAsync(definition.Name, cancellationToken));

        var notes = VersionNotes.Of(before, definition, changes).ToList();
        var moved = await MoveAsync(next, request, cancellationToken);
        if (moved is null && VersionNotes.Inside(await runs.UnderWayAsync(definition.Name, definition.Version, cancellationToken)) is { } inside)
            notes.Add(inside);
        return new PublishOutcome.Done(next, notes, moved);
    }

    /// <summary>
    /// What a new version is compared with: the one before, also where it was withdrawn. Before the first, the text by which the last customer entered: who
    /// publishes has edited the file by then, and what is measured so far is of those who entered. The file where nobody has.
    /// </summary>
    private async Task<Core.Sequences.SequenceDefinition?> BeforeAsync(string sequence, Publication? current, CancellationToken cancellationToken) =>
        (current?.Version ?? await runs.LastEnteredByAsync(sequence, cancellationToken)) is { } version
            ? (await definitions.ReadAsync(sequence, version, cancellationToken)).Result.Definition
            : inForce.Files.Find(sequence)?.Definition;

    private Publication Next(string sequence, string version, PublicationKind kind, PublishRequest request, Publication? current) =>
        new(sequence, (current?.Number ?? 0) + 1, version, kind, request.Author, app.Clock.GetUtcNow(), 0, null, []);

    private async Task<bool> AddAsync(Publication next, Publication? current, CancellationToken cancellationToken)
    {
        var added = await publications.AddAsync(next, current, cancellationToken);
        inForce.Forget();
        return added;
    }

    private async Task<MovedRuns?> MoveAsync(Publication to, PublishRequest request, CancellationToken cancellationToken) =>
        request.Migrate ? await runs.HandleAsync(to, cancellationToken) : null;
}

/// <summary>The text of an older version has errors in the eyes of this version of Recall.</summary>
public sealed class UnreadableVersionException : Exception
{
    private static readonly Phrase CannotReturn = new(
        "Version {0} of '{1}' cannot be put in force again: {2}", "“{1}”的版本 {0} 无法重新生效：{2}");

    /// <summary>With what is wrong.</summary>
    public UnreadableVersionException(Publication publication, IReadOnlyList<Problem> problems)
        : this(new Sentence(CannotReturn, publication.Number, publication.Sequence, problems.First(p => p.Severity == Severity.Error).InFile))
    {
    }

    private UnreadableVersionException(Sentence said)
        : base(said.ToString()) => Said = said;

    /// <summary>The message in every language.</summary>
    public Sentence Said { get; }
}
