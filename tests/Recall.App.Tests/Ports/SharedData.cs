namespace Recall.App.Tests.Ports;

/// <summary>Public data sets beside the repository; a test that needs one is skipped where it is absent.</summary>
public static class SharedData
{
    public static string Find(string path)
    {
        var file = Repository.Shared(path);
        if (!File.Exists(file))
            Assert.Skip($"{path} is not in the folder of shared data.");
        return file;
    }
}
