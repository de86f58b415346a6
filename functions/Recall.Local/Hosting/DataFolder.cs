using System.Globalization;
using System.Security.Cryptography;
using Recall.App;
using Recall.Core.Scoring.Tags;
using Recall.Core.Shop;
using Recall.Local.Wording;

namespace Recall.Local.Hosting;

/// <summary>
/// The folder that is a shop: <c>recall.db</c>, <c>settings.yaml</c>, <c>sequences/</c>, <c>outbox/</c>, <c>secret</c>, <c>api-key</c>,
/// <c>clock</c> where time is virtual, and <c>served-at</c> while it is served.
/// </summary>
public sealed class DataFolder
{
    /// <summary>Uses the folder, and makes it where it is missing.</summary>
    public DataFolder(string path)
    {
        Path = System.IO.Path.GetFullPath(path);
        Directory.CreateDirectory(Path);
    }

    /// <summary>Absolute.</summary>
    public string Path { get; }

    /// <summary>The file of the shop's settings.</summary>
    public string SettingsFile => In(ShopFiles.Settings);

    /// <summary>Where messages go.</summary>
    public string Outbox => In("outbox");

    /// <summary>There is data in it.</summary>
    public bool HasShop => File.Exists(In("recall.db"));

    /// <summary>True where the folder is a shop, or is meant to be one. Nothing is made.</summary>
    public static bool IsShop(string path) =>
        File.Exists(System.IO.Path.Combine(path, "recall.db")) || File.Exists(System.IO.Path.Combine(path, ShopFiles.Settings));

    /// <summary>The settings of a folder where it has some, else what a new one gets. Nothing is made.</summary>
    /// <exception cref="UserException">The file has errors; the message lists them all.</exception>
    public static ShopSettings SettingsIn(string path) =>
        File.Exists(System.IO.Path.Combine(path, ShopFiles.Settings)) ? new DataFolder(path).Settings() : new();

    /// <summary>The shop's settings; a folder without a file gets one with every setting explained.</summary>
    /// <exception cref="UserException">The file has errors; the message lists them all.</exception>
    public ShopSettings Settings()
    {
        if (!File.Exists(SettingsFile))
            Put(SettingsFile, SampleSettings.Text);
        return ShopFiles.ReadSettings(SettingsFile);
    }

    /// <summary>The shop's secret, made once.</summary>
    /// <exception cref="UserException">The file holds something else.</exception>
    public ShopSecret Secret()
    {
        var text = Once("secret", () => RandomNumberGenerator.GetHexString(64, lowercase: true));
        return ShopSecret.TryParse(text, out var secret) ? secret : throw new UserException(CommonTexts.BadSecret, In("secret"));
    }

    /// <summary>The key of the HTTP API, made once.</summary>
    /// <exception cref="UserException">The file holds a shorter one than is safe.</exception>
    public string ApiKey()
    {
        var key = Once("api-key", () => "rk_" + RandomNumberGenerator.GetHexString(48, lowercase: true));
        return key.Length >= App.Http.ApiKeys.MinLength
            ? key
            : throw new UserException(CommonTexts.ShortKey, In("api-key"), App.Http.ApiKeys.MinLength);
    }

    /// <summary>The virtual time, or null where the folder lives in real time.</summary>
    /// <exception cref="UserException">The file holds no time.</exception>
    public DateTimeOffset? VirtualNow
    {
        get
        {
            if (!File.Exists(In("clock")))
                return null;
            return DateTimeOffset.TryParse(
                File.ReadAllText(In("clock")), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var now)
                ? now
                : throw new UserException(CommonTexts.BadClock, In("clock"));
        }
    }

    /// <summary>Where <c>recall serve</c> listens that has the folder open, or had it when it was killed; null where none has.</summary>
    public Uri? ServedAt
    {
        get => File.Exists(In("served-at")) && Uri.TryCreate(File.ReadAllText(In("served-at")).Trim(), UriKind.Absolute, out var url) ? url : null;
        set
        {
            if (value is null)
                File.Delete(In("served-at"));
            else
                Put(In("served-at"), value.AbsoluteUri);
        }
    }

    /// <summary>Keeps the virtual time.</summary>
    public void SetVirtualNow(DateTimeOffset now) => Put(In("clock"), now.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));

    /// <summary>The sequence files: the folder's own, else those beside the program.</summary>
    public IReadOnlyList<(string File, string Yaml)> Sequences()
    {
        var own = In(ShopFiles.Sequences);
        return ShopFiles.ReadSequences(Directory.Exists(own) ? own : Shipped(ShopFiles.Sequences));
    }

    /// <summary>The tag rules: the folder's own <c>tags.yaml</c>, else the one beside the program.</summary>
    /// <exception cref="UserException">The file has errors; the message lists them all.</exception>
    public TagRules Tags()
    {
        var own = In(ShopFiles.Tags);
        return ShopFiles.ReadTags(File.Exists(own) ? own : Shipped(ShopFiles.Tags));
    }

    private static string Shipped(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, name);

    private string Once(string name, Func<string> make)
    {
        var file = In(name);
        if (!File.Exists(file))
            Put(file, make(), secret: true);
        return File.ReadAllText(file).Trim();
    }

    /// <summary>
    /// Written aside and renamed: a process that is killed leaves the old file or the new one, never half a secret that signs links and
    /// coupon codes from then on. Nobody else may read a secret at any moment, so it is made with its mode.
    /// </summary>
    private static void Put(string file, string text, bool secret = false)
    {
        var aside = file + ".tmp";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (secret && !OperatingSystem.IsWindows())
        {
            File.Delete(aside); // An older one would keep its mode.
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new FileStream(aside, options))
        {
            stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
            stream.Flush(flushToDisk: secret);
        }

        File.Move(aside, file, overwrite: true);
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
