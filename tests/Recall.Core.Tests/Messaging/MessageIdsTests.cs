using Recall.Core.Messaging;
using Recall.Core.Sequences;

namespace Recall.Core.Tests.Messaging;

public class MessageIdsTests
{
    [Fact]
    public void An_operation_is_the_touchs_for_good()
    {
        const string Effect = "dormant-winback--shop:42--1/first-mail";
        MessageIds.Operation(Effect).ShouldBe(MessageIds.Operation(Effect));
        MessageIds.Operation(Effect).ShouldNotBe(MessageIds.Operation("dormant-winback--shop:42--2/first-mail"));
        MessageIds.Operation(Effect).ToString()[14].ShouldBe('8');
        "89ab".ShouldContain(MessageIds.Operation(Effect).ToString()[19]);
        MessageIds.Parse(Effect).ShouldBe((EnrolmentId.Parse("dormant-winback--shop:42--1"), "first-mail"));
    }
}
