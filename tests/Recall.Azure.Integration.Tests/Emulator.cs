using System.Net.Sockets;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Recall.Azure.Storage;

namespace Recall.Azure.Integration.Tests;

/// <summary>Azurite at its usual ports (learn.microsoft.com/azure/storage/common/storage-use-azurite). Where it does not listen, its tests are skipped and listed as such.</summary>
internal static class Emulator
{
    private const string Connection = "UseDevelopmentStorage=true";
    private const int QueuePort = 10001;
    private const int TablePort = 10002;

    private static readonly Lazy<bool> Listens = new(() => Answers(QueuePort) && Answers(TablePort));

    /// <summary>Skips the test where there is no emulator.</summary>
    public static void Needed() => Assert.SkipUnless(Listens.Value, "Azurite does not listen; start it with 'azurite --inMemoryPersistence --skipApiVersionCheck'.");

    /// <summary>With the same options as the app has.</summary>
    public static TableServiceClient Tables(HttpPipelineTransport? transport = null)
    {
        var options = new TableClientOptions();
        options.AddPolicy(new SendCount(), HttpPipelinePosition.PerRetry);
        if (transport is not null)
            options.Transport = transport;
        return new(Connection, options);
    }

    /// <summary>With the same options as the app has.</summary>
    public static QueueServiceClient Queues() => new(Connection, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });

    private static bool Answers(int port)
    {
        try
        {
            using var client = new TcpClient("127.0.0.1", port);
            return client.Connected;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
