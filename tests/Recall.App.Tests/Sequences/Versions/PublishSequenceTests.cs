using Recall.App.Reports;
using Recall.App.Sequences;
using Recall.App.Sequences.Versions;
using Recall.App.Tests.Shops;
using Recall.Core.Sequences;
using Recall.Core.Sequences.Files;

namespace Recall.App.Tests.Sequences.Versions;

public class PublishSequenceTests
{
    private const string Waits = SequenceText.Mail + "\n- { wait: calm, for: 5 days }\n";

    private static readonly string First = SequenceText.Of("hello", Waits);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_published_is_in_force_whatever_the_file_says()
    {
        using var shop = new CornerShop(First);
        var second = Of(Waits + "- { send: again, channels: [sms], template: note }");
        var done = (await PublishAsync(shop, second)).ShouldBeOfType<PublishOutcome.Done>();
        (done.Publication.Number, done.Publication.Author, done.Publication.At).ShouldBe((1, "mei", shop.Now));
        done.Publication.Changes.ShouldHaveSingleItem().Id.ShouldBe("again");
        (await InForceAsync(shop)).Source!.Definition.Version.ShouldBe(second.Definition.Version);

        using var next = shop.Reopen();
        var entry = await InForceAsync(next);
        entry.Source!.Definition.Version.ShouldBe(second.Definition.Version);
        entry.Standing.ShouldBe(FileStanding.Differs);

        using var updated = shop.Reopen(second.Yaml);
        (await InForceAsync(updated)).Standing.ShouldBe(FileStanding.Same);
        using var without = shop.Reopen(SequenceText.Of("other", Waits));
        (await InForceAsync(without)).Standing.ShouldBe(FileStanding.Missing);
    }

    [Fact]
    public async Task A_broken_file_of_a_published_sequence_takes_nothing_out_of_force()
    {
        using var shop = new CornerShop(First);
        await PublishAsync(shop, Of(Waits));
        var files = new SequenceCatalogue([("hello.yaml", "sequence: hello\n")], new());
        var inForce = new SequencesInForce(files, shop.Get<PublicationStore>(), shop.Get<DefinitionStore>(), shop.Clock);
        var catalogue = await inForce.NowAsync(Cancel);
        catalogue.Sequences.ShouldHaveSingleItem();
        catalogue.Files.Single().Standing.ShouldBe(FileStanding.Broken);
        catalogue.Problems.ShouldNotContain(p => p.Severity == Severity.Error);
    }

    [Fact]
    public async Task The_same_text_again_is_no_new_version()
    {
        using var shop = new CornerShop(First);
        await PublishAsync(shop, Of(Waits));
        (await PublishAsync(shop, Of(Waits))).ShouldBeOfType<PublishOutcome.Unchanged>().Current.Number.ShouldBe(1);
        (await shop.Get<PublicationStore>().HistoryAsync("hello", Cancel)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Of_two_who_publish_at_once_one_succeeds_and_the_other_is_told()
    {
        using var shop = new CornerShop(First);
        var (mine, theirs) = (Of(Waits + "# mine\n"), Of(Waits + "# theirs\n"));
        shop.JustBefore("c|hello", async () => (await PublishAsync(shop, theirs, "li")).ShouldBeOfType<PublishOutcome.Done>());

        (await PublishAsync(shop, mine)).ShouldBeOfType<PublishOutcome.Overtaken>().Current!.Author.ShouldBe("li");
        (await InForceAsync(shop)).Source!.Definition.Version.ShouldBe(theirs.Definition.Version);
        (await shop.Get<PublicationStore>().HistoryAsync("hello", Cancel)).ShouldHaveSingleItem().Author.ShouldBe("li");
    }

    /// <summary>After a withdrawal none is in force: only who says so is right, and not who knows the withdrawal by its number.</summary>
    [Theory]
    [InlineData(0, true)]
    [InlineData(2, false)]
    [InlineData(1, false)]
    [InlineData(3, false)]
    public async Task Who_has_seen_that_it_was_withdrawn_publishes_it_again(int seen, bool knows)
    {
        using var shop = new CornerShop(First);
        await PublishAsync(shop, Of(Waits));
        (await shop.Get<PublishSequence>().WithdrawAsync("hello", new("li"), Cancel)).ShouldBeOfType<PublishOutcome.Done>();

        var outcome = await PublishAsync(shop, Of(Waits), expected: seen);

        if (knows)
            outcome.ShouldBeOfType<PublishOutcome.Done>().Publication.Number.ShouldBe(3);
        else
            outcome.ShouldBeOfType<PublishOutcome.Overtaken>().Current!.Kind.ShouldBe(PublicationKind.Withdrawn);
    }

    [Fact]
    public async Task Who_has_seen_another_version_is_told()
    {
        using var shop = new CornerShop(First);
        (await PublishAsync(shop, Of(Waits), expected: 1)).ShouldBeOfType<PublishOutcome.Overtaken>().Current.ShouldBeNull();
        (await PublishAsync(shop, Of(Waits), expected: 0)).ShouldBeOfType<PublishOutcome.Done>();
        (await PublishAsync(shop, Of(Waits + "# more\n"), expected: 0)).ShouldBeOfType<PublishOutcome.Overtaken>().Current!.Number.ShouldBe(1);
    }

    [Fact]
    public async Task A_process_that_ends_while_publishing_leaves_the_old_version_or_the_new_one()
    {
        for (var batch = 0; ; batch++)
        {
            using var shop = new CornerShop(First);
            await PublishAsync(shop, Of(Waits));
            var second = Of(Waits + "- { send: again, channels: [sms], template: note }");
            var ended = shop.JustBefore(batch, () => throw new InvalidOperationException("the process ends here"));
            try
            {
                await PublishAsync(shop, second);
            }
            catch (InvalidOperationException)
            {
                // It is the process's end, which nobody catches.
            }

            using var next = shop.Reopen();
            var history = await next.Get<PublicationStore>().HistoryAsync("hello", Cancel);
            var current = await next.Get<PublicationStore>().CurrentAsync("hello", Cancel);
            current!.Number.ShouldBe(history.Count);
            (await InForceAsync(next)).Source!.Definition.Version.ShouldBe(history[0].Version);
            if (!ended())
            {
                history.Count.ShouldBe(2);
                batch.ShouldBeGreaterThan(1);
                return;
            }
        }
    }

    [Fact]
    public async Task Another_process_sees_it_within_fifteen_seconds()
    {
        using var shop = new CornerShop(First);
        using var other = shop.Reopen();
        await InForceAsync(other);
        var second = Of(Waits + "# second\n");
        await PublishAsync(shop, second);

        (await InForceAsync(other)).Published.ShouldBeNull("it asked a moment ago");
        shop.Clock.Advance(TimeSpan.FromSeconds(15));
        (await InForceAsync(other)).Source!.Definition.Version.ShouldBe(second.Definition.Version);
    }

    [Fact]
    public async Task A_rollback_is_a_new_version_with_the_old_text()
    {
        using var shop = new CornerShop(First);
        var (one, two) = (Of(Waits), Of(Waits + "- { send: again, channels: [sms], template: note }"));
        await PublishAsync(shop, one);
        await PublishAsync(shop, two);

        var back = (await shop.Get<PublishSequence>().RollBackAsync("hello", null, new("mei"), Cancel)).ShouldBeOfType<PublishOutcome.Done>().Publication;
        (back.Number, back.Kind, back.Restored, back.Version).ShouldBe((3, PublicationKind.RolledBack, 1, one.Definition.Version));
        back.Changes.ShouldHaveSingleItem().Text.For("en").ShouldBe("step again (send) is gone");
        (await shop.Get<PublishSequence>().RollBackAsync("hello", 2, new("mei"), Cancel)).ShouldBeOfType<PublishOutcome.Done>().Publication.Number.ShouldBe(4);
        (await shop.Get<PublishSequence>().RollBackAsync("hello", 9, new("mei"), Cancel)).ShouldBeOfType<PublishOutcome.NoVersion>();
        (await InForceAsync(shop)).Source!.Definition.Version.ShouldBe(two.Definition.Version);
    }

    [Fact]
    public async Task The_first_version_is_compared_with_what_customers_entered_by_though_the_file_is_edited_by_then()
    {
        using var shop = new CornerShop(SequenceText.Of("hello", Waits, holdout: "10%"));
        await shop.EnterAsync("hello", "ann");
        var edited = SequenceText.Of("hello", Waits, holdout: "50%");
        using var next = shop.Reopen(edited);

        var done = (await PublishAsync(next, new(Read(edited), edited))).ShouldBeOfType<PublishOutcome.Done>();

        done.Publication.Changes.ShouldHaveSingleItem().Area.ShouldBe("holdout");
        done.Publication.Measurement.ShouldBe(1);
        done.Notes[0].Say("en").ShouldStartWith("Who enters, or against whom they are compared, changes");
    }

    [Fact]
    public async Task A_rollback_after_a_withdrawal_brings_back_what_was_withdrawn_in_its_measurement()
    {
        using var shop = new CornerShop(First);
        await PublishAsync(shop, Of(Waits));
        var yaml = SequenceText.Of("hello", Waits, goal: "20 days");
        await PublishAsync(shop, new(Read(yaml), yaml));
        await shop.Get<PublishSequence>().WithdrawAsync("hello", new("mei"), Cancel);

        var back = (await shop.Get<PublishSequence>().RollBackAsync("hello", null, new("mei"), Cancel)).ShouldBeOfType<PublishOutcome.Done>().Publication;

        (back.Restored, back.Version, back.Measurement).ShouldBe((2, Read(yaml).Version, 2));
    }

    [Fact]
    public async Task Nobody_enters_what_was_withdrawn_and_who_is_inside_goes_on()
    {
        using var shop = new CornerShop(First);
        await PublishAsync(shop, Of(Waits));
        var id = await shop.EnterAsync("hello", "ann");
        (await shop.Get<PublishSequence>().WithdrawAsync("hello", new("mei"), Cancel)).ShouldBeOfType<PublishOutcome.Done>();

        await shop.CustomerAsync("bob");
        (await shop.AudienceAsync()).ShouldBeEmpty();
        (await shop.Get<SequencesInForce>().NowAsync(Cancel)).Find("hello", out var hint).ShouldBeNull();
        hint.ShouldNotBeNull().ToString().ShouldBe("'hello' is not in force, mei withdrew it on 2026-03-02; publish it again");
        await shop.PassAsync(TimeSpan.FromDays(30));
        (await shop.RowAsync(id)).Outcome.ShouldBe(Outcomes.NotRecovered);

        (await PublishAsync(shop, Of(Waits))).ShouldBeOfType<PublishOutcome.Done>().Publication.Number.ShouldBe(3);
        (await shop.AudienceAsync())["hello"].Treated.ShouldBe(1, "ann was in it, and enters once");
    }

    [Fact]
    public async Task Another_audience_or_control_group_begins_a_measurement_and_the_report_tells_them_apart()
    {
        using var shop = new CornerShop(First);
        await PublishAsync(shop, Of(Waits));
        var early = await shop.EnterAsync("hello", "ann");
        (await PublishAsync(shop, Of(SequenceText.Mail))).ShouldBeOfType<PublishOutcome.Done>().Notes[0].Say("en").ShouldStartWith("The measurement goes on");
        var same = await shop.EnterAsync("hello", "bob");
        var third = (await PublishAsync(shop, new(Read(SequenceText.Of("hello", SequenceText.Mail, goal: "20 days")), SequenceText.Of("hello", SequenceText.Mail, goal: "20 days"))))
            .ShouldBeOfType<PublishOutcome.Done>();
        third.Notes[0].Say("zh-CN").ShouldStartWith("进入的人或对照方式发生变化");
        var late = await shop.EnterAsync("hello", "cat");

        ((await shop.RowAsync(early)).Measurement, (await shop.RowAsync(same)).Measurement, (await shop.RowAsync(late)).Measurement).ShouldBe((0, 0, 3));
        await shop.PassAsync(TimeSpan.FromDays(31));
        var report = (await shop.Get<BuildReport>().HandleAsync(Cancel)).Sequences.Single();
        (report.Measurement, report.Lift.Treated, report.Treated).ShouldBe((3, 1, 3));
        var before = report.Earlier.ShouldHaveSingleItem();
        (before.Measurement, before.Treated, before.Lift.Treated).ShouldBe((0, 2, 2));
    }

    [Fact]
    public async Task A_file_longer_than_a_property_is_kept_whole()
    {
        using var shop = new CornerShop(First);
        var comment = string.Concat(Enumerable.Repeat("# 很长的注释\n", 5000));
        var source = Of(Waits + comment);
        await PublishAsync(shop, source);
        using var next = shop.Reopen();
        (await next.Get<DefinitionStore>().ReadAsync("hello", source.Definition.Version, Cancel)).Yaml.ShouldBe(source.Yaml);
    }

    private static SequenceSource Of(string steps)
    {
        var yaml = SequenceText.Of("hello", steps);
        return new(Read(yaml), yaml);
    }

    private static SequenceDefinition Read(string yaml)
    {
        var result = SequenceFile.Read("hello.yaml", yaml);
        return result.Definition.ShouldNotBeNull(string.Join('\n', result.Problems));
    }

    private static Task<PublishOutcome> PublishAsync(CornerShop shop, SequenceSource source, string author = "mei", int? expected = null) =>
        shop.Get<PublishSequence>().HandleAsync(source, new(author, expected), Cancel);

    private static async Task<SequenceEntry> InForceAsync(CornerShop shop) =>
        (await shop.Get<SequencesInForce>().NowAsync(Cancel)).Files.Single(f => f.Name == "hello");
}
