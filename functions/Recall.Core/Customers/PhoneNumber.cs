using System.Diagnostics.CodeAnalysis;
using PhoneNumbers;

namespace Recall.Core.Customers;

/// <summary>
/// Telephone numbers in one form, E.164, however they were written: one number is one address. The plans of all countries are those of libphonenumber;
/// it reads a country's when a number of it is met first, so who gives no numbers pays nothing.
/// </summary>
public static class PhoneNumber
{
    private const string Punctuation = " -().'/\u00A0\u2010\u2011\u2013";

    /// <summary>Countries whose numbers can be read without their code, by two letters (ISO 3166-1), in ordinal order.</summary>
    public static IReadOnlyList<string> Countries => [.. PhoneNumberUtil.GetInstance().GetSupportedRegions().Order(StringComparer.Ordinal)];

    /// <summary>
    /// The number, or false where it is none. One with <c>+</c> and its code loses a trunk prefix that does not belong there (<c>+44 (0)20 ...</c>);
    /// one without is read by the country's rules, and is none where no country is given. It must be as long as numbers of its country are;
    /// whether anybody has it only a carrier can say.
    /// </summary>
    /// <param name="text">As somebody wrote it.</param>
    /// <param name="country">Of the shop, two letters; null where it is not set.</param>
    /// <param name="number">E.164.</param>
    public static bool TryRead(string text, string? country, [NotNullWhen(true)] out string? number)
    {
        ArgumentNullException.ThrowIfNull(text);
        number = null;

        // The library reads letters of a keypad and extensions too, and picks a number out of a sentence: none of that is one number's one form.
        if (text.Length > 64 || !text.All(c => char.IsAsciiDigit(c) || c == '+' || Punctuation.Contains(c, StringComparison.Ordinal)))
            return false;
        try
        {
            var util = PhoneNumberUtil.GetInstance();
            var read = util.Parse(text, country);
            if (util.IsPossibleNumberWithReason(read) == PhoneNumberUtil.ValidationResult.IS_POSSIBLE)
                number = util.Format(read, PhoneNumberFormat.E164);
        }
        catch (NumberParseException)
        {
            // No number, or without its country's code where no country is set.
        }

        return number is not null;
    }
}
