using Recall.Core.Messaging;

namespace Recall.Core.Tests.Messaging;

/// <summary>Three bytes for a Chinese character, four for an emoji; 100 for a value.</summary>
public class WecomTextTests
{
    [Theory]
    [InlineData("", 0, 0)]
    [InlineData("tea", 3, 3)]
    [InlineData("茶", 3, 3)]
    [InlineData("👋", 4, 4)]
    [InlineData("{{shop.name}}: 茶", 5, 105)]
    [InlineData("a{{#if coupon}}bcd{{else}}茶茶{{/if}}e", 5, 8)]
    [InlineData("a{{#if coupon}}bcd{{coupon.code}}{{/if}}e", 2, 105)]
    [InlineData("{{#if customer.name}}{{#if coupon}}ab{{else}}c{{/if}}{{else}}defg{{/if}}", 1, 4)]
    [InlineData("{{#unless coupon}}ab{{/unless}}{{! 茶茶茶 }}", 0, 2)]
    [InlineData("{{~#if coupon~}} ab {{~/if~}}", 0, 4)]
    public void The_shortest_and_the_longest_way_through_a_template(string template, int shortest, int longest) =>
        WecomText.Measure(template).ShouldBe(new(shortest, longest));
}
