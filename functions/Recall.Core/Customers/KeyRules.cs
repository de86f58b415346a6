using System.Diagnostics.CodeAnalysis;
using Recall.Core.Wording;

namespace Recall.Core.Customers;

/// <summary>
/// What an id from outside may be made of. Row keys carry ids, and Table Storage refuses <c>/ \ # ?</c> and control characters
/// in keys (learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model); <c>|</c> parts our row keys.
/// </summary>
public static class KeyRules
{
    /// <summary>Longest id in UTF-16 code units, so that the longest row key stays under Table Storage's 512.</summary>
    public const int MaxIdLength = 120;

    /// <summary>False with the reason and the fix where the id cannot be part of a key.</summary>
    public static bool IsValidId(ReadOnlySpan<char> id, [NotNullWhen(false)] out Sentence? error)
    {
        if (id.IsEmpty || id.IsWhiteSpace())
        {
            error = new(KeyTexts.EmptyId);
            return false;
        }

        if (id.Length > MaxIdLength)
        {
            error = new(KeyTexts.LongId, id.Length, MaxIdLength);
            return false;
        }

        for (var i = 0; i < id.Length; i++)
        {
            var c = id[i];
            if (c is '/' or '\\' or '#' or '?' or '|' || char.IsControl(c))
            {
                error = new(KeyTexts.Forbidden, Name(c), i + 1);
                return false;
            }

            if (char.IsSurrogate(c) && !(char.IsHighSurrogate(c) && i + 1 < id.Length && char.IsLowSurrogate(id[i + 1])))
            {
                error = new(KeyTexts.HalfCharacter, i + 1);
                return false;
            }

            if (char.IsHighSurrogate(c))
                i++;
        }

        error = null;
        return true;
    }

    private static string Name(char c) => char.IsControl(c) ? $"U+{(int)c:X4}" : $"'{c}'";
}
