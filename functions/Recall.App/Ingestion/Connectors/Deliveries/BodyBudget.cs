namespace Recall.App.Ingestion.Connectors.Deliveries;

/// <summary>
/// The memory that bodies of calls may take together: nobody knows who sends one before it is read, and whoever holds many large ones open would else have all
/// there is.
/// </summary>
public sealed class BodyBudget
{
    /// <summary>Bytes, all calls together; the first few KiB of each are not counted.</summary>
    public const int Most = 64 * 1024 * 1024;

    private long _taken;

    /// <summary>One call's part of it, given back when that is done.</summary>
    public Share Open() => new(this);

    /// <summary>What one call has of the memory.</summary>
    public sealed class Share : IDisposable
    {
        private readonly BodyBudget _budget;
        private long _own;

        internal Share(BodyBudget budget) => _budget = budget;

        /// <summary>True where there is room for so many bytes more.</summary>
        public bool TryTake(int bytes)
        {
            _own += bytes;
            return Interlocked.Add(ref _budget._taken, bytes) <= Most;
        }

        /// <summary>Gives back all that was taken.</summary>
        public void Dispose()
        {
            Interlocked.Add(ref _budget._taken, -_own);
            _own = 0;
        }
    }
}
