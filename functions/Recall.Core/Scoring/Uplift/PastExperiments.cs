using System.Numerics;
using System.Text.Json.Serialization;

namespace Recall.Core.Scoring.Uplift;

/// <summary>
/// Past enrolments by sequence, gathered per bucket and merged in any order. Of a sequence at most <see cref="Capacity"/> are kept, those
/// whose hash ends in zeros, one more zero at each level: a sample that does not depend on any order.
/// </summary>
public sealed class PastExperiments
{
    /// <summary>Most enrolments kept of a sequence; more would hardly narrow an interval.</summary>
    public const int Capacity = 40_000;

    private readonly SortedDictionary<string, Sample> _sequences = new(StringComparer.Ordinal);

    /// <summary>Enrolments kept, by sequence, in the order of their hashes.</summary>
    public IReadOnlyDictionary<string, Sample> Sequences
    {
        get => _sequences;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            foreach (var (name, sample) in value)
                _sequences[name] = sample;
        }
    }

    /// <summary>Adds an enrolment.</summary>
    public void Add(string sequence, PastEnrolment enrolment)
    {
        ArgumentNullException.ThrowIfNull(enrolment);
        if (!_sequences.TryGetValue(sequence, out var sample))
            _sequences[sequence] = sample = new();
        sample.Add(enrolment);
    }

    /// <summary>Adds all of another; the two must have none in common.</summary>
    public void Merge(PastExperiments other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach (var (name, sample) in other._sequences)
        {
            if (!_sequences.TryGetValue(name, out var own))
                _sequences[name] = own = new();
            own.Merge(sample);
        }
    }

    /// <summary>The enrolments kept of one sequence.</summary>
    public sealed class Sample
    {
        private readonly SortedDictionary<ulong, PastEnrolment> _rows = [];

        /// <summary>Zeros that the hash of a kept enrolment ends in.</summary>
        [JsonInclude]
        public int Level { get; private set; }

        /// <summary>By ascending hash.</summary>
        public IReadOnlyList<PastEnrolment> Rows
        {
            get => [.. _rows.Values];
            init
            {
                ArgumentNullException.ThrowIfNull(value);
                foreach (var row in value)
                    _rows[row.Id] = row;
            }
        }

        internal void Add(PastEnrolment row)
        {
            if (!Kept(row.Id))
                return;
            _rows[row.Id] = row;
            while (_rows.Count > Capacity)
            {
                Level++;
                Drop();
            }
        }

        internal void Merge(Sample other)
        {
            Level = Math.Max(Level, other.Level);
            Drop();
            foreach (var row in other._rows.Values)
                Add(row);
        }

        private bool Kept(ulong id) => BitOperations.TrailingZeroCount(id) >= Level;

        private void Drop()
        {
            foreach (var id in _rows.Keys.Where(k => !Kept(k)).ToList())
                _rows.Remove(id);
        }
    }
}
