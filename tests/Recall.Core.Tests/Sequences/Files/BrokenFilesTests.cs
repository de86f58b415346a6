using Recall.Core.Sequences.Files;

namespace Recall.Core.Tests.Sequences.Files;

/// <summary>Each case changes one thing in a good file and names the place and the words an author must see.</summary>
public class BrokenFilesTests
{
    [Fact]
    public void The_good_file_is_good() => SequenceFile.Read("good.yaml", GoodFile.Text).Problems.ShouldBeEmpty();

    [Fact]
    public void What_is_wrong_in_a_group_that_stands_beside_another_is_told_with_it() =>
        SequenceFile.Read("good.yaml", GoodFile.With("at-least: 2 }", "at-least: 2 }\n  any:\n    - { field: score.stge, is: lost }")).Problems.Select(p => p.Field)
            .ShouldBe(["audience.any", "audience.any[1].field"]);

    [Theory]
    [InlineData("sequence: good", "sequence: better", 1, 11, "sequence", "write 'sequence: good'")]
    [InlineData("sequence: good", "sequence: Good One", 1, 11, "sequence", "did you mean 'good-one'?")]
    [InlineData("sequence: good\n", "", 1, 1, "sequence", "'sequence' is missing; add 'sequence: '")]
    [InlineData("{ en: Good }", "{ en_US: Good }", 2, 10, "title.en_US", "did you mean 'en-US'?")]
    [InlineData("{ en: Good }", "Good", 2, 8, "title", "expected texts by language, for example { en: Hello, zh-CN: 你好 }, found 'Good'")]
    [InlineData("{ en: Good }", "{ en: }", 2, 14, "title.en", "expected a text, found nothing")]
    [InlineData("field: score.stage", "field: score.stge", 5, 16, "audience.all[1].field", "did you mean 'score.stage'?")]
    [InlineData("in: [dormant]", "in: [dormnat]", 5, 34, "audience.all[1].in", "did you mean 'dormant'?")]
    [InlineData("in: [dormant]", "in: dormant", 5, 33, "audience.all[1].in", "expected a list")]
    [InlineData("in: [dormant]", "contains: dormant", 5, 29, "audience.all[1].contains", "does not fit score.stage, which is one of some words; use 'is'")]
    [InlineData("at-least: 2", "equals: 2", 6, 32, "audience.all[2].equals", "did you mean 'is'?")]
    [InlineData("at-least: 2", "\">=\": 2", 6, 32, "audience.all[2].>=", "did you mean 'at-least'?")]
    [InlineData("at-least: 2", "atleast: 2", 6, 32, "audience.all[2].atleast", "did you mean 'at-least'?")]
    [InlineData("at-least: 2", "at-least: two", 6, 42, "audience.all[2].at-least", "expected a number such as '10', found 'two'")]
    [InlineData("at-least: 2", "between: [5, 2]", 6, 41, "audience.all[2].between", "swap them")]
    [InlineData("  all:\n", "  all:\n    - { all: [] }\n", 5, 14, "audience.all[1].all", "an empty 'all' holds for everybody; list a condition, or write { field: profile.orders, at-least: 0 }")]
    [InlineData("  all:\n", "  all:\n    - { not: [] }\n", 5, 14, "audience.all[1].not", "write 'all:' before it")]
    [InlineData("holdout: 10%", "holdout: 10", 7, 10, "holdout", "did you mean '10%'?")]
    [InlineData("holdout: 10%", "holdout: 95%", 7, 10, "holdout", "must be from 0% to 90%, found '95%'")]
    [InlineData("holdout: 10%", "hold-out: 10%", 7, 1, "hold-out", "did you mean 'holdout'?")]
    [InlineData("priority: 50", "priority: 5.5", 8, 11, "priority", "expected a whole number, found '5.5'")]
    [InlineData("priority: 50", "holdout: 5%", 8, 1, "holdout", "is here twice, first in line 7; keep one")]
    [InlineData("daily-limit: 500", "daily-limit: 0", 9, 14, "daily-limit", "must be from 1 to 10000000, found '0'")]
    [InlineData("reentry: { after: 180 days, max-entries: 3 }", "reentry: often", 10, 10, "reentry", "expected 'never' or { after: 180 days }, found 'often'")]
    [InlineData("order-within: 45 days", "order-within: 45", 11, 23, "goal.order-within", "did you mean '45 days'?")]
    [InlineData("[unsubscribe, complaint]", "[unsubscribe, complain]", 12, 22, "exits", "did you mean 'complaint'?")]
    [InlineData("order-within: 45 days", "order-within: 45 days, atleast: 5", 11, 32, "goal.atleast", "did you mean 'at-least'?")]
    [InlineData("order-within: 45 days", "order-within: 45 days, with-coupon: yes", 11, 45, "goal.with-coupon", "did you mean 'true'?")]
    [InlineData("order-within: 45 days", "order-within: 45 days, agent-outcome: won", 11, 47, "goal.agent-outcome", "such as [won], found 'won'")]
    [InlineData("[unsubscribe, complaint]", "[agent-outcome]", 12, 9, "exits", "unknown signal 'agent-outcome'")]
    [InlineData("[unsubscribe, complaint]", "complaint", 12, 8, "exits", "write [complaint]")]
    [InlineData("priority: 50", "priority: &p 50", 8, 11, "", "anchors ('&name') are not part of the language")]
    [InlineData("priority: 50", "priority: *p", 8, 11, "", "write the value out here")]
    [InlineData("priority: 50", "priority: !!int 50", 8, 11, "", "tags ('!name') are not part of the language")]
    [InlineData("priority: 50", "---\npriority: 50", 8, 1, "", "a second document starts here")]
    [InlineData("  all:\n", "\tall:\n", 4, 1, "", "replace it with two spaces")]
    [InlineData("{ en: Good }", "{ en: Good", 2, 8, "", "is not closed")]
    [InlineData("{ en: Good }", "{ en: 'Good }", 2, 14, "", "has no closing quote")]
    [InlineData("{ en: Good }", "{ en: 'It's a thank you' }", 2, 17, "", "write it twice ('') inside single quotes, or put \"...\" around the whole text")]
    [InlineData("{ en: Good }", "\n  en: 'It's a thank you'", 3, 10, "", "this ' ends the text, and more follows; write it twice ('')")]
    [InlineData("{ en: Good }", "\n  en: 'It's Ann's'", 3, 10, "", "write it twice ('')")]
    [InlineData("{ en: Good }", "{ en: \"For every \"good\" order\" }", 2, 25, "", "this \" ends the text, and more follows; write \\\" inside double quotes, or put '...' around the whole text")]
    [InlineData("preheader: A code of your own", "preheader: \"For every \"good\" order\"", 17, 29, "", "this \" ends the text, and more follows")]
    [InlineData("priority: 50", "priority: a: b", 8, 12, "", "put the value in quotes")]
    [InlineData("priority: 50", "priority: 5\u00010", 8, 12, "", "a control character (U+0001)")]
    [InlineData("priority: 50", "priority: 5\uFFFD", 8, 12, "", "save the file as UTF-8")]
    public void Says_where_and_how_to_mend_it(string good, string bad, int line, int column, string field, string words) =>
        GoodFile.Broken(good, bad, line, column, field, words);

    /// <summary>What is pasted into a text without its indentation ends the text, and the parser stumbles later.</summary>
    [Theory]
    [InlineData("        <p>Your code", "<p>Your code", 20, 1, 18, 8)]
    [InlineData("        <p>Your code", "      <p>Your code", 20, 7, 18, 8)]
    [InlineData("        <p>Your code", "       <p>Your code", 20, 8, 18, 8)]
    [InlineData("        <p>Your code is", "\nThanks for all, and see you\n        <p>Your code is", 21, 1, 18, 8)]
    [InlineData("        <p>Your code is", "{{shop.name}} thanks you\n        <p>Your code is", 20, 1, 18, 8)]
    [InlineData("        <p>{{shop.address}}", "see on: more\n        <p>{{shop.address}}", 21, 1, 18, 8)]
    [InlineData("        <p>Hello", "<p>Hello", 19, 1, 18, 8)]
    [InlineData("Stop</a></p>\n", "Stop</a></p>\nBye and thanks\n", 22, 1, 18, 8)]
    public void A_line_that_fell_out_of_its_text_is_told_where_it_is(string good, string bad, int line, int column, int header, int spaces) =>
        GoodFile.Broken(good, bad, line, column, "", $"this line stands outside of the text that begins in line {header}; indent it by {spaces} spaces like the rest of that text")
            .Problems.Count(p => p.Severity == Severity.Error).ShouldBe(1);

    [Fact]
    public void All_problems_come_at_once_in_the_order_of_the_file()
    {
        var broken = GoodFile.Text.Replace("10%", "ten", StringComparison.Ordinal).Replace("[email]", "[mail]", StringComparison.Ordinal)
            .Replace("score.tier", "score.teir", StringComparison.Ordinal).Replace("priority", "prio", StringComparison.Ordinal);

        SequenceFile.Read("good.yaml", broken).Problems.Select(p => (p.Line, p.Field)).ShouldBe(
            [(7, "holdout"), (8, "prio"), (29, "steps.mail.channels"), (38, "steps.who.cases[1].when.field")]);
    }

    [Theory]
    [InlineData("", 1, 1, "the file is empty")]
    [InlineData("# nothing\n", 1, 1, "the file is empty")]
    [InlineData("- a\n", 1, 1, "expected keys such as 'sequence:'")]
    [InlineData("hello", 1, 1, "expected keys such as 'sequence:'")]
    [InlineData("? [a]\n: b\n", 1, 3, "a key must be a single word")]
    [InlineData("a: {{shop.name}}\n", 1, 5, "a text that begins with '{{' needs quotes around all of it")]
    [InlineData("a: {{shop.name}} last thing\n", 1, 5, "a text that begins with '{{' needs quotes around all of it")]
    [InlineData("a: \"\\Uffffffff\"\n", 1, 1, "is wrong")]
    [InlineData("a: 1\n: 2\n", 1, 5, "unknown key ''")]
    [InlineData("a:\n  - b\n:\n", 4, 1, "check that a key stands before the ':'")]
    [InlineData("a: [1, 2\nb: 3\n", 1, 4, "is not closed")]
    public void Files_of_another_kind_are_refused(string yaml, int line, int column, string words) =>
        SequenceFile.Read("x.yaml", yaml).Problems.ShouldContain(
            p => p.Line == line && p.Column == column && p.Message.ToString().Contains(words, StringComparison.Ordinal));

    /// <summary>What the parser makes of the rest of the line would mislead.</summary>
    [Theory]
    [InlineData("subject: {{shop.name}} thanks you")]
    [InlineData("subject: {{shop.name}}, thanks: you")]
    [InlineData("subject: {{shop.name}}")]
    public void A_text_that_begins_with_braces_is_one_error(string subject) =>
        GoodFile.Broken("subject: \"{{coupon.percent}}% off\"", subject, 16, 17, "", "needs quotes around all of it")
            .Problems.Count(p => p.Severity == Severity.Error).ShouldBe(1);

    [Fact]
    public void Sizes_are_limited_so_that_no_file_can_exhaust_the_reader()
    {
        First(new string(' ', SequenceFile.MaxBytes + 1)).ShouldContain("at most 256 are read");
        First(new string('[', 200_000)).ShouldContain("nested more than 100 levels deep");
        First(string.Concat(Enumerable.Repeat("{a: ", 50_000))).ShouldContain("nested more than 100 levels deep");

        var tags = string.Concat(Enumerable.Repeat("{{zz}}<", 36_000));
        SequenceFile.Read("good.yaml", GoodFile.Text.Replace("<p>Hello</p>", tags, StringComparison.Ordinal)).Problems.Count.ShouldBe(100);

        var doubts = string.Concat(Enumerable.Repeat("{{customer.name}}", 12_000));
        SequenceFile.Read("good.yaml", GoodFile.Text.Replace("<p>Hello</p>", doubts, StringComparison.Ordinal).Replace("[email]", "[mail]", StringComparison.Ordinal))
            .Problems.ShouldContain(p => p.Severity == Severity.Error);

        var steps = string.Concat(Enumerable.Range(1, SequenceFile.MaxSteps + 5).Select(i => $"  - {{ wait: w{i}, for: 1 minute }}\n"));
        SequenceFile.Read("good.yaml", GoodFile.Text.Replace("  - coupon: ten", steps + "  - coupon: ten", StringComparison.Ordinal)).Problems
            .Count(p => p.Message.ToString().Contains("at most 200 steps", StringComparison.Ordinal)).ShouldBe(1);

        var deep = "[]";
        for (var i = 0; i < SequenceFile.MaxNesting + 1; i++)
            deep = $"[{{ branch: b{i}, cases: [{{ when: {{ field: score.tier, is: top }}, steps: {deep} }}] }}]";
        First(GoodFile.Text[..GoodFile.Text.IndexOf("steps:", StringComparison.Ordinal)] + $"steps: {deep}\n").ShouldContain("steps may nest 16 deep");

        var not = "{ field: score.tier, is: top }";
        for (var i = 0; i < SequenceFile.MaxNesting + 1; i++)
            not = $"{{ not: {not} }}";
        First(GoodFile.Text.Replace("{ field: score.tier, is: top }", not, StringComparison.Ordinal)).ShouldContain("conditions may nest 16 deep");
    }

    private static string First(string yaml) => SequenceFile.Read("good.yaml", yaml).Problems.First(p => p.Severity == Severity.Error).Message.ToString();
}
