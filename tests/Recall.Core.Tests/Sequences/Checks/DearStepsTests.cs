using Recall.Core.Messaging;
using Recall.Core.Sequences;
using Recall.Core.Sequences.Checks;

namespace Recall.Core.Tests.Sequences.Checks;

public sealed class DearStepsTests
{
    private static readonly Dictionary<string, decimal> Prices = new(StringComparer.Ordinal) { ["email"] = 0.001m, ["sms"] = 0.04m };

    private static readonly CouponStep Five = new("offer", null, 5, TimeSpan.FromDays(14), null, null);

    [Fact]
    public void A_channel_whose_message_costs_more_than_a_whole_budget_is_named()
    {
        var doubt = Doubts(new(0.01m, null), Definitions.Send("mail")).ShouldHaveSingleItem();
        doubt.Field.ShouldBe("steps.mail");
        doubt.Text.Say("en").ShouldBe("a message by sms costs 0.04, more than the shop's budget a day, 0.01, and never goes out; take another channel, or raise the budget");
        doubt.Text.Say("zh-CN").ShouldContain("已超出店铺每日费用预算 0.01");
        Doubts(new(0.04m, null), Definitions.Send("mail")).ShouldBeEmpty("one fits");
    }

    [Fact]
    public void A_code_that_costs_more_than_a_whole_budget_is_named_inside_a_way_too()
    {
        var doubt = Doubts(new(null, 4), Definitions.Branch("who", [Five], [])).ShouldHaveSingleItem();
        doubt.Field.ShouldBe("steps.offer");
        doubt.Text.Say("en").ShouldBe("a code at its full 5 costs more than the shop's budget a month, 4, and is never issued, nor is a message sent that shows it; give less, or raise the budget");
        Doubts(new(null, 5), Five).ShouldBeEmpty();
    }

    [Fact]
    public void A_gift_counts_its_cost_and_a_percentage_only_what_is_certain()
    {
        var gift = Five with { Amount = null, Gift = new(Definitions.Note, 5) };
        Doubts(new(4, null), gift).ShouldHaveSingleItem();
        var percent = Five with { Amount = null, Ladder = [10, 90] };
        Doubts(new(4, null), percent).ShouldBeEmpty("who orders for 40 and less gets one");
        Doubts(new(4, null), percent with { MinimumOrder = 41 }).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(4, null, null, "the step's budget in all")]
    [InlineData(null, 4, null, "the step's budget a day")]
    [InlineData(null, null, 4, "the step's budget a month")]
    [InlineData(null, null, null, "the sequence's budget a day")]
    public void Budgets_of_the_step_and_of_the_sequence_are_looked_at(int? total, int? day, int? month, string words)
    {
        var definition = Definitions.Of(Five with { Budget = new(total, day, month) }) with { Policy = new() { Budget = new(4, null) } };
        DearSteps.Of(definition, new(), Prices).ShouldHaveSingleItem().Text.Say("en").ShouldContain(words);
    }

    private static List<Doubt> Doubts(MoneyBudget budget, params IReadOnlyList<Step> steps) =>
        [.. DearSteps.Of(Definitions.Of(steps), new Policy { Budget = budget }, Prices)];
}
