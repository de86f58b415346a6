using System.Globalization;
using Microsoft.Extensions.Configuration;
using Recall.Core.Sequences.Files;

namespace Recall.Azure.Settings;

/// <summary>Reads app settings and collects everything that is wrong with them, so that an operator sees all of it at once.</summary>
/// <remarks>Keys are written as configuration has them, with colons; problems name them as app settings do, with two underscores.</remarks>
internal sealed class SettingsReader(IConfiguration configuration)
{
    /// <summary>What Azure leaves in a setting that refers to a secret which it could not get (learn.microsoft.com/azure/app-service/app-service-key-vault-references).</summary>
    private const string Reference = "@Microsoft.KeyVault(";

    private readonly List<string> _problems = [];
    private readonly List<string> _waiting = [];

    /// <summary>A line for each, with the setting's name and how to mend it.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>What the app can do without until it comes, a line for each, with the setting's name and what waits for it.</summary>
    public IReadOnlyList<string> Waiting => _waiting;

    /// <summary>The setting, or null where it is missing or blank.</summary>
    public string? Text(string key) => string.IsNullOrWhiteSpace(configuration[key]) ? null : configuration[key]!.Trim();

    /// <summary>A setting that the app cannot do without. What is wrong with it is said without its value, which may be a secret.</summary>
    /// <param name="key">Which.</param>
    /// <param name="form">What it must be, in words.</param>
    /// <param name="parse">Null for a text that is anything else.</param>
    public T? Needed<T>(string key, string form, Func<string, T?> parse)
        where T : class
    {
        var text = Text(key);

        // What stands in for a secret is none: everybody can guess it, and it is long enough for a key.
        var value = text is null || IsReference(text) ? null : parse(text);
        if (value is null)
        {
            Refuse(key, text is null ? $"is missing. Set it to {form}."
                : IsReference(text) ? $"refers to a secret that Key Vault has not given. Put it there, as {form}, and restart the app."
                : $"is not what it must be: {form}.");
        }

        return value;
    }

    /// <summary>A secret that one way out needs and the rest of the app does not; <paramref name="none"/> where Key Vault has not given it yet.</summary>
    /// <param name="key">Which.</param>
    /// <param name="form">What it must be, in words.</param>
    /// <param name="parse">Null for a text that is anything else.</param>
    /// <param name="none">Stands for none.</param>
    /// <param name="who">What waits for it, in words.</param>
    public T? Secret<T>(string key, string form, Func<string, T?> parse, T none, string who)
        where T : class
    {
        if (Text(key) is not { } text || !IsReference(text))
            return Needed(key, form, parse);
        _waiting.Add($"{NameOf(key)} refers to a secret that Key Vault has not given, so {who} wait. Put it there, and restart the app.");
        return none;
    }

    /// <summary>A setting that may be left out.</summary>
    public T? Optional<T>(string key, string form, Func<string, T?> parse)
        where T : class => Text(key) is null ? null : Needed(key, form, parse);

    /// <summary>A whole number; <paramref name="value"/> where it is left out.</summary>
    public int Number(string key, int value, int least, int most)
    {
        if (Text(key) is not { } text)
            return value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        Refuse(key, $"must be a whole number from {least} to {most}, and is '{text}'.");
        return value;
    }

    /// <summary>Names of what stands below a setting.</summary>
    public IEnumerable<string> Names(string key) => configuration.GetSection(key).GetChildren().Select(c => c.Key);

    /// <summary>A misspelt setting would silently not count.</summary>
    public void RefuseUnknown(string key, IReadOnlyCollection<string> known)
    {
        foreach (var name in Names(key).Except(known, StringComparer.OrdinalIgnoreCase))
            Refuse($"{key}:{name}", $"is no setting of Recall{NearestWord.Hint(name, known)}.");
    }

    /// <summary>Adds a problem.</summary>
    public void Refuse(string key, string problem) => _problems.Add($"{NameOf(key)} {problem}");

    private static bool IsReference(string text) => text.StartsWith(Reference, StringComparison.OrdinalIgnoreCase);

    /// <summary>As app settings write it.</summary>
    private static string NameOf(string key) => key.Replace(":", "__", StringComparison.Ordinal);
}
