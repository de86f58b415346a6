using System.Text.Json.Serialization;
using Recall.Core.Customers;

namespace Recall.App.Delivery;

/// <summary>Something a carrier has to say after it took a message, or of a person who wrote one. A message of queue <see cref="DeliverStatus.Queue"/>.</summary>
/// <param name="Channel">Of <see cref="Core.Messaging.Channels"/>.</param>
/// <param name="Address">The person's e-mail address, or phone number in E.164.</param>
/// <param name="At">When, UTC.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(DeliveryReport), "report")]
[JsonDerivedType(typeof(InboundMessage), "inbound")]
public abstract record CarrierNews(string Channel, string Address, DateTimeOffset At);

/// <summary>What became of a message.</summary>
/// <param name="Channel">On which channel.</param>
/// <param name="Address">To whom.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Message">The carrier's id of it, or the effect key that it was tagged with; which of the two depends on the carrier.</param>
public sealed record DeliveryReport(string Channel, string Address, DateTimeOffset At, MessageStatus Status, string Message) : CarrierNews(Channel, Address, At);

/// <summary>A person wrote.</summary>
/// <param name="Channel">On which channel.</param>
/// <param name="Address">Who.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Id">The carrier's id of it.</param>
/// <param name="Text">What.</param>
public sealed record InboundMessage(string Channel, string Address, DateTimeOffset At, string Id, string Text) : CarrierNews(Channel, Address, At);
