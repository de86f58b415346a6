using Recall.Core.Customers;
using Recall.Core.Messaging;

namespace Recall.Core.Tests.Messaging;

public class CarrierStatusTests
{
    [Theory]
    [InlineData(Channels.Email, "Delivered", MessageStatus.Delivered)]
    [InlineData(Channels.Email, "Bounced", MessageStatus.Bounced)]
    [InlineData(Channels.Email, "Suppressed", MessageStatus.Bounced)]
    [InlineData(Channels.Email, "Failed", MessageStatus.Failed)]
    [InlineData(Channels.Email, "FilteredSpam", MessageStatus.Failed)]
    [InlineData(Channels.Email, "Quarantined", MessageStatus.Failed)]
    [InlineData(Channels.Email, "Expanded", null)]
    [InlineData(Channels.Sms, "Delivered", MessageStatus.Delivered)]
    [InlineData(Channels.Sms, "Failed", MessageStatus.Failed)]
    [InlineData(Channels.Sms, "Bounced", null)]
    [InlineData(Channels.Sms, "Unheard of", null)]
    public void A_carriers_word_has_one_meaning(string channel, string word, MessageStatus? status) => CarrierStatus.Of(channel, word).ShouldBe(status);
}
