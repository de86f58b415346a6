using Recall.Core.Sequences.Files;
using Recall.Core.Sequences.Triggers;

namespace Recall.Core.Tests.Sequences.Files;

public class TriggerFilesTests
{
    private const string Good = """
        sequence: good
        title: { en: Good }
        trigger: { event: complaint }
        audience: { field: profile.orders, at-least: 0 }
        holdout: 10%
        goal: { order-within: 45 days }
        steps: [ { end: done, outcome: done } ]

        """;

    [Theory]
    [InlineData("{ event: view, same: product, times: 3, within: 7 days }", "view of the same product, 3 times within 7 days", "7 天内浏览同一商品 3 次")]
    [InlineData("{ event: cart, times: 2, within: 1 day }", "cart, 2 times within 24 h", "24 小时内加购 2 次")]
    [InlineData("{ event: order, where: { field: event.total, at-least: 100 } }", "order, where paid for the order at least 100", "下单，其中 订单实付金额 ≥ 100")]
    [InlineData("{ date: birthday, offset: -3 days }", "birthday -3 days", "生日 -3 天")]
    [InlineData("{ date: membership-expiry, offset: -15 days }", "membership expiry -15 days", "会员到期 -15 天")]
    [InlineData("{ date: last-login, offset: 30 days }", "last login +30 days", "上次登录 +30 天")]
    [InlineData("{ date: last-order, category: coffee, offset: 6 weeks }", "last order in 'coffee' +42 days", "在“coffee”的上次下单 +42 天")]
    [InlineData("{ date: first-order, offset: 0 days }", "first order 0 days", "首次下单 0 天")]
    [InlineData("{ score: stage, changes-to: [dormant, lost] }", "score.stage becomes dormant / lost", "生命周期阶段变为 沉睡 dormant / 流失 lost")]
    public void Triggers_read_as_they_are_written_and_say_so_to_people(string trigger, string said, string saidInChinese)
    {
        var result = SequenceFile.Read("good.yaml", Good.Replace("{ event: complaint }", trigger, StringComparison.Ordinal));

        result.Problems.ShouldBeEmpty();
        var read = result.Definition.ShouldNotBeNull().Trigger.ShouldNotBeNull();
        (TriggerText.Of(read, "en"), TriggerText.Of(read, "zh-CN")).ShouldBe((said, saidInChinese));
    }

    [Theory]
    [InlineData("complaint", 10, "trigger", "expected a trigger such as { event: complaint }")]
    [InlineData("{ evnt: complaint }", 12, "trigger.evnt", "did you mean 'event'?")]
    [InlineData("{ event: complain }", 19, "trigger.event", "did you mean 'complaint'?")]
    [InlineData("{ event: complaint, date: birthday }", 30, "trigger.event", "make a sequence of its own for the other")]
    [InlineData("{ event: view, times: 3 }", 10, "trigger.within", "add 'within: 7 days' to 'times: 3'")]
    [InlineData("{ event: view, within: 7 days }", 33, "trigger.within", "add 'times: 3', or delete it")]
    [InlineData("{ event: order, same: product }", 32, "trigger.same", "goes with 'event: view' only")]
    [InlineData("{ event: order, where: { field: event.rating, is: 3 } }", 42, "trigger.where.field", "'event.rating' is a field of 'survey', and this is 'order', which has event.total, ")]
    [InlineData("{ event: view, where: event.total }", 32, "trigger.where", "'event.total' is a field of 'order', and this is 'view', which has event.product, event.category; compare one of these, or write 'event: order'")]
    [InlineData("{ event: order, where: { field: profile.orders, is: 3 } }", 42, "trigger.where.field", "unknown field 'profile.orders'")]
    [InlineData("{ event: order, where: { all: [] } }", 40, "trigger.where.all", "an empty 'all' always holds; list a condition, or delete 'where'")]
    [InlineData("{ event: login, where: { field: event.total, is: 3 } }", 33, "trigger.where", "a 'login' has no fields to compare")]
    [InlineData("{ date: birthday }", 10, "trigger.offset", "add 'offset: -3 days'")]
    [InlineData("{ date: birthdya, offset: 0 days }", 18, "trigger.date", "did you mean 'birthday'?")]
    [InlineData("{ date: birthday, offset: -3 dais }", 36, "trigger.offset", "did you mean '-3 days'?")]
    [InlineData("{ date: birthday, offset: -3 }", 36, "trigger.offset", "found '-3'; did you mean '-3 days'?")]
    [InlineData("{ date: birthday, offset: 36 hours }", 36, "trigger.offset", "is counted in whole days")]
    [InlineData("{ date: last-login, offset: -3 days }", 38, "trigger.offset", "'last-login' is not known before it happens")]
    [InlineData("{ date: last-login, offset: 3 days, category: tea }", 56, "trigger.category", "goes with 'date: last-order' only")]
    [InlineData("{ score: stage, changes-to: [dormnat] }", 39, "trigger.changes-to", "did you mean 'dormant'?")]
    [InlineData("{ score: churn, changes-to: [high] }", 19, "trigger.score", "unknown word of the score 'churn'")]
    public void Says_where_and_how_to_mend_it(string trigger, int column, string field, string words)
    {
        var result = SequenceFile.Read("good.yaml", Good.Replace("{ event: complaint }", trigger, StringComparison.Ordinal));

        result.Definition.ShouldBeNull();
        var said = string.Join('\n', result.Problems);
        result.Problems.ShouldContain(p => p.Line == 3 && p.Column == column && p.Field == field && p.Message.ToString().Contains(words, StringComparison.Ordinal), said);
        result.Problems.ToList().ForEach(ChineseMessage.ShouldBeWhole);
    }

    [Fact]
    public void An_audience_cannot_ask_for_what_only_an_event_has() =>
        SequenceFile.Read("good.yaml", Good.Replace("{ field: profile.orders, at-least: 0 }", "{ field: event.total, at-least: 3 }", StringComparison.Ordinal)).Problems
            .ShouldHaveSingleItem().Message.ToString().ShouldContain("unknown field 'event.total'");
}
