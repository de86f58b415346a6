using Microsoft.Extensions.DependencyInjection;
using Recall.App.Ports;

namespace Recall.Azure.Orchestration;

/// <summary>Registers the durable side.</summary>
public static class DurableServices
{
    /// <summary>Adds the runtime of sequences and what clears up behind it.</summary>
    public static IServiceCollection AddRecallDurable(this IServiceCollection services) => services
        .AddSingleton<DurableClients>().AddSingleton<TidyInstances>().AddSingleton<StartFit>()
        .AddSingleton<ISequenceRuntime, DurableSequenceRuntime>();
}
