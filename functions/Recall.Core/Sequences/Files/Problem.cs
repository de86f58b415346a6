using System.Text.Json.Serialization;
using Recall.Core.Sequences.Files.Texts;
using Recall.Core.Wording;

namespace Recall.Core.Sequences.Files;

/// <summary>Something wrong, or doubtful, in a sequence file.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in UTF-16 code units.</param>
/// <param name="Field">
/// The way to the value: <c>steps.first-mail.template</c>, with a step named by its id, or by its place (from 1) where it has none;
/// empty where the whole file is meant.
/// </param>
/// <param name="Message">What is wrong and how to mend it.</param>
/// <param name="Severity">A file with an error gives no definition.</param>
public sealed record Problem(string File, int Line, int Column, string Field, Sentence Message, Severity Severity)
{
    /// <summary><c>file:line:column: field: message</c>, which editors and build logs turn into a link.</summary>
    public Sentence InFile => new(
        Severity == Severity.Warning ? FileTexts.Warning : FileTexts.Error, File, Line, Column, Field.Length == 0 ? "" : Field + ": ", Message);

    /// <summary>The same in English.</summary>
    public override string ToString() => InFile.ToString();
}

/// <summary>How bad a problem is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Severity>))]
public enum Severity
{
    /// <summary>The file cannot be used.</summary>
    [JsonStringEnumMemberName("error")] Error,

    /// <summary>The file can be used, but may not do what its author meant.</summary>
    [JsonStringEnumMemberName("warning")] Warning,
}
