using Recall.Core.Customers;
using Recall.Core.Messaging;

namespace Recall.App.Ingestion.Events;

/// <summary>Making the record of a draft that has no errors.</summary>
internal sealed partial class EventDraft
{
    private CustomerEvent Make(EventType type, decimal rate) => type.Name switch
    {
        "order" => new OrderPlaced
        {
            Id = Id!,
            Customer = _customer,
            At = _at,
            Total = Amount(EventField.Total, rate),
            Discount = Amount(EventField.Discount, rate),
            Cost = Has(EventField.Cost) ? Amount(EventField.Cost, rate) : null,
            Coupon = Text(EventField.Coupon),
            Gift = Flag(EventField.Gift),
            Lines = _lines.Count == 0 ? [] : [.. _lines.Select(l => l with { Price = Money.Keep(l.Price, rate) })],
        },
        "refund" => new OrderRefunded
        {
            Id = Id!, Customer = _customer, At = _at, Order = Text(EventField.Order), Amount = Amount(EventField.Amount, rate),
        },
        "view" => new ProductViewed
        {
            Id = Id!, Customer = _customer, At = _at, Product = Text(EventField.Product), Category = Text(EventField.Category),
        },
        "cart" => new CartUpdated { Id = Id!, Customer = _customer, At = _at, Value = Amount(EventField.Value, rate) },
        "login" => new LoggedIn { Id = Id!, Customer = _customer, At = _at },
        "complaint" => new ComplaintOpened
        {
            Id = Id!, Customer = _customer, At = _at, Topic = Text(EventField.Topic), Text = Text(EventField.Text),
        },
        "complaint-resolved" => new ComplaintResolved { Id = Id!, Customer = _customer, At = _at, Complaint = Text(EventField.Complaint) },
        "survey" => new SurveyAnswered
        {
            Id = Id!, Customer = _customer, At = _at, Rating = (int)_number[(int)EventField.Rating], Text = Text(EventField.Text),
        },
        "message" => new MessageStatusChanged
        {
            Id = Id!, Customer = _customer, At = _at, Message = Text(EventField.Message)!, Channel = Text(EventField.Channel)!, Status = _status,
        },
        "reply" => new Replied
        {
            Id = Id!, Customer = _customer, At = _at, Channel = Text(EventField.Channel)!, Text = Text(EventField.Text),
        },
        "consent" => new ConsentChanged
        {
            Id = Id!, Customer = _customer, At = _at, Channel = Text(EventField.Channel)!, Granted = Flag(EventField.Granted),
        },
        "unsubscribe" => new ConsentChanged
        {
            Id = Id!, Customer = _customer, At = _at, Channel = Text(EventField.Channel) ?? Channels.All, Granted = false,
        },
        "customer" => new CustomerChanged
        {
            Id = Id!,
            Customer = _customer,
            At = _at,
            Email = Text(EventField.Email),
            EmailVerified = Has(EventField.EmailVerified) ? Flag(EventField.EmailVerified) : null,
            Phone = Text(EventField.Phone),
            PhoneVerified = Has(EventField.PhoneVerified) ? Flag(EventField.PhoneVerified) : null,
            Wecom = Text(EventField.Wecom),
            SameAs = _sameAs,
            Name = Text(EventField.Name),
            Locale = Text(EventField.Locale),
            TimeZone = Text(EventField.TimeZone),
            Birthday = _birthday,
            MembershipExpiry = _membershipExpiry,
            Tier = Whole(EventField.Tier),
            Points = Whole(EventField.Points),
        },
        "payment-failed" => new PaymentFailed { Id = Id!, Customer = _customer, At = _at },
        "delivery" => new OrderDelivered { Id = Id!, Customer = _customer, At = _at, DaysLate = (int)_number[(int)EventField.DaysLate] },
        "tag" => new CustomerTagged { Id = Id!, Customer = _customer, At = _at, Tag = Text(EventField.Tag)!, Removed = Flag(EventField.Removed) },
        _ => throw new InvalidOperationException($"No record for events of type '{type.Name}'."),
    };

    private string? Text(EventField field) => _text[(int)field];

    private decimal Amount(EventField field, decimal rate) => Money.Keep(_number[(int)field], rate);

    private int? Whole(EventField field) => Has(field) ? (int)_number[(int)field] : null;

    private bool Flag(EventField field) => _number[(int)field] != 0;
}
