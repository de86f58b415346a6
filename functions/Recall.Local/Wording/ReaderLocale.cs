namespace Recall.Local.Wording;

/// <summary>The language of who sits at the command line.</summary>
internal static class ReaderLocale
{
    private static readonly string[] Variables = ["LC_ALL", "LC_MESSAGES", "LANG"];

    /// <summary>
    /// As POSIX says it: <c>LC_ALL</c> before <c>LC_MESSAGES</c> before <c>LANG</c> (IEEE Std 1003.1, 8.2); where none is set, as on Windows, the
    /// system's.
    /// </summary>
    public static string Of(Func<string, string?> environment, string system) =>
        Variables.Select(environment).FirstOrDefault(l => !string.IsNullOrEmpty(l)) ?? system;

    /// <summary>What <c>--lang</c> says, before anything is parsed: help is part of what is parsed with.</summary>
    public static string? Asked(IReadOnlyList<string> args) =>
        args.FirstOrDefault(a => a.StartsWith("--lang=", StringComparison.Ordinal))?[7..] ?? args.SkipWhile(a => a != "--lang").Skip(1).FirstOrDefault();
}
