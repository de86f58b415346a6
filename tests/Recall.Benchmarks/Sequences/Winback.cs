using Recall.App.Sequences;
using Recall.Core.Messaging;
using Recall.Core.Sequences;

namespace Recall.Benchmarks.Sequences;

/// <summary>The shipped sequence <c>dormant-winback</c>.</summary>
internal static class Winback
{
    private const string File = "dormant-winback.yaml";

    /// <summary>As shipped, but for its audience, its daily limit and its control group: all runs of a benchmark begin at once and do the same.</summary>
    public static SequenceSource Unlimited()
    {
        var yaml = string.Join('\n', System.IO.File.ReadLines(Path.Combine(AppContext.BaseDirectory, "sequences", File))
            .Where(line => !line.StartsWith("daily-limit:", StringComparison.Ordinal))
            .Select(line => line.StartsWith("holdout:", StringComparison.Ordinal) ? "holdout: 0%" : line));
        var source = new SequenceCatalogue([(File, yaml)], Policy.Default).Sequences.Single();
        return source with { Definition = source.Definition with { Audience = new Condition.All([]) } };
    }

    public static StepTree Tree() => new(Unlimited().Definition);
}
