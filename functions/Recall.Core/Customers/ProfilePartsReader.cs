using System.Text.Json;
using static Recall.Core.Customers.StoredTokens;

namespace Recall.Core.Customers;

/// <summary>The part of <see cref="ProfileJson"/> that reads who somebody is and what happened to them besides buying.</summary>
internal static class ProfilePartsReader
{
    public static Person Person(ref Utf8JsonReader reader)
    {
        var (email, phone, fullName, locale, timeZone) = ((string?)null, (string?)null, (string?)null, (string?)null, (string?)null);
        var (birthday, membershipExpiry) = ((DateOnly?)null, (DateOnly?)null);
        var (tier, points) = ((int?)null, (int?)null);
        string? wecom = null;
        while (Next(ref reader, out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("email"u8))
                email = reader.GetString();
            else if (name.SequenceEqual("phone"u8))
                phone = reader.GetString();
            else if (name.SequenceEqual("wecom"u8))
                wecom = reader.GetString();
            else if (name.SequenceEqual("name"u8))
                fullName = reader.GetString();
            else if (name.SequenceEqual("locale"u8))
                locale = reader.GetString();
            else if (name.SequenceEqual("timeZone"u8))
                timeZone = reader.GetString();
            else if (name.SequenceEqual("birthday"u8))
                birthday = Day(ref reader);
            else if (name.SequenceEqual("membershipExpiry"u8))
                membershipExpiry = Day(ref reader);
            else if (name.SequenceEqual("tier"u8))
                tier = reader.GetInt32();
            else if (name.SequenceEqual("points"u8))
                points = reader.GetInt32();
            else
                reader.Skip();
        }

        return new(email, phone, fullName, locale, timeZone, birthday, membershipExpiry) { Wecom = wecom, Tier = tier, Points = points };
    }

    public static Refunds Refunds(ref Utf8JsonReader reader)
    {
        var (count, undated) = (0, 0);
        var (amount, undatedAmount) = (0m, 0m);
        DateTimeOffset? lastAt = null;
        while (Next(ref reader, out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("count"u8))
                count = reader.GetInt32();
            else if (name.SequenceEqual("amount"u8))
                amount = reader.GetDecimal();
            else if (name.SequenceEqual("lastAt"u8))
                lastAt = Instant(ref reader);
            else if (name.SequenceEqual("undated"u8))
                undated = reader.GetInt32();
            else if (name.SequenceEqual("undatedAmount"u8))
                undatedAmount = reader.GetDecimal();
            else
                reader.Skip();
        }

        return new(count, amount, lastAt) { Undated = undated, UndatedAmount = undatedAmount };
    }

    public static Service Service(ref Utf8JsonReader reader)
    {
        var (complaints, openComplaints, paymentFailures, failuresSinceOrder, deliveries, lateDeliveries) = (0, 0, 0, 0, 0, 0);
        var (surveys, ratingSum) = (0, 0);
        DateTimeOffset? lastComplaintAt = null;
        int? lastRating = null;
        while (Next(ref reader, out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("complaints"u8))
                complaints = reader.GetInt32();
            else if (name.SequenceEqual("openComplaints"u8))
                openComplaints = reader.GetInt32();
            else if (name.SequenceEqual("lastComplaintAt"u8))
                lastComplaintAt = Instant(ref reader);
            else if (name.SequenceEqual("paymentFailures"u8))
                paymentFailures = reader.GetInt32();
            else if (name.SequenceEqual("paymentFailuresSinceOrder"u8))
                failuresSinceOrder = reader.GetInt32();
            else if (name.SequenceEqual("deliveries"u8))
                deliveries = reader.GetInt32();
            else if (name.SequenceEqual("lateDeliveries"u8))
                lateDeliveries = reader.GetInt32();
            else if (name.SequenceEqual("surveys"u8))
                surveys = reader.GetInt32();
            else if (name.SequenceEqual("ratingSum"u8))
                ratingSum = reader.GetInt32();
            else if (name.SequenceEqual("lastRating"u8))
                lastRating = reader.GetInt32();
            else
                reader.Skip();
        }

        return new()
        {
            Complaints = complaints, OpenComplaints = openComplaints, LastComplaintAt = lastComplaintAt, PaymentFailures = paymentFailures,
            PaymentFailuresSinceOrder = failuresSinceOrder, Deliveries = deliveries, LateDeliveries = lateDeliveries, Surveys = surveys,
            RatingSum = ratingSum, LastRating = lastRating,
        };
    }

    public static Activity Activity(ref Utf8JsonReader reader)
    {
        var (views, carts, logins, visitsSinceOrder, cartsSinceOrder) = (0, 0, 0, 0, 0);
        var (lastAt, lastCartAt, lastLoginAt) = ((DateTimeOffset?)null, (DateTimeOffset?)null, (DateTimeOffset?)null);
        while (Next(ref reader, out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("views"u8))
                views = reader.GetInt32();
            else if (name.SequenceEqual("carts"u8))
                carts = reader.GetInt32();
            else if (name.SequenceEqual("logins"u8))
                logins = reader.GetInt32();
            else if (name.SequenceEqual("lastAt"u8))
                lastAt = Instant(ref reader);
            else if (name.SequenceEqual("visitsSinceOrder"u8))
                visitsSinceOrder = reader.GetInt32();
            else if (name.SequenceEqual("cartsSinceOrder"u8))
                cartsSinceOrder = reader.GetInt32();
            else if (name.SequenceEqual("lastCartAt"u8))
                lastCartAt = Instant(ref reader);
            else if (name.SequenceEqual("lastLoginAt"u8))
                lastLoginAt = Instant(ref reader);
            else
                reader.Skip();
        }

        return new(views, carts, logins, lastAt, visitsSinceOrder, lastCartAt) { CartsSinceOrder = cartsSinceOrder, LastLoginAt = lastLoginAt };
    }

    public static Responses Responses(ref Utf8JsonReader reader)
    {
        var (sent, delivered, opened, clicked, replied, unanswered) = (0, 0, 0, 0, 0, 0);
        IReadOnlyList<string> suppressed = [];
        DateTimeOffset? lastSentAt = null;
        while (Next(ref reader, out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("sent"u8))
                sent = reader.GetInt32();
            else if (name.SequenceEqual("delivered"u8))
                delivered = reader.GetInt32();
            else if (name.SequenceEqual("opened"u8))
                opened = reader.GetInt32();
            else if (name.SequenceEqual("clicked"u8))
                clicked = reader.GetInt32();
            else if (name.SequenceEqual("replied"u8))
                replied = reader.GetInt32();
            else if (name.SequenceEqual("suppressed"u8))
                suppressed = Texts(ref reader);
            else if (name.SequenceEqual("unanswered"u8))
                unanswered = reader.GetInt32();
            else if (name.SequenceEqual("lastSentAt"u8))
                lastSentAt = Instant(ref reader);
            else
                reader.Skip();
        }

        return new()
        {
            Sent = sent, Delivered = delivered, Opened = opened, Clicked = clicked, Replied = replied,
            Suppressed = suppressed, Unanswered = unanswered, LastSentAt = lastSentAt,
        };
    }
}
