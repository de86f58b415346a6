using Recall.App;
using Recall.Local.Wording;

namespace Recall.Local.Storage;

/// <summary>One process at a time writes a data folder.</summary>
internal static class FolderLock
{
    /// <summary>Held until it is disposed, or the process ends however it ends.</summary>
    /// <exception cref="FolderOpenException">Another process has the folder.</exception>
    public static FileStream Take(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, "recall.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException))
        {
            throw new FolderOpenException(folder);
        }
    }
}

/// <summary>Another process has the folder.</summary>
internal sealed class FolderOpenException(string folder) : UserException(CommonTexts.OpenElsewhere, Path.GetFullPath(folder));
