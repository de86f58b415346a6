using Recall.App;
using Recall.Core.Wording;

namespace Recall.Local.Hosting;

/// <summary>Sequences for a kind of business.</summary>
/// <param name="Name">As it is asked for.</param>
/// <param name="Title">For people.</param>
/// <param name="Sequences">Names of the sequences in it.</param>
public sealed record SequencePack(string Name, Phrase Title, IReadOnlyList<string> Sequences);

/// <summary>The sequences that come with Recall: those in use by default, and the library beside them, of which an owner takes what fits.</summary>
public static class SequenceLibrary
{
    private const string Schema = "sequence.schema.json";
    private const string Modeline = $"$schema=../{Schema}";

    /// <summary>What fits which business.</summary>
    public static IReadOnlyList<SequencePack> Packs { get; } =
    [
        new("retail", new("Shops", "零售"),
        [
            "dormant-winback", "price-sensitive-winback", "second-order-nudge", "service-recovery", "product-fatigue", "browse-abandon",
            "post-purchase-care", "replenishment", "stage-of-life", "birthday", "vip-care", "sunset",
        ]),
        new("restaurants", new("Restaurants and cafés", "餐饮"),
            ["dormant-winback", "second-order-nudge", "birthday", "service-recovery", "product-fatigue", "vip-care", "sunset"]),
        new("education", new("Courses and schools", "教育培训"),
            ["course-progress", "membership-expiry", "service-recovery", "dormant-winback", "birthday", "sunset"]),
        new("fitness", new("Gyms and studios", "健身"),
            ["membership-expiry", "dormant-winback", "second-order-nudge", "service-recovery", "birthday", "vip-care", "sunset"]),
    ];

    /// <summary>Every sequence that comes with Recall, by name, with the path of its file.</summary>
    public static IReadOnlyDictionary<string, string> Files { get; } = new[] { Shipped, Path.Combine(Shipped, "library") }
        .SelectMany(ShopFiles.SequencesIn).ToDictionary(f => Path.GetFileNameWithoutExtension(f), StringComparer.Ordinal);

    private static string Shipped => Path.Combine(AppContext.BaseDirectory, "sequences");

    /// <summary>The sequences of a name: one, or those of a pack; none where there is neither.</summary>
    public static IReadOnlyList<string> Named(string name) =>
        Packs.FirstOrDefault(p => p.Name == name)?.Sequences ?? (Files.ContainsKey(name) ? [name] : []);

    /// <summary>
    /// Puts a sequence into a data folder's own <c>sequences/</c>, where the owner may change it; false where it has a file of that name, which is
    /// left alone. A folder that had none begins with those that were in use. The schema that the file's first line names is put beside it.
    /// </summary>
    public static bool Add(DataFolder folder, string name)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var own = Path.Combine(folder.Path, "sequences");
        if (!Directory.Exists(own))
        {
            Directory.CreateDirectory(own);
            foreach (var file in ShopFiles.SequencesIn(Shipped))
                File.Copy(file, Path.Combine(own, Path.GetFileName(file)));
        }

        if (!File.Exists(Path.Combine(own, Schema)))
            File.Copy(Path.Combine(Shipped, Schema), Path.Combine(own, Schema));

        var target = Path.Combine(own, name + ".yaml");
        if (File.Exists(target))
            return false;
        File.WriteAllText(target, File.ReadAllText(Files[name]).Replace(Modeline, $"$schema=./{Schema}", StringComparison.Ordinal));
        return true;
    }
}
