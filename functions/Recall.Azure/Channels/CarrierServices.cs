using Azure.Communication.Email;
using Azure.Communication.Sms;
using Azure.Core;
using Microsoft.Extensions.DependencyInjection;
using Recall.App.Ports;
using Recall.Azure.Settings;

namespace Recall.Azure.Channels;

/// <summary>Registers the ways out to people.</summary>
internal static class CarrierServices
{
    /// <summary>Adds a channel for each sender; one without is not set up, which a step that would use it says.</summary>
    public static IServiceCollection AddCarriers(
        this IServiceCollection services, CommunicationSettings? carrier, TokenCredential credential, TimeProvider clock)
    {
        if (carrier?.EmailSender is not null)
            services.AddSingleton<IChannel>(new AcsEmail(new(carrier.Endpoint, credential, new EmailClientOptions().WithoutRepeats()), clock));
        if (carrier?.SmsSender is not null)
            services.AddSingleton<IChannel>(new AcsSms(new(carrier.Endpoint, credential, new SmsClientOptions().WithoutRepeats()), clock));
        return services;
    }
}
