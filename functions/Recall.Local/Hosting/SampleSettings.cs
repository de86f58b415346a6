namespace Recall.Local.Hosting;

/// <summary>The settings file that a new data folder gets.</summary>
internal static class SampleSettings
{
    public const string Text =
        """
        # Settings of your shop. Every key may be left out; the values here are what you get then.
        # 店铺设置。每一项都可以省略，省略时使用这里的默认值。

        shop:
          name: My Shop                       # as customers know it / 店铺名称
          currency: USD                       # all amounts are kept in it (ISO 4217) / 记账货币
          time-zone: UTC                      # for example Asia/Shanghai / 时区
          # country: CN                       # phone numbers without a country code are of there / 未写国家代码的电话所属国家
          locale: en                          # for customers whose language is unknown: en or zh-CN / 默认语言
          address: 1 Example Street, Example City   # stands in every e-mail, as mail laws want / 邮件中的通信地址
          public-url: https://shop.example.com      # where unsubscribe links lead / 退订链接的网址
          gross-margin: 40%                   # left after the cost of goods, where an order has no cost / 毛利率

        sender:
          email: shop@example.com
          phone: "+12025550100"

        # What one unit of another currency is worth in yours. Orders in a currency that is not here are refused.
        # 其他货币折算成记账货币的汇率；未列出的货币会被拒绝。
        # currencies: { EUR: 1.08, CNY: 0.14 }

        costs: { email: 0.001, sms: 0.04 }    # of one message / 每条消息的成本

        # Systems of yours that sequences may call, by name. Make a secret with: openssl rand -base64 32
        # 流程可以调用的自有系统；密钥可用上面的命令生成。
        # webhooks: { crm: { url: https://crm.example.com/recall, secret: whsec_... } }

        # Your own gateway, for messages on channel push, and your company at WeCom, for those on channel wecom. Without them such messages
        # are files in the outbox.
        # push 渠道：自有推送网关；wecom 渠道：企业微信账号。未设置时，消息写入 outbox 文件夹。
        # push: { url: https://push.example.com/recall, secret: whsec_... }
        # wecom: { corp-id: ww1a2b3c4d5e6f7a8b, secret: ... }

        # Your shop's platform, which then posts its orders to /api/ingest/shopify/main. docs/connectors/ has a page for each.
        # 店铺平台：设置后由平台把订单推送到 /api/ingest/shopify/main；各平台说明见 docs/connectors/。
        # connectors: { main: { platform: shopify, secrets: [env:SHOPIFY_SECRET] } }

        # What makes two customer keys one person: addresses that a platform has verified, unless you say any or never. An address that more
        # than this many have, and those to ignore, link nobody.
        # 哪些客户编号视为同一人：默认只认平台已验证的地址（可改为 any 或 never）；被更多客户共用的地址以及 ignore 中的地址不用于合并。
        # identity: { email: verified, phone: verified, most: 5, ignore: [counter@shop.example.com, "@relay.example.com"] }

        policy:
          quiet-hours: 21:00-09:00            # in the customer's own time zone, or none / 免打扰时段（客户当地时间）
          caps: [1 per 2 days, 6 per 30 days, 2 sms per 30 days]   # / 频次上限
          # daily-messages: 1000              # to all customers together / 每日总量上限
          # send-time: usual-hour             # waits, less than a day, for the hour at which the customer usually orders / 等到客户常下单的时段再发（不超过一天）
          # monthly-messages: 20000           # the same, in a calendar month / 每月总量上限
          # budget: { per-day: 200, per-month: 3000 }   # what messages and coupons of all sequences may cost / 所有流程的消息与优惠码费用上限

        """;
}
