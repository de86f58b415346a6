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
        var text = message.TextOn(touch.Channel);
        return touch.Channel switch
        {
            Channels.Email => new(touch.To, message.Locale, message.Subject, message.Html, text, unsubscribe, shop.FromEmail, shop.Name),
            Channels.Sms => new(touch.To, message.Locale, null, null, text, null, shop.FromPhone, shop.Name),
            _ => new(touch.To, message.Locale, null, null, text, unsubscribe, "", shop.Name),
        };
    }
}
