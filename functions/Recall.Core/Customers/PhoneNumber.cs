using System.Diagnostics.CodeAnalysis;

namespace Recall.Core.Customers;

/// <summary>Telephone numbers in one form, E.164, however they were written: one number is one address.</summary>
public static class PhoneNumber
{
    private const string Punctuation = " -().'/\u00A0\u2011\u2013";

    /// <summary>Countries whose numbers can be read without their code, by two letters (ISO 3166-1).</summary>
    public static IReadOnlyList<string> Countries { get; } = [.. PhoneCountries.All.Select(c => c.Iso).Order(StringComparer.Ordinal)];

    /// <summary>
    /// The number, or false where it is none. One with <c>+</c> and its code loses a trunk prefix that does not belong there (<c>+44 (0)20 ...</c>);
    /// one without is read by the country's rules, and is none where no country is given.
    /// </summary>
    /// <param name="text">As somebody wrote it.</param>
    /// <param name="country">Of the shop, two letters; null where it is not set.</param>
    /// <param name="number">E.164.</param>
    public static bool TryRead(string text, string? country, [NotNullWhen(true)] out string? number)
    {
        ArgumentNullException.ThrowIfNull(text);
        var digits = string.Concat(text.Where(c => !Punctuation.Contains(c, StringComparison.Ordinal)));
        number = digits.StartsWith('+') ? International(digits[1..])
            : PhoneCountries.Find(country) is not { } home || !AreDigits(digits) ? null
            : digits.StartsWith("00", StringComparison.Ordinal) ? International(digits[2..])
            : National(digits, home) is { } national ? "+" + home.Code + national
            : null;
        return number is not null;
    }

    private static string? International(string digits)
    {
        if (digits.Length is < 7 or > 15 || digits[0] == '0' || !AreDigits(digits))
            return null;
        return PhoneCountries.OfNumber(digits) is { Trunk.Length: > 0 } country && digits.AsSpan(country.Code.Length).StartsWith(country.Trunk)
            && National(digits[country.Code.Length..], country) is { } national
                ? "+" + country.Code + national
                : "+" + digits;
    }

    /// <summary>The number without its trunk prefix; as it is where that is no part of it; null where it is too long or too short.</summary>
    private static string? National(string digits, PhoneCountry country)
    {
        var hasTrunk = country.Trunk.Length > 0 && digits.StartsWith(country.Trunk, StringComparison.Ordinal);
        if (hasTrunk && Fits(digits.Length - country.Trunk.Length))
            return digits[country.Trunk.Length..];

        // A mobile number in China begins with 1 and needs no prefix; where the prefix is a digit that numbers begin with, both forms are met.
        return Fits(digits.Length) && !(hasTrunk && country.Trunk == "0") ? digits : null;

        bool Fits(int length) => length >= country.Least && length <= country.Most;
    }

    private static bool AreDigits(string text) => text.Length > 0 && text.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0;
}
