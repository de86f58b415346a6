namespace Recall.App.Tests.Http;

/// <summary>The files of <see cref="TestShop"/>.</summary>
public static class TestSequences
{
    public static IReadOnlyList<(string File, string Yaml)> All { get; } =
    [
        ("call-them.yaml", CallThem), ("say-hello.yaml", SayHello), ("for-strangers.yaml", ForStrangers), ("broken.yaml", "sequence: broken\nstepz: []\n"),
    ];

    /// <summary>A task with two named outcomes, then a task that takes any word.</summary>
    public const string CallThem =
        """
        sequence: call-them
        title: { en: Call them, zh-CN: 电话回访 }
        audience: { field: profile.orders, at-least: 2 }
        holdout: 0%
        priority: 20
        reentry: { after: 30 days }
        goal: { order-within: 45 days }
        steps:
          - handoff: ask
            queue: care
            sla: 2 days
            note: { en: Ask what is missing. }
            outcomes:
              agreed: []
              declined:
                - { end: over, outcome: declined }
          - handoff: note-it
            queue: desk
            sla: 2 days
            note: { en: Write it down. }

        """;

    /// <summary>One mail, then a wait.</summary>
    public const string SayHello =
        """
        sequence: say-hello
        title: { en: Say hello }
        audience: { all: [ { field: profile.orders, at-least: 1 }, { any: [ { field: profile.days-since-order, more-than: 30 days }, { field: profile.has-email, is: true } ] } ] }
        holdout: 0%
        reentry: never
        goal: { order-within: 30 days }
        templates:
          hello:
            en:
              subject: Hello
              preheader: From us
              html: <p>Hello from {{shop.name}}, {{shop.address}}. <a href="{{unsubscribeUrl}}">Stop</a></p>
              text: "Hello from {{shop.name}}, {{shop.address}}. Stop: {{unsubscribeUrl}}"
        steps:
          - send: hello-mail
            channels: [email]
            template: hello
          - wait: a-while
            for: 5 days

        """;

    private const string ForStrangers =
        """
        sequence: for-strangers
        title: { en: For strangers }
        audience: { field: profile.orders, is: 0 }
        holdout: 10%
        reentry: never
        goal: { order-within: 30 days }
        steps:
          - wait: a-while
            for: 5 days

        """;
}
