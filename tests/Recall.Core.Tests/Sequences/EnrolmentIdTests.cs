using FsCheck.Fluent;
using Recall.Core.Customers;
using Recall.Core.Sequences;

namespace Recall.Core.Tests.Sequences;

public sealed class EnrolmentIdTests
{
    [Fact]
    public void An_id_reads_back_whatever_hyphens_its_parts_have() => Properties.ForAll(
        from sequence in Gen.Elements("a", "dormant-winback", "x-1")
        from source in Gen.Elements("shop", "-s", "s-", "s--t", "--", "1")
        from id in Gen.Elements("42", "-", "--", "a--1", "--7--", "1--", "山 田", ":")
        from episode in Gen.Choose(1, int.MaxValue)
        select new EnrolmentId(sequence, CustomerKey.Parse($"{source}:{id}"), episode),
        id =>
        {
            EnrolmentId.Parse(id.ToString()).ShouldBe(id);
            id.EffectKey("step-1").ShouldBe($"{id}/step-1");
        });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("--shop:42--1")]
    [InlineData("winback--1")]
    [InlineData("winback--shop:42")]
    [InlineData("winback--shop:42--")]
    [InlineData("winback--shop:42--0")]
    [InlineData("winback--shop:42--01")]
    [InlineData("winback--shop:42--+1")]
    [InlineData("winback--shop:42-- 1")]
    [InlineData("winback--shop:42--2147483648")]
    [InlineData("winback--ann@example.com--1")]
    public void Anything_else_is_none(string? text)
    {
        EnrolmentId.TryParse(text, out var id).ShouldBeFalse();
        id.ShouldBeNull();
        Should.Throw<FormatException>(() => EnrolmentId.Parse(text!));
    }
}
