using System.Globalization;

namespace Recall.Local.Demo.People;

/// <summary>Addresses that reach nobody.</summary>
internal static class Contacts
{
    // Ofcom's mobile numbers for drama: 07700 900000 to 900999.
    private const int DramaMobiles = 1000;

    /// <summary>Domains of RFC 2606, which no mail ever reaches.</summary>
    public static string Email(string name, int number, Draws draws) =>
        string.Create(CultureInfo.InvariantCulture, $"{name}{number}@example.{(draws.Chance(0.8) ? "com" : "org")}");

    /// <summary>
    /// 555-0100 to 555-0199 of any North American area code are kept for fiction (ATIS-0300115), Ofcom keeps 07700 900xxx. China keeps
    /// none, so customers there have a number of the former. Numbers are unique up to <see cref="SyntheticShopOptions.MostCustomers"/>.
    /// </summary>
    public static string Phone(int number, TimeZoneInfo zone)
    {
        if (number < DramaMobiles && zone.Id == "Europe/London")
            return string.Create(CultureInfo.InvariantCulture, $"+447700900{number:D3}");
        return string.Create(CultureInfo.InvariantCulture, $"+1{AreaCode(number / 100)}55501{number % 100:D2}");
    }

    /// <summary>[2-7,9][0-8][0-9] without x11 (services) and 8xx (free phone, where one number alone is kept).</summary>
    private static int AreaCode(int index)
    {
        ReadOnlySpan<int> firsts = [2, 3, 4, 5, 6, 7, 9];
        var rest = index / firsts.Length % 89;
        return (firsts[index % firsts.Length] * 100) + (rest >= 11 ? rest + 1 : rest);
    }
}
