namespace Recall.App.Tests.Ports;

/// <summary>Public data sets beside the repository; a test that needs one is skipped where it is absent.</summary>
public static class SharedData
{
    public static string Find(string path)
    {
        var root = Environment.GetEnvironmentVariable("RECALL_SHARED") ?? Path.Combine(Repository(), "..", "shared");
        var file = Path.Combine(root, path);
        if (!File.Exists(file))
            Assert.Skip($"{path} is not in the folder of shared data.");
        return file;
    }

    /// <summary>The folder with the solution.</summary>
    public static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Recall.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
