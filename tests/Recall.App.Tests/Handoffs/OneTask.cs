using Recall.App.Handoffs;
using Recall.App.Tests.Shops;
using Recall.Core.Sequences;

namespace Recall.App.Tests.Handoffs;

/// <summary>A run that waits for a person.</summary>
internal static class OneTask
{
    public const string Steps =
        """
        - handoff: call
          queue: care
          sla: 2 days
          note: { en: Call them. }
          outcomes:
            won: [ { end: over, outcome: won-by-call } ]
            lost: [ { wait: calm, for: 3 days } ]
          overdue: [ { send: mail, channels: [email], template: note } ]
        """;

    public static readonly EnrolmentId Ann = new("hello", CornerShop.Key("ann"), 1);
    public static readonly string Task1 = Handoff.IdOf(Ann, "call");

    public static async Task<Handoff> TaskAsync(CornerShop shop) => (await shop.Get<HandoffStore>().FindAsync(Task1, TestContext.Current.CancellationToken))!;

    public static async Task<CornerShop> OpenedAsync()
    {
        var shop = new CornerShop(SequenceText.Of("hello", Steps));
        await shop.EnterAsync("hello", "ann");
        return shop;
    }
}
