using Recall.Core.Customers;
using Recall.Local.Demo.Buying;
using Recall.Local.Demo.People;

namespace Recall.Local.Demo.Life;

/// <summary>How an order went for the customer.</summary>
/// <param name="ArrivedAt">UTC.</param>
/// <param name="Spoilt">Late or complained about.</param>
internal readonly record struct ServiceOutcome(DateTimeOffset ArrivedAt, bool Spoilt);

/// <summary>
/// Parcel, complaint and refund. All are likelier with an order that was the last, see <see cref="BuyingTruth"/>: who has complained is
/// likelier to have left.
/// </summary>
internal static class ServiceStory
{
    public static ServiceOutcome Tell(Story story, SyntheticPerson person, OrderPlaced order, bool last, Draws draws)
    {
        var late = draws.Chance(last ? 0.2 : 0.07);
        var daysLate = late ? draws.Whole(1, 6) : draws.Whole(-2, 0);
        var arrived = order.At.AddDays(4 + daysLate).AddHours(draws.Between(-4, 4));
        story.Add(new OrderDelivered { Id = $"{order.Id}-delivered", Customer = story.Customer, At = arrived, DaysLate = daysLate });

        var complains = draws.Chance(last ? (late ? 0.4 : 0.12) : late ? 0.15 : 0.02);
        var topic = complains ? Complain(story, person, order, late, last, arrived, draws) : null;
        if (draws.Chance(topic == "quality" ? 0.6 : 0.033))
            Refund(story, order, arrived, draws);
        return new(arrived, late || complains);
    }

    private static string Complain(
        Story story, SyntheticPerson person, OrderPlaced order, bool late, bool last, DateTimeOffset arrived, Draws draws)
    {
        var topic = late && draws.Chance(0.8) ? "late" : draws.Chance(0.65) ? "quality" : "service";
        var at = topic == "late" ? arrived.AddHours(-draws.Between(2, 22)) : arrived.AddHours(draws.Between(2, 60));
        var complaint = $"{order.Id}-complaint";
        story.Add(new ComplaintOpened
        {
            Id = complaint, Customer = story.Customer, At = at, Topic = topic, Text = Words.Complaint(person.Locale, topic, draws),
        });
        if (draws.Chance(last ? 0.4 : 0.85))
        {
            story.Add(new ComplaintResolved
            {
                Id = $"{order.Id}-settled", Customer = story.Customer, At = at.AddHours(draws.Between(5, 120)), Complaint = complaint,
            });
        }

        return topic;
    }

    private static void Refund(Story story, OrderPlaced order, DateTimeOffset arrived, Draws draws)
    {
        var line = draws.Pick(order.Lines);
        var part = draws.Chance(0.4) ? order.Total : Math.Min(order.Total, line.Price * line.Quantity);
        story.Add(new OrderRefunded
        {
            Id = $"{order.Id}-refund", Customer = story.Customer, At = arrived.AddDays(draws.Between(1, 12)), Order = order.Id, Amount = part,
        });
    }
}
