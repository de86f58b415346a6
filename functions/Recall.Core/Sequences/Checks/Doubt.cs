using Recall.Core.Wording;

namespace Recall.Core.Sequences.Checks;

/// <summary>Something about a sequence that its author may not have meant, and that only the shop's rules or customers show.</summary>
/// <param name="Field">The way to it, as problems of a file name it: <c>steps.by-tier.cases[1].when</c>.</param>
/// <param name="Text">What it is, and how to mend it.</param>
public sealed record Doubt(string Field, Sentence Text);
