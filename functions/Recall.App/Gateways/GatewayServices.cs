using Microsoft.Extensions.DependencyInjection;
using Recall.App.Ports;
using Recall.Core.Shop;

namespace Recall.App.Gateways;

/// <summary>Registers the ways out to people that are the same wherever Recall runs.</summary>
public static class GatewayServices
{
    /// <summary>Adds a channel for each gateway that the shop has; one without is not set up, which a step that would use it says.</summary>
    public static IServiceCollection AddGateways(this IServiceCollection services, ShopSettings shop, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(shop);
        if (shop.Push is { } push)
            services.AddSingleton<IChannel>(s => new PushGateway(s.GetRequiredService<IWebhooks>(), push));
        if (shop.Wecom is { } account)
            services.AddSingleton<IChannel>(_ => new WecomContacts(WecomContacts.Line(), account, clock));
        return services;
    }
}
