using Recall.Core.Wording;

namespace Recall.Core.Messaging;

/// <summary>What a template uses and what is wrong with it.</summary>
/// <param name="Uses">In order.</param>
/// <param name="Faults">In order; a template without errors compiles and renders.</param>
public sealed record TemplateScan(IReadOnlyList<TemplateUse> Uses, IReadOnlyList<TemplateFault> Faults)
{
    /// <summary>True where the variable is written whatever the conditions say; faults give the benefit of the doubt.</summary>
    /// <param name="variable">Its name.</param>
    /// <param name="among">Tags that count; null is all.</param>
    public bool AlwaysWrites(string variable, IReadOnlySet<int>? among = null) => Uses.Any(u => !u.IsTest && u.Variable == variable
        && (Faults.Count > 0 || (u.Guards.Count == 0 && among?.Contains(u.Place.Tag) != false)));
}

/// <summary>One variable in a template.</summary>
/// <param name="Variable">Name.</param>
/// <param name="IsTest">It is only tested, by <c>if</c> or <c>unless</c>.</param>
/// <param name="Guards">Variables that are known to be there, because an <c>if</c> around it says so; <c>""</c> for other blocks.</param>
/// <param name="Place">Where.</param>
public sealed record TemplateUse(string Variable, bool IsTest, IReadOnlyList<string> Guards, TagPlace Place);

/// <summary>Something wrong.</summary>
/// <param name="Message">What, and how to mend it.</param>
/// <param name="Place">Where.</param>
public sealed record TemplateFault(Sentence Message, TagPlace Place);

/// <summary>Where in a template: counted in tags, so that it survives the way YAML folds and indents text.</summary>
/// <param name="Tag">How many <c>{{</c> come before.</param>
/// <param name="Offset">Characters behind that <c>{{</c>.</param>
public readonly record struct TagPlace(int Tag, int Offset);

/// <summary>Parts of a template.</summary>
public enum TemplatePart
{
    /// <summary>E-mail subject.</summary>
    Subject,

    /// <summary>The line after the subject.</summary>
    Preheader,

    /// <summary>E-mail body.</summary>
    Html,

    /// <summary>E-mail plain part.</summary>
    Text,

    /// <summary>Short message.</summary>
    Sms,

    /// <summary>Message of the shop's own gateway.</summary>
    Push,

    /// <summary>Message in WeCom.</summary>
    Wecom,
}
