using Recall.Core.Sequences;

namespace Recall.Core.Tests.Sequences;

public class ConditionTextTests
{
    private static readonly Condition Orders = new Condition.Compare("profile.orders", CompareOperator.Between, [2.0, 5.0]);
    private static readonly Condition Stage = new Condition.Compare("score.stage", CompareOperator.In, ["dormant", "lost"]);
    private static readonly Condition Silent = new Condition.Compare("profile.days-since-order", CompareOperator.MoreThan, [1.0]);
    private static readonly Condition Gifts = new Condition.Compare("profile.gift-share", CompareOperator.AtMost, [0.25]);
    private static readonly Condition Zone = new Condition.Compare("profile.time-zone", CompareOperator.IsKnown, [false]);

    [Fact]
    public void A_group_inside_a_group_stands_in_brackets()
    {
        var condition = new Condition.All([Orders, new Condition.Any([Stage, Silent]), new Condition.Not(Gifts), Zone]);

        ConditionText.Of(condition).ShouldBe(
            "orders placed between 2 and 5 and (stage of life with the shop in dormant, lost or days since the last order more than 1 day)"
            + " and not (share of orders that were gifts at most 25%) and IANA time zone is unknown");
        ConditionText.Of(condition, "zh").ShouldBe(
            "订单数在 2 到 5 之间，且（生命周期阶段属于 dormant, lost，或距上次下单的天数 > 1 天），且非（礼品订单占比 ≤ 25%），且IANA 时区为 未知");
    }

    [Fact]
    public void Empty_groups_are_everybody_and_nobody()
    {
        ConditionText.Of(new Condition.All([])).ShouldBe("everybody");
        ConditionText.Of(new Condition.Any([]), "zh-CN").ShouldBe("无人");
    }

    [Fact]
    public void Every_field_and_every_comparison_has_words()
    {
        foreach (var field in FieldCatalogue.All)
        {
            foreach (var comparison in field.Operators)
            {
                object value = comparison == CompareOperator.IsKnown || field.Type == FieldType.Flag ? true
                    : field.Type is FieldType.Number or FieldType.Share or FieldType.Days ? 1.0 : "x";
                var condition = new Condition.Compare(field.Name, comparison, [value, value]);
                ConditionText.Of(condition).ShouldStartWith(field.Description.For("en"));
                ConditionText.Of(condition, "zh-CN").ShouldStartWith(field.Description.For("zh-CN"));
            }
        }
    }
}
