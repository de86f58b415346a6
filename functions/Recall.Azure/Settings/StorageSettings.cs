namespace Recall.Azure.Settings;

/// <summary>
/// Where tables and queues are: the host's own storage account, by the settings that the host itself reads
/// (learn.microsoft.com/azure/azure-functions/functions-reference#connecting-to-host-storage-with-an-identity).
/// </summary>
/// <param name="Tables">Endpoint of the tables; null with Azurite.</param>
/// <param name="Queues">Endpoint of the queues; null with Azurite.</param>
/// <param name="Emulator">Connection string of Azurite; null with an identity.</param>
internal sealed record StorageSettings(Uri? Tables, Uri? Queues, string? Emulator)
{
    /// <summary>The host's connection.</summary>
    public const string Connection = "AzureWebJobsStorage";

    private const string EmulatorForm =
        "'UseDevelopmentStorage=true' or another connection string of Azurite. For a storage account set AzureWebJobsStorage__tableServiceUri and "
        + "AzureWebJobsStorage__queueServiceUri instead: the app signs in with its identity, and keys are not used";

    /// <summary>Reads it.</summary>
    public static StorageSettings Read(SettingsReader read)
    {
        if (read.Optional(Connection, EmulatorForm, Emulated) is { } emulator)
            return new(null, null, emulator);
        if (read.Text(Connection) is not null)
            return new(null, null, null);
        return new(
            read.Needed($"{Connection}:tableServiceUri", "the account's table endpoint, such as https://account.table.core.windows.net", Endpoint.Of),
            read.Needed($"{Connection}:queueServiceUri", "the account's queue endpoint, such as https://account.queue.core.windows.net", Endpoint.Of),
            null);
    }

    /// <summary>The emulator's account has a name and a key that everybody knows (learn.microsoft.com/azure/storage/common/storage-use-azurite).</summary>
    private static string? Emulated(string text) =>
        text.Contains("UseDevelopmentStorage=true", StringComparison.OrdinalIgnoreCase)
        || text.Contains("AccountName=devstoreaccount1;", StringComparison.OrdinalIgnoreCase) ? text : null;
}
