using Azure.Core;
using Microsoft.Extensions.DependencyInjection;
using Recall.Azure.Settings;

namespace Recall.Azure.Channels;

/// <summary>No carrier.</summary>
internal static class CarrierServices
{
    /// <summary>Adds none.</summary>
    public static IServiceCollection AddCarriers(
        this IServiceCollection services, CommunicationSettings? carrier, TokenCredential credential, TimeProvider clock) => services;
}
