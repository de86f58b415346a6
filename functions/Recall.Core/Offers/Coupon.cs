using System.Security.Cryptography;
using System.Text;
using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Sequences;

namespace Recall.Core.Offers;

/// <summary>A code that one customer may use once.</summary>
/// <param name="Code">Upper-case letters and digits without those that look alike.</param>
/// <param name="Percent">Percent off, or null.</param>
/// <param name="Amount">Amount off in the shop's currency, or null.</param>
/// <param name="MinimumOrder">Smallest order, or null.</param>
/// <param name="IssuedAt">UTC.</param>
/// <param name="ExpiresAt">UTC; it can be used before this moment, the end of a day where its customer is.</param>
public sealed record Coupon(
    string Code, decimal? Percent, decimal? Amount, decimal? MinimumOrder, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt)
{
    /// <summary>What comes free with the order; null where it is money off.</summary>
    public CouponGift? Gift { get; init; }

    /// <summary>The rung of a ladder that it is, 0 for the lowest; null where it is of none.</summary>
    public int? Rung { get; init; }

    /// <summary>
    /// What a step issues at a time. The code's life counts from there and goes on to the end of the day: messages name that day and no hour.
    /// </summary>
    /// <param name="step">The step.</param>
    /// <param name="code">The code.</param>
    /// <param name="since">UTC.</param>
    /// <param name="zone">The customer's, else the shop's: whose days are meant.</param>
    /// <param name="rung">See <see cref="CouponLadder"/>; a step without a ladder takes no notice.</param>
    public static Coupon Of(CouponStep step, string code, DateTimeOffset since, TimeZoneInfo zone, int rung = 0)
    {
        ArgumentNullException.ThrowIfNull(step);
        var on = step.Ladder.Count == 0 ? (int?)null : Math.Min(rung, step.Ladder.Count - 1);
        return new(code, on is { } at ? step.Ladder[at] : step.Percent, step.Amount, step.MinimumOrder, since, EndOf(step.ValidFor, since, zone))
        {
            Gift = step.Gift, Rung = on,
        };
    }

    /// <summary>The last day that messages name, where the customer is: the last one that it is good for to its end.</summary>
    public DateOnly LastDay(TimeZoneInfo zone) => LocalTime.LastDayBefore(ExpiresAt, zone);

    /// <summary>Whole days of a life are days of the calendar, so that clocks which are changed meanwhile take none away and give none.</summary>
    private static DateTimeOffset EndOf(TimeSpan life, DateTimeOffset since, TimeZoneInfo zone)
    {
        var last = LocalTime.Day(since + TimeSpan.FromTicks(life.Ticks % TimeSpan.TicksPerDay), zone).AddDays(life.Days);
        return LocalTime.First(last.AddDays(1).ToDateTime(TimeOnly.MinValue), zone);
    }

    /// <summary>What it takes off an order of that value, or costs the shop with it; nothing below the smallest order it is good for.</summary>
    public decimal Worth(decimal order) => order < MinimumOrder ? 0 : Gift is not null ? Gift.Cost : Percent is { } percent ? order * percent / 100 : Math.Min(Amount ?? 0, order);

    /// <summary>The order that a percentage for somebody who never paid for one is foreseen on, in the shop's currency, before anybody has bought.</summary>
    public const decimal UnknownOrder = 100;

    /// <summary>
    /// What it costs on an order of the customer's usual size, or of the smallest that it is good for. Where they have no usual size, its whole amount,
    /// or its percentage of the shop's mean order, or of <see cref="UnknownOrder"/> where nobody has bought yet. Exact, see <see cref="Money"/>.
    /// </summary>
    /// <param name="usual">See <see cref="UsualOrder"/>; null where they have none.</param>
    /// <param name="mean">What customers of the shop pay per order; null where that is not known. Asked for where there is no usual size.</param>
    public decimal Cost(decimal? usual, decimal? mean) =>
        Money.RoundUp(Worth(Math.Max(usual ?? Math.Max(Amount ?? 0, mean ?? UnknownOrder), MinimumOrder ?? 0)));

    /// <summary>The mean payment per order; null where nothing was paid yet.</summary>
    public static decimal? UsualOrder(Purchases purchases)
    {
        ArgumentNullException.ThrowIfNull(purchases);
        return purchases is { Orders: > 0, Spent: > 0 } ? purchases.Spent / purchases.Orders : null;
    }

    /// <summary>As messages show it.</summary>
    public CouponValues Values => new(Code, Percent, Amount, MinimumOrder, ExpiresAt) { Gift = Gift?.Name };
}

/// <summary>Makes coupon codes.</summary>
public static class CouponCode
{
    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>
    /// The code of an effect: the same for the same key however often it is asked for, and not to be guessed without the secret
    /// (HMAC-SHA256; 30^10 codes, so ten thousand live ones leave a guess below 1 in 10^10).
    /// </summary>
    /// <param name="secret">The shop's, at least 16 bytes.</param>
    /// <param name="effect"><c>{enrolment}/{step}</c>.</param>
    public static string For(ReadOnlySpan<byte> secret, string effect)
    {
        if (secret.Length < 16)
            throw new ArgumentException("The coupon secret needs at least 16 bytes.", nameof(secret));
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(effect), hash);
        var number = new UInt128(BitConverter.ToUInt64(hash), BitConverter.ToUInt64(hash[8..]));
        Span<char> code = stackalloc char[10];
        foreach (ref var c in code)
        {
            c = Alphabet[(int)(number % (uint)Alphabet.Length)];
            number /= (uint)Alphabet.Length;
        }

        return new string(code);
    }
}
