using Recall.App.Enrolment;
using Recall.App.Ports;
using Recall.Core.Customers;
using Recall.Core.Messaging;
using Recall.Core.Offers;
using Recall.Core.Sequences;

namespace Recall.App.Delivery;

/// <summary>Turns a reserved touch into the message that goes out: the person's language, the shop's name, the coupon, the link out.</summary>
public sealed class MessageComposer(AppServices app, UnsubscribeLinks links)
{
    /// <summary>The message.</summary>
    public OutgoingTouch Compose(Run run, SendStep step, Profile profile, Coupon? coupon, TouchRow touch)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(touch);
        var shop = app.Shop;
        var unsubscribe = links.For(run.Id.Customer);
        var message = MessageRenderer.Render(run.Tree.Definition, step.Template, profile.Person.Locale ?? shop.Locale, new()
        {
            Profile = profile,
            Shop = app.Identity,
            Coupon = coupon?.Values,
            UnsubscribeUrl = unsubscribe,
        });
        return touch.Channel == Channels.Sms
            ? new(touch.To, message.Locale, null, null, message.Sms!, null, shop.FromPhone, shop.Name)
            : new(touch.To, message.Locale, message.Subject, message.Html, message.Text!, unsubscribe, shop.FromEmail, shop.Name);
    }
}
