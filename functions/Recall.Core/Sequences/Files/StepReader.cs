using Recall.Core.Customers;
using Recall.Core.Sequences.Files.Texts;

namespace Recall.Core.Sequences.Files;

/// <summary>Lists of steps.</summary>
/// <param name="problems">Where they go.</param>
/// <param name="templates">Of the file.</param>
/// <param name="grammatical">The file was read without an error so far.</param>
/// <param name="places">Gets where steps and cases stand.</param>
internal sealed partial class StepReader(ProblemList problems, TemplateReader templates, bool grammatical, Dictionary<string, Place> places)
{
    private readonly Dictionary<string, Place> ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CouponStep> coupons = new(StringComparer.Ordinal);

    /// <summary>Ids of the coupons so far whose code a message shows.</summary>
    private readonly HashSet<string> shown = new(StringComparer.Ordinal);

    /// <summary>Ids of the steps so far that send a message; empty for one that cannot be read.</summary>
    private readonly SortedSet<string> sends = new(StringComparer.Ordinal);
    private readonly int errorsBefore = problems.Errors;
    private int count;

    /// <summary>A step stands in the file and could not be read: what it does is not known.</summary>
    private bool lost;

    /// <summary>
    /// False where anything about the steps, or the file's grammar, is wrong: a step that stands in the file may then be missing here, and no
    /// doubt can be raised about what it would have done.
    /// </summary>
    public bool Whole => grammatical && problems.Errors == errorsBefore;

    /// <summary>A step gives a person a task.</summary>
    public bool HasHandoff { get; private set; }

    /// <summary>Longest time from the start to any step's end.</summary>
    public TimeSpan Longest { get; private set; }

    public StepRun Steps(Node node, string field, Scope scope)
    {
        var read = new List<Step>();
        var start = scope.Elapsed;
        if (node is not ListNode list)
        {
            if (node is TextNode { Value: "" })
                problems.Error(node, field, StepTexts.FoundNothing);
            else
                problems.Expected(node, field, StepTexts.Steps);
            return new(read, TimeSpan.Zero);
        }

        if (scope.Depth > SequenceFile.MaxNesting)
        {
            problems.Error(node, field, StepTexts.TooDeep, SequenceFile.MaxNesting);
            return new(read, TimeSpan.Zero);
        }

        var ended = false;
        for (var i = 0; i < list.Items.Count; i++)
        {
            if (++count > SequenceFile.MaxSteps)
            {
                if (count == SequenceFile.MaxSteps + 1)
                    problems.Error(list.Items[i], field, StepTexts.TooMany, SequenceFile.MaxSteps);
                break;
            }

            if (ended && Whole)
                problems.Warn(list.Items[i], $"{field}[{i + 1}]", StepTexts.NeverReached);
            ended = false;
            if (One(list.Items[i], $"{field}[{i + 1}]", scope) is not { } step)
            {
                lost = true;
                continue;
            }

            read.Add(step.Step);
            HasHandoff |= step.Step is HandoffStep;
            if (step.Out is null)
                ended = true;
            scope = scope.After(step.Out ?? TimeSpan.Zero);
            if (step.Step is CouponStep coupon)
                scope = scope.With(coupon);
            Longest = scope.Elapsed > Longest ? scope.Elapsed : Longest;
        }

        return new(read, EndsAll(read) ? null : scope.Elapsed - start);
    }

    private static bool EndsAll(IReadOnlyList<Step> steps) => steps.Any(s => s switch
    {
        EndStep => true,
        AbStep ab => ab.Variants.Count > 0 && ab.Variants.All(v => EndsAll(v.Steps)),
        BranchStep branch => EndsAll(branch.Default) && branch.Cases.All(c => EndsAll(c.Steps)),
        _ => false,
    });

    private (Step Step, TimeSpan? Out)? One(Node node, string field, Scope scope)
    {
        if (node is not MapNode { Entries.Count: > 0 } map)
        {
            problems.Expected(node, field, StepTexts.StepSuchAs);
            return null;
        }

        if (Kind(map, field) is not var (key, kind, value))
            return null;
        if (Values.Name(problems, value, MapReader.Join(field, kind), $"my-{kind}") is not { } id)
            id = "";
        else if (!ids.TryAdd(id, value.Place))
            problems.Error(value, MapReader.Join(field, kind), StepTexts.SameId, id, ids[id].Line);

        // The kind's key is misspelt where the two differ; the rest is still read, for its own problems.
        var renamed = new MapNode(map.Place);
        var right = new TextNode(key.Place, kind, key.From, key.To, key.Source);
        renamed.Entries.AddRange(map.Entries.Select(e => ReferenceEquals(e.Key, key) ? (right, e.Value) : e));
        field = id.Length == 0 ? field : $"steps.{id}";
        places.TryAdd(field, value.Place);
        if (MapReader.Of(problems, renamed, field, SequenceWords.Steps[kind], StepTexts.Step) is not { } keys)
            return null;
        return kind switch
        {
            "coupon" => Coupon(keys, id),
            "send" => Send(keys, id, scope),
            "wait" => Wait(keys, id),
            "branch" => Branch(keys, id, scope),
            "ab" => Ab(keys, id, scope),
            "tag" => Tag(keys, id),
            "webhook" => (new WebhookStep(id, keys.Read("to", (p, n, f) => Values.Name(p, n, f, "crm")) ?? ""), TimeSpan.Zero),
            "handoff" => Handoff(keys, id, scope),
            _ => End(keys, id),
        };
    }

    /// <summary>'coupon' is a kind of step and also a key of 'send', so it decides last.</summary>
    private (TextNode Key, string Kind, Node Value)? Kind(MapNode map, string field)
    {
        var kinds = map.Entries.Where(e => SequenceWords.Steps.ContainsKey(e.Key.Value)).OrderBy(e => e.Key.Value is "coupon").ToList();
        if (kinds.Count > 1 && kinds[1].Key.Value is not "coupon")
        {
            problems.Error(kinds[1].Key, MapReader.Join(field, kinds[1].Key.Value), StepTexts.OneThing, kinds[0].Key.Value, kinds[1].Key.Value);
            return null;
        }

        var (first, value) = map.Entries[0];
        var isKey = SequenceWords.Steps.Values.Any(k => k.All.Contains(first.Value, StringComparer.Ordinal));
        var near = isKey ? null : NearestWord.Of(first.Value, SequenceWords.Steps.Keys);
        if (kinds.Count > 0 && (kinds[0].Key.Value is not "coupon" || near is null))
            return (kinds[0].Key, kinds[0].Key.Value, kinds[0].Value);
        var at = MapReader.Join(field, Shown.Short(first.Value));
        if (near is not null)
            problems.Wrong(first, at, StepTexts.UnknownKind, Shown.Short(first.Value), NearestWord.DidYouMean(near));
        else
            problems.Wrong(first, at, StepTexts.NoKind, SequenceWords.Steps.Keys.Select(k => $"{k}:").ToList());
        return near is null ? null : (first, near, value);
    }
}
