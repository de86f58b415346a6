namespace Recall.Local.Storage;

/// <summary>A unit of work that waits for the writer.</summary>
internal abstract class WriteRequest(bool savepoint)
{
    public bool Savepoint { get; } = savepoint;

    public abstract void Execute(WriteContext context);

    /// <summary>Answers the caller, unless it was told of a failure.</summary>
    public abstract void Complete();

    public abstract void Fail(Exception fault);
}

/// <inheritdoc/>
internal sealed class WriteRequest<T>(Func<WriteContext, T> work, bool savepoint) : WriteRequest(savepoint)
{
    // Without this option the caller's continuation would run on the writer's thread and hold up everyone.
    private readonly TaskCompletionSource<T> source = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? result;

    public Task<T> Result => source.Task;

    public override void Execute(WriteContext context) => result = work(context);

    public override void Complete() => source.TrySetResult(result!);

    public override void Fail(Exception fault) => source.TrySetException(fault);
}
