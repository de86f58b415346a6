using Recall.Core.Sequences;
using Recall.Core.Wording;

namespace Recall.Core.Tests.Wording;

/// <summary>What a reason says, in English.</summary>
internal static class WhyAssertions
{
    /// <summary>Null where there is no reason.</summary>
    public static void ShouldSay(this Why? why, string? words) => (why?.Say("en")).ShouldBe(words);

    /// <summary>The verdict and its reason.</summary>
    public static void ShouldSay(this Verdict verdict, bool holds, string words) => (verdict.Holds, verdict.Because.Say("en")).ShouldBe((holds, words));
}
