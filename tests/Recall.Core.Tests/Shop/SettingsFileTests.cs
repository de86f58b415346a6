using Recall.Core.Customers;
using Recall.Core.Customers.Identity;
using Recall.Core.Messaging;
using Recall.Core.Shop;

namespace Recall.Core.Tests.Shop;

public class SettingsFileTests
{
    [Theory]
    [InlineData("")]
    [InlineData("\n  \n")]
    [InlineData("# nothing yet\n   # nor here\n")]
    [InlineData("\uFEFF# saved by an editor with a mark\r\n")]
    [InlineData("policy: {}\nshop: {}\n")]
    public void What_is_left_out_has_its_default(string text)
    {
        var read = SettingsFile.Read("settings.yaml", text);
        read.Problems.ShouldBeEmpty();
        StoredJson.Text(read.Settings).ShouldBe(StoredJson.Text(new ShopSettings()));
    }

    [Fact]
    public void A_system_has_an_address_and_a_secret_that_nothing_shows()
    {
        var target = Good("webhooks:\n  crm: { url: https://crm.example.com/recall, secret: whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw }\n").Webhooks["crm"];

        (target.Url.Host, target.Secret.Length).ShouldBe(("crm.example.com", 24));
        target.ToString().ShouldBe("WebhookTarget");
    }

    [Theory]
    [InlineData("url: http://crm.example.com, secret: whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "webhooks.crm.url", "begins with https://")]
    [InlineData("url: https://me:pass@crm.example.com, secret: whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "webhooks.crm.url", "holds no password")]
    [InlineData("url: https://crm.example.com, secret: whsec_hidden", "webhooks.crm.secret", "24 to 64 bytes in Base64")]
    [InlineData("url: https://crm.example.com, secret: hidden", "webhooks.crm.secret", "24 to 64 bytes in Base64")]
    [InlineData("url: https://crm.example.com", "webhooks.crm.secret", "'secret' is missing")]
    public void What_is_wrong_with_a_system_is_said_without_its_secret(string keys, string field, string words)
    {
        var problem = SettingsFile.Read("settings.yaml", $"webhooks: {{ crm: {{ {keys} }} }}\n").Problems.ShouldHaveSingleItem();

        problem.Field.ShouldBe(field);
        problem.Message.ToString().ShouldContain(words);
        problem.Message.ToString().ShouldNotContain("hidden");
        problem.Message.ToString().ShouldNotContain("pass@");
    }

    [Fact]
    public void Every_setting_is_read()
    {
        var settings = Good(
            """
            shop:
              name: Lantern Tea
              currency: CNY
              time-zone: Asia/Shanghai
              country: CN
              locale: zh-CN
              address: 8 Lantern Lane
              public-url: https://tea.example.com
              gross-margin: 55%
            sender: { email: tea@example.com, phone: "+8613800138000" }
            currencies: { USD: 7.1, EUR: 7.8 }
            costs: { sms: 0.05 }
            policy: { quiet-hours: none, caps: [], daily-messages: 1000, monthly-messages: 20000, budget: { per-day: 99.5, per-month: 2000 }, send-time: usual-hour }
            identity: { email: any, phone: never, most: 3, ignore: [Counter@tea.cn, "@relay.cn", "+8613800138000"] }
            """);
        settings.Country.ShouldBe("CN");
        (settings.Identity.Email, settings.Identity.Phone, settings.Identity.MostPerAddress).ShouldBe((Trust.Any, Trust.Never, 3));
        settings.Identity.Ignores(ContactKey.OfEmail("counter@tea.cn")).ShouldBeTrue();
        settings.Identity.Ignores(ContactKey.OfPhone("+8613800138000")).ShouldBeTrue();
        settings.Identity.IsNobodys("x@mail.relay.cn").ShouldBeTrue();
        settings.Identity.IsNobodys("x@norelay.cn").ShouldBeFalse();
        (settings.Name, settings.Currency, settings.TimeZone, settings.Locale).ShouldBe(("Lantern Tea", "CNY", "Asia/Shanghai", "zh-CN"));
        (settings.Address, settings.PublicUrl, settings.GrossMargin).ShouldBe(("8 Lantern Lane", "https://tea.example.com", 0.55m));
        (settings.FromEmail, settings.FromPhone).ShouldBe(("tea@example.com", "+8613800138000"));
        (settings.Rates["USD"], settings.Rates["EUR"], settings.Rates.Count).ShouldBe((7.1m, 7.8m, 2));
        settings.TouchCosts["sms"].ShouldBe(0.05m);
        settings.TouchCosts["email"].ShouldBe(new ShopSettings().TouchCosts["email"]);
        settings.Policy.QuietHours.ShouldBeNull();
        settings.Policy.Caps.ShouldBeEmpty();
        settings.Policy.DailyTouches.ShouldBe(1000);
        settings.Policy.MonthlyTouches.ShouldBe(20_000);
        settings.Policy.Budget.ShouldBe(new MoneyBudget(99.5m, 2000));
        settings.Policy.UsualHour.ShouldBeTrue();
    }

    [Fact]
    public void Caps_and_quiet_hours_are_read_as_written()
    {
        var policy = Good("policy:\n  quiet-hours: 22:30-08:00\n  caps: [1 per 12 hours, 2 sms per 30 days]\n").Policy;
        policy.QuietHours.ShouldBe(new QuietHours(new(22, 30), new(8, 0)));
        policy.Caps.ShouldBe([new(null, 1, TimeSpan.FromHours(12)), new("sms", 2, TimeSpan.FromDays(30))]);
        policy.DailyTouches.ShouldBeNull();
    }

    [Theory]
    [InlineData("shop:\n  currency: dollars\n", 2, 13, "shop.currency", "three-letter currency code")]
    [InlineData("shop:\n  time-zone: Asia/Shangai\n", 2, 14, "shop.time-zone", "'Asia/Shanghai'")]
    [InlineData("shop:\n  public-url: shop.example.com\n", 2, 15, "shop.public-url", "https://shop.example.com")]
    [InlineData("shop:\n  gross-margin: 140%\n", 2, 17, "shop.gross-margin", "140%")]
    [InlineData("shop:\n  nam: Tea\n", 2, 3, "shop.nam", "'name'")]
    [InlineData("sender:\n  email: nonsense\n", 2, 10, "sender.email", "e-mail address")]
    [InlineData("currencies: { EUR: free }\n", 1, 20, "currencies.EUR", "free")]
    [InlineData("currencies: [EUR]\n", 1, 13, "currencies", "{ EUR: 1.08 }")]
    [InlineData("costs: { fax: 1 }\n", 1, 10, "costs.fax", "fax")]
    [InlineData("policy:\n  quiet-hours: nights\n", 2, 16, "policy.quiet-hours", "'21:00-09:00'")]
    [InlineData("policy:\n  quiet-hours: 09:00-09:00\n", 2, 16, "policy.quiet-hours", "'21:00-09:00'")]
    [InlineData("policy:\n  caps: [many]\n", 2, 10, "policy.caps", "'1 per 2 days'")]
    [InlineData("policy:\n  caps: [1 per 91 days]\n", 2, 10, "policy.caps", "up to 90 days")]
    [InlineData("policy:\n  caps: 1 per 2 days\n", 2, 9, "policy.caps", "expected a list")]
    [InlineData("policy:\n  daily-messages: 0\n", 2, 19, "policy.daily-messages", "0")]
    [InlineData("policy:\n  budget: 200\n", 2, 11, "policy.budget", "{ per-day: 200 } or { per-month: 3000 }")]
    [InlineData("policy:\n  budget: { per-month: 0 }\n", 2, 24, "policy.budget.per-month", "0")]
    [InlineData("policy:\n  budget: { total: 5 }\n", 2, 13, "policy.budget.total", "unknown key")]
    [InlineData("policy:\n  monthly-messages: lots\n", 2, 21, "policy.monthly-messages", "lots")]
    [InlineData("policy:\n  caps: [1 fax per 2 days]\n", 2, 10, "policy.caps", "'1 per 2 days'")]
    [InlineData("push: { url: http://push.example.com, secret: whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz }\n", 1, 14, "push.url", "https://")]
    [InlineData("push: { url: https://push.example.com }\n", 1, 7, "push.secret", "secret")]
    [InlineData("wecom: { corp-id: my company, secret: 0123456789012345678901234567890123456789012 }\n", 1, 19, "wecom.corp-id", "ww1a2b3c4d5e6f7a8b")]
    [InlineData("wecom: { corp-id: ww1a2b3c4d5e6f7a8b, secret: hunter2 }\n", 1, 47, "wecom.secret", "the secret that WeCom shows")]
    [InlineData("shop:\n  country: China\n", 2, 12, "shop.country", "unknown country 'China'")]
    [InlineData("identity: { email: verifed }\n", 1, 20, "identity.email", "'verified'")]
    [InlineData("identity: { most: 1 }\n", 1, 19, "identity.most", "1")]
    [InlineData("identity: { ignore: counter@tea.cn }\n", 1, 21, "identity.ignore", "expected a list")]
    [InlineData("identity: { ignore: [counter] }\n", 1, 22, "identity.ignore", "'@relay.com'")]
    [InlineData("connectors:\n  a:\n    platform: adobe-commerce\n    secrets: [xx]\n", 4, 15, "connectors.a.secrets", "8 characters or more")]
    [InlineData("connectors:\n  a:\n    platform: adobe-commerce\n    secrets: [not-a-public-key]\n", 4, 15, "connectors.a.secrets", "'-----BEGIN PUBLIC KEY-----'")]
    [InlineData("connectors:\n  a:\n    platform: adobe-commerce\n    secrets:\n      - |\n        -----BEGIN PUBLIC KEY-----\n        AAAA\n        -----END PUBLIC KEY-----\n", 5, 9, "connectors.a.secrets", "'-----BEGIN PUBLIC KEY-----'")]
    [InlineData("connectors:\n  a:\n    platform: standard-webhooks\n    secrets: [notbase64!!]\n", 4, 15, "connectors.a.secrets", "'whsec_' and Base64")]
    [InlineData("connectors:\n  a:\n    platform: standard-webhooks\n    secrets: [whsec_not-base64]\n", 4, 15, "connectors.a.secrets", "'whsec_' and Base64")]
    [InlineData("connectors:\n  a:\n    platform: standard-webhooks\n    secrets: [whsec_MTIzNDU2Nzg=]\n", 4, 15, "connectors.a.secrets", "of 16 bytes or more")]
    [InlineData("connectors:\n  a:\n    platform: standard-webhooks\n    secrets: [whpk_c2hvcnQwMA==]\n", 4, 15, "connectors.a.secrets", "public key of 32 bytes")]
    [InlineData("connectors:\n  a: { platform: shopify, secrets: ['env:'] }\n", 2, 37, "connectors.a.secrets", "'env:NAME'")]
    [InlineData("connectors:\n  a: { platform: stripe, secrets: [whsec_12345678], orders-from: nosuch }\n", 2, 66, "connectors.a.orders-from", "set the shop's own platform up")]
    [InlineData("connectors:\n  a: { platform: stripe, secrets: [whsec_12345678], orders-from: nosuch }\n  b: { platform: shopify, secrets: ['env:B'], customers: tea }\n", 2, 66, "connectors.a.orders-from", "'customers' of the one that does: 'tea'")]
    [InlineData("shop: [\n", 2, 1, "", "is not valid YAML")]
    public void An_error_is_shown_where_it_is_with_what_to_write(string text, int line, int column, string field, string says)
    {
        var read = SettingsFile.Read("settings.yaml", text);
        read.Settings.ShouldBeNull();
        var problem = read.Problems.ShouldHaveSingleItem();
        (problem.Line, problem.Column, problem.Field).ShouldBe((line, column, field));
        problem.Message.ToString().ShouldContain(says);
    }

    [Fact]
    public void A_variable_may_have_a_short_name_and_a_key_that_can_be_one_is_taken()
    {
        using var rsa = System.Security.Cryptography.RSA.Create(2048);
        var sources = Good($$"""
            connectors:
              a: { platform: shopify, secrets: ["env:A"], customers: tea, api: { url: "https://tea.example.com", key: "env:K" } }
              b: { platform: stripe, secrets: ["env:B"], orders-from: tea }
              c: { platform: standard-webhooks, secrets: [whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz, whpk_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=, "env:C"] }
              d:
                platform: adobe-commerce
                secrets:
                  - |
            {{string.Join('\n', rsa.ExportSubjectPublicKeyInfoPem().Split('\n').Select(l => "        " + l))}}
            """).Connectors;
        sources.Values.Select(s => s.Secrets.Count).ShouldBe([1, 1, 3, 1]);
        (sources["a"].Secrets[0], sources["a"].Api!.Key, sources["b"].OrdersFrom).ShouldBe(("env:A", "env:K", "tea"));
        sources["d"].Secrets[0].ShouldStartWith("-----BEGIN PUBLIC KEY-----");
    }

    [Fact]
    public void Gateways_are_read_and_never_shown()
    {
        var shop = Good("""
            push: { url: https://push.example.com/recall, secret: whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz }
            wecom: { corp-id: ww1a2b3c4d5e6f7a8b, secret: s0123456789012345678901234567890123456789_- }
            policy: { caps: [1 push per 2 days, 3 wecom per 30 days] }
            costs: { push: 0.002 }
            """);
        (shop.Push!.Url.Host, shop.Push.Secret.Length, shop.Wecom).ShouldBe(
            ("push.example.com", 24, new WecomAccount("ww1a2b3c4d5e6f7a8b", "s0123456789012345678901234567890123456789_-")));
        shop.ToString().ShouldNotContain("0123456789");
        shop.Policy.Caps.ShouldBe([new("push", 1, TimeSpan.FromDays(2)), new("wecom", 3, TimeSpan.FromDays(30))]);
        (shop.TouchCosts["push"], shop.TouchCosts["wecom"]).ShouldBe((0.002m, 0m));
        SettingsFile.Read("settings.yaml", "wecom: { corp-id: ww1a2b3c4d5e6f7a8b, secret: hunter2 }\n").Problems.ShouldAllBe(p => !p.Message.ToString().Contains("hunter2"));
    }

    [Fact]
    public void Every_error_is_shown_in_the_order_of_the_file() =>
        SettingsFile.Read("settings.yaml", "shop: { currency: x }\nsender: { email: y }\npolicy: { caps: z }\n")
            .Problems.Select(p => p.Line).ShouldBe([1, 2, 3]);

    private static ShopSettings Good(string text)
    {
        var read = SettingsFile.Read("settings.yaml", text);
        read.Problems.ShouldBeEmpty();
        return read.Settings.ShouldNotBeNull();
    }
}
