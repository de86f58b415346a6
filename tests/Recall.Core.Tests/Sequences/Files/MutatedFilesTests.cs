using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Recall.Core.Sequences.Files;

namespace Recall.Core.Tests.Sequences.Files;

public class MutatedFilesTests
{
    private static readonly string[] Pieces =
    [
        "", " ", "\t", "- ", "a: b", "[", "]", "{", "}", "\"", "'", "|", ">", "&a ", "*a", "!!x ", "---", "...", "%YAML 1.1", "? ", ": ", "#", "{{", "}}", "{{#if coupon}}",
        "{{/if}}", "{{else}}", "\\", "\u2028", "\u0000", "\uD800", "steps:", "  - end: x", "default:", "null", "~", "\"\\ud800\"", "<<: *a", "@", "`", "💥",
    ];

    [Fact]
    public void A_damaged_file_gives_a_definition_or_a_problem_that_points_into_it()
    {
        var names = Shipped.SequenceNames.Select(n => n.Data).ToArray();
        var edit = from kind in Gen.Choose(0, 5) from at in Gen.Choose(0, 1_000_000) from piece in Gen.Elements(Pieces) select (kind, at, piece);
        var damaged = from name in Gen.Elements(names) from edits in Gen.ListOf(edit, 4) select (name, text: edits.Aggregate(Shipped.Sequence(name), Apply));

        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(1000),
            Prop.ForAll(damaged.ToArbitrary(), d => Holds(d.name, d.text)));
    }

    [Fact]
    public void Random_bytes_give_a_problem()
    {
        var bytes = Gen.ArrayOf(Gen.Choose(0, 255).Select(b => (byte)b));

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(bytes.ToArbitrary(), b =>
        {
            var text = Encoding.UTF8.GetString(b);
            Holds("x.yaml", text);
            SequenceFile.Read("x.yaml", text).Definition.ShouldBeNull();
        }));
    }

    private static void Holds(string name, string text)
    {
        var result = SequenceFile.Read(name, text);

        (result.Definition is not null || result.Problems.Any(p => p.Severity == Severity.Error)).ShouldBeTrue();
        var lines = text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n');
        foreach (var problem in result.Problems)
        {
            problem.Line.ShouldBeInRange(1, lines.Length, problem.ToString());
            problem.Column.ShouldBeInRange(1, lines[problem.Line - 1].Length + 1, problem.ToString());
            problem.Message.ToString().ShouldNotBeNullOrWhiteSpace();
        }
    }

    private static string Apply(string text, (int Kind, int At, string Piece) edit)
    {
        var lines = text.Split('\n').ToList();
        var line = edit.At % lines.Count;
        var column = lines[line].Length == 0 ? 0 : edit.At / lines.Count % lines[line].Length;
        switch (edit.Kind)
        {
            case 0:
                lines.RemoveAt(line);
                break;
            case 1:
                lines.Insert(line, lines[line]);
                break;
            case 2:
                lines[line] = edit.Piece;
                break;
            case 3:
                lines[line] = lines[line].Insert(column, edit.Piece);
                break;
            case 4:
                lines[line] = lines[line][..column];
                break;
            default:
                (lines[line], lines[(line + 7) % lines.Count]) = (lines[(line + 7) % lines.Count], lines[line]);
                break;
        }

        return lines.Count == 0 ? "" : string.Join('\n', lines);
    }
}
