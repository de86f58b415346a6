namespace Recall.Core.Sequences;

/// <summary>Fields of the run itself, which only a branch of it can compare: nobody is inside of anything when audiences are looked at.</summary>
public static class RunFields
{
    /// <summary>The steps whose messages went out, or may have: one that was skipped, refused by its carrier or dropped is not among them.</summary>
    public const string Sent = "run.sent";

    /// <summary>All of them, in the order of the reference.</summary>
    public static IReadOnlyList<CustomerField> All { get; } =
    [
        new(Sent, FieldType.Words, [], new LocalText(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["en"] = "steps of this run whose message went out", ["zh-CN"] = "本次流程中已发出消息的步骤",
        }), f => f.Sent),
    ];

    /// <summary>The field of that name, or null.</summary>
    internal static CustomerField? Find(string name) => All.FirstOrDefault(f => f.Name == name);
}
