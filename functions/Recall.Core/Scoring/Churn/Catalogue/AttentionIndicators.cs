using Recall.Core.Customers;
using Recall.Core.Customers.Identity;
using Recall.Core.Messaging;
using static Recall.Core.Scoring.Churn.IndicatorFamily;
using static Recall.Core.Scoring.Churn.Transform;

namespace Recall.Core.Scoring.Churn.Catalogue;

/// <summary>Whether the shop still has the customer's attention: messages, visits, membership.</summary>
internal static class AttentionIndicators
{
    private const int SoonDays = 90;
    private const double MostExpiryDays = 365;

    public static IReadOnlyList<Indicator> All { get; } =
    [
        new("reply-share", Messages, Linear, c => Of(c).Sent > 0 ? Math.Min(1, (double)Of(c).Replied / Of(c).Sent) : double.NaN, new(
            "replies per message", "每条消息的回复率", "Replied {0:#time|times} to {1:#message|messages}", "{1:#,0}条消息回复了{0:#,0}次"))
        {
            Counted = c => [Of(c).Replied, Of(c).Sent],
        },
        new("unanswered", Messages, Log1p, c => Of(c).Unanswered, new(
            "messages since the last order or reply", "上次下单或回复后的消息数", "No order or reply after the last {0:#message|messages}", "最近{0:0}条消息后没有下单或回复")),
        new("unsubscribed", Messages, Linear, c => Spoken(c, Channels.Refused), new(
            "channels the customer has refused themselves: e-mail, SMS, and others they named", "本人已拒绝的渠道数（邮件、短信及客户指明的其他渠道）",
            "Said no themselves to messages on {0:#channel|channels}", "本人拒绝了{0:0}个渠道的消息")),
        new("consents", Messages, Linear, c => Spoken(c, Channels.Allowed), new(
            "channels the customer has allowed themselves: e-mail, SMS, and others they named", "本人已同意的渠道数（邮件、短信及客户指明的其他渠道）",
            "Said yes themselves to messages on {0:#channel|channels}", "本人同意了{0:0}个渠道的消息")),
        new("bounced", Messages, Linear, c => Of(c).Suppressed.Count, new(
            "channels whose address bounces", "地址退回的渠道数", "The address of {0:#channel|channels} bounces", "有{0:0}个渠道的地址无法送达")),
        new("visits-since-order", Visits, Log1p, c => c.Profile.Activity.VisitsSinceOrder, new(
            "views, carts and logins since the last order", "上次下单后的浏览、加购和登录次数", "{0:#view, cart or log-in|views, carts and log-ins} since the last order", "上次下单后浏览、加购或登录{0:0}次")),
        new("days-since-visit", Visits, Log1p, c => c.Since(c.Profile.Activity.LastAt), new(
            "days since the last view, cart or login", "距上次访问的天数", "Last came {0:#day|days} ago", "上次来访在{0:0}天前")),
        new("carts-abandoned", Visits, Log1p, c => c.Profile.Activity.CartsSinceOrder, new(
            "carts changed since the last order", "上次下单后的加购次数", "Left {0:#cart|carts} since the last order", "上次下单后加购{0:0}次未结算")),
        new("tier", Membership, Linear, c => c.Profile.Person.Tier ?? double.NaN, new(
            "level in the loyalty programme", "会员等级", "Loyalty level {0:0}", "会员等级{0:0}")),
        new("points", Membership, Log1p, c => c.Profile.Person.Points ?? double.NaN, new(
            "loyalty points that can be spent", "可用积分", "Has {0:#,0} loyalty points", "有{0:#,0}可用积分")),
        new("membership-left", Membership, Linear, MembershipLeft, new(
            "days until the membership ends, negative after it, at most a year", "距会员到期的天数（到期后为负，最多一年）",
            "The membership {1:ended|ends} {0:#day|days} {1:ago|from now}", "会员{1:已到期|距到期}{0:#,0}天"))
        {
            Counted = c => [Math.Abs(ExpiryDays(c)), ExpiryDays(c) < 0 ? 1 : 0],
        },
        new("birthday-soon", Membership, Linear, BirthdaySoon, new(
            "has a birthday in the next 90 days (1) or not (0)", "未来90天内过生日（1）或否（0）",
            "Has {0:a birthday|no birthday} in the next 90 days", "未来90天内{0:有|没有}生日")),
    ];

    private static Responses Of(CustomerDay customer) => customer.Profile.Responses;

    /// <summary>
    /// E-mail and SMS, of which a word about all channels speaks, and others where the customer spoke of them by name: a word about all says no more
    /// of somebody because the software has learned one more way of writing to them. Nor does a platform's flag, of which nobody knows since when it
    /// stands (<see cref="UndatedFacts"/>).
    /// </summary>
    private static int Spoken(CustomerDay customer, Func<Profile, IReadOnlyList<string>> channels)
    {
        if (customer.Profile.Consents.Count == 0)
            return 0;
        var profile = customer.Profile.Consents.Any(c => c.Value.Flag) || customer.Profile.Members is not null
            ? MemberConsents.Own(customer.Profile)
            : customer.Profile;
        return channels(profile).Count(c => c is Channels.Email or Channels.Sms || profile.Consents.ContainsKey(c));
    }

    private static double MembershipLeft(CustomerDay customer) => Math.Clamp(ExpiryDays(customer), -MostExpiryDays, MostExpiryDays);

    private static double ExpiryDays(CustomerDay customer) =>
        customer.Profile.Person.MembershipExpiry is { } end ? end.DayNumber - customer.Today.DayNumber : double.NaN;

    private static double BirthdaySoon(CustomerDay customer)
    {
        if (customer.Profile.Person.Birthday is not { } birthday)
            return double.NaN;

        // Of 366 days of the year, so that 29 February has a place in every year; a day's error in 90 says nothing.
        var ahead = (DayOfLeapYear(birthday) - DayOfLeapYear(customer.Today) + 366) % 366;
        return ahead <= SoonDays ? 1 : 0;
    }

    private static int DayOfLeapYear(DateOnly day) => new DateOnly(2000, day.Month, day.Day).DayOfYear;
}
