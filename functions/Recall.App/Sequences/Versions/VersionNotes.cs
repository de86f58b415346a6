using Recall.Core.Sequences;
using Recall.Core.Sequences.Versions;
using Recall.Core.Wording;

namespace Recall.App.Sequences.Versions;

/// <summary>What a change of a sequence means for those who are in it and for its figures: said before it is published and when it is.</summary>
public static class VersionNotes
{
    private static readonly Phrase NothingChanges = new(
        "Nothing that Recall does changes: only notes, blanks or the way it is written.", "Recall 的行为没有任何变化：只是注释、空白或写法不同。");

    private static readonly Phrase NewMeasurement = new(
        "Who enters, or against whom they are compared, changes ({0:and}). A new measurement begins: customers who entered before count in the one before, and the report shows the two apart.",
        "进入的人或对照方式发生变化（{0:and}）。将开始新的测量：之前进入的客户计入上一次测量，报告分别显示。");

    private static readonly Phrase SameMeasurement = new(
        "The measurement goes on: the report adds up the customers of this version and of those before.", "测量继续：报告会把此版本与之前各版本的客户合并统计。");

    private static readonly Phrase Renamed = new(
        "Step '{0}' looks like '{1}' under another id. An id is the key under which nothing is done twice; if it is the same step, keep its id.",
        "步骤“{0}”看起来就是换了名称的“{1}”。步骤名是保证不重复执行的键；如果是同一步骤，请保留原步骤名。");

    private static readonly Phrase UnderWay = new(
        "{0:#customer is|customers are} inside by an earlier version and {0:finishes|finish} by it; --migrate moves those whose steps allow it.",
        "有 {0} 位客户仍在较早的版本中，并将按其完成；--migrate 可移动步骤允许的客户。");

    /// <summary>What follows from the changes alone.</summary>
    public static IReadOnlyList<Sentence> Of(SequenceDefinition? from, SequenceDefinition to, IReadOnlyList<Change> changes)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(changes);
        var notes = new List<Sentence>();
        if (from is not null && from.Version != to.Version && changes.Count == 0)
            notes.Add(new(NothingChanges));
        var measured = changes.Where(c => c.StartsMeasurement).Select(c => c.Area).Distinct(StringComparer.Ordinal).ToList();
        if (measured.Count > 0)
            notes.Add(new(NewMeasurement, (object)measured));
        else if (changes.Count > 0)
            notes.Add(new(SameMeasurement));
        if (from is not null)
            notes.AddRange(StepDiff.Renamed(from, to).Select(r => new Sentence(Renamed, r.Now, r.Before)));
        return notes;
    }

    /// <summary>About those who are inside; null where nobody is.</summary>
    public static Sentence? Inside(IReadOnlyDictionary<string, int> underWay)
    {
        ArgumentNullException.ThrowIfNull(underWay);
        return underWay.Count == 0 ? null : new(UnderWay, underWay.Values.Sum());
    }
}
