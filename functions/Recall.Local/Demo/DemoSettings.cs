namespace Recall.Local.Demo;

/// <summary>Settings of the synthetic shop.</summary>
internal static class DemoSettings
{
    public const string Text =
        """
        # The shop that 'recall demo' makes up.
        shop:
          name: Lantern Tea 灯笼茶铺
          currency: USD
          time-zone: Asia/Shanghai
          locale: en
          address: 8 Lantern Lane, Hangzhou
          public-url: https://lantern-tea.example.com
          gross-margin: 55%
        sender:
          email: hello@lantern-tea.example.com
          phone: "+12025550100"
        costs: { email: 0.001, sms: 0.04 }
        policy:
          quiet-hours: 21:00-09:00
          caps: [1 per 2 days, 6 per 30 days, 2 sms per 30 days]

        """;
}
