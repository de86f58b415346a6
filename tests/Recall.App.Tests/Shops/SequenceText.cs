namespace Recall.App.Tests.Shops;

/// <summary>Sequence files for tests: the steps matter, the rest has a default. Lists begin in the first column.</summary>
public static class SequenceText
{
    public const string Mail = "- { send: mail, channels: [email], template: note }";

    /// <summary>With texts for <c>push</c> and <c>wecom</c>.</summary>
    public static string WithGateways(string name, string steps, string holdout = "0%", string more = "") => Of(name, steps, holdout: holdout, more: more).Replace(
        "      sms: \"{{shop.name}} ", "      push: \"{{shop.name}}: 您好\"\n      wecom: \"{{shop.name}}: 您好 👋\"\n      sms: \"{{shop.name}} ", StringComparison.Ordinal);

    public static string Of(
        string name, string steps, string audience = "{ field: profile.orders, at-least: 1 }", string holdout = "0%", string reentry = "never",
        string goal = "30 days", string more = "") =>
        $$$"""
        sequence: {{{name}}}
        title: { en: Test }
        audience: {{{audience}}}
        holdout: {{{holdout}}}
        reentry: {{{reentry}}}
        goal: { order-within: {{{goal}}} }
        {{{more}}}
        templates:
          note:
            en:
              subject: Hello
              preheader: From us
              html: <p>{{shop.name}}, {{shop.address}} <a href="{{unsubscribeUrl}}">Stop</a></p>
              text: "{{shop.name}}, {{shop.address}} {{unsubscribeUrl}}"
              sms: "{{shop.name}} {{unsubscribeUrl}}"
          offer:
            en:
              subject: Hello
              preheader: From us
              html: <p>{{coupon.code}} {{shop.name}}, {{shop.address}} <a href="{{unsubscribeUrl}}">Stop</a></p>
              text: "{{coupon.code}} {{shop.name}}, {{shop.address}} {{unsubscribeUrl}}"
              sms: "{{coupon.code}} {{shop.name}} {{unsubscribeUrl}}"
        steps:
        {{{steps}}}

        """;
}
