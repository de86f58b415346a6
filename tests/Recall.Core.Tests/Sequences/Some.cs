using Recall.Core.Wording;

namespace Recall.Core.Tests.Sequences;

/// <summary>A reason where it does not matter which.</summary>
internal static class Some
{
    public static Why Why { get; } = Whys.Allowed.With();
}
