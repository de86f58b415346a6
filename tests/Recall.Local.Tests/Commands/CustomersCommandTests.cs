using System.Globalization;
using System.Text.RegularExpressions;
using Recall.Local.Commands;

namespace Recall.Local.Tests.Commands;

public sealed class CustomersCommandTests : IDisposable
{
    private readonly Shell shell = new();

    [Fact]
    public async Task A_customer_is_shown_with_score_reasons_sequences_and_timeline_and_masked()
    {
        await FilledAsync();
        var text = (await shell.DoneAsync("customers", "show", "shopify:42", "--lang", "en")).Text;
        text.ShouldContain("shopify:42");
        text.ShouldContain("m***@example.com");
        text.ShouldNotContain("mei@example.com");
        text.ShouldContain("Score and why");
        text.ShouldContain("Silent for 58 days");
        text.ShouldMatch("dormant-winback +stays out +score.stage is");
        text.ShouldMatch("2026-01-03 10:00 +order +shopify +\\S+ +total 59.9 USD\n");
    }

    [Fact]
    public async Task The_same_in_chinese()
    {
        await FilledAsync();
        var text = (await shell.DoneAsync("customers", "show", "shopify:42", "--lang", "zh-CN")).Text;
        text.ShouldContain("评分与原因");
        text.ShouldContain("已沉默58天");
        text.ShouldMatch("dormant-winback +不进入");
        text.ShouldMatch("dormant-winback +不进入 +生命周期阶段为“成长 growth”，不属于");
        text.ShouldContain("时间线（最新在前）");
        text.ShouldMatch("2026-01-03 10:00 +下单 +shopify +\\S+ +金额 59.9 USD\n");
    }

    [Fact]
    public async Task A_marketers_tags_are_shown_and_mistakes_in_their_file_are_named_with_the_line()
    {
        await FilledAsync();
        var file = Path.Combine(shell.Data, "tags.yaml");
        await File.WriteAllTextAsync(
            file, "tags:\n  - tag: bought\n    title: { en: Has bought, zh-CN: 买过 }\n    when: { field: profile.orders, at-least: 1 }\n", TestContext.Current.CancellationToken);
        await shell.DoneAsync("score");
        (await shell.DoneAsync("customers", "show", "shopify:42", "--lang", "en")).Text.ShouldContain("Tags: Has bought");
        (await shell.DoneAsync("customers", "show", "shopify:42", "--lang", "zh-CN")).Text.ShouldContain("标签：买过");

        await File.WriteAllTextAsync(file, "tags:\n  - tag: bought\n    title: { en: Has bought }\n    when: { field: profile.oders, at-least: 1 }\n", TestContext.Current.CancellationToken);
        var broken = await shell.RunAsync("score");
        broken.Code.ShouldBe(ExitCodes.Usage);
        broken.Errors.ShouldContain("tags.yaml:4:20: tags[1].when.field: unknown field 'profile.oders'; did you mean 'profile.orders'?");
    }

    [Fact]
    public async Task Who_is_leaving_is_listed_by_what_they_brought_in_both_languages()
    {
        var rows = string.Concat(Enumerable.Range(1, 60).Select(i => string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{i}a,c{i},2024-01-{(i % 28) + 1:00}T10:00:00Z,{i}\n{i}b,c{i},2024-02-{(i % 28) + 1:00}T10:00:00Z,{i}\n")));
        await shell.DoneAsync("import", shell.Write("old.csv", "id,customer,at,total\n" + rows), "--format", "orders-csv", "--source", "shop");
        (await shell.DoneAsync("customers", "lapsed", "--lang", "en")).Text.ShouldContain("Nobody is dormant or lost by the last scoring");

        // Orders of two years ago, looked at today.
        foreach (var (lang, words) in new[] { ("en", @"The last order is of 2024-02-28, 2\.\d years ago.+ with --as-of 2024-02-29\."), ("zh-CN", @"最后一笔订单在 2024-02-28，距今 2\.\d 年.+--as-of 2024-02-29") })
            (await shell.DoneAsync("score", "--lang", lang)).Text.ReplaceLineEndings("").ShouldMatch(words);

        var list = (await shell.DoneAsync("customers", "lapsed", "--take", "3", "--json")).Json;
        list.EnumerateArray().Select(c => (c.GetProperty("customer").GetString(), c.GetProperty("netValue").GetDecimal()))
            .ShouldBe([("shop:c60", 120m), ("shop:c59", 118m), ("shop:c58", 116m)]);
        (await shell.DoneAsync("customers", "lapsed", "--lang", "en")).Text.ShouldMatch("shop:c60 +(lost|dormant) +.+ 120.00 +.+ Silent for ");
        (await shell.DoneAsync("customers", "lapsed", "--lang", "zh-CN")).Text.ShouldContain("已沉默");
    }

    [Theory]
    [InlineData("en", "is told by (?<who>[A-Za-z/]+), as no scorecard could be learnt", "Likely not to buy in the next 90 days: (?<churn>\\d+) % \\(by (?<who>[A-Za-z/]+), learnt from", "90 days", "are not in the percentage above")]
    [InlineData("zh-CN", "未能学成评分卡，是否购买以 (?<who>[A-Za-z/]+) 为准", "未来90天内不购买的可能性：(?<churn>\\d+)%（采用(?<who>[A-Za-z/]+)，", "90天", "不计入上面的百分比")]
    public async Task A_shop_too_young_for_a_scorecard_gets_one_answer_to_whether_somebody_buys(string lang, string leads, string answer, string ahead, string points)
    {
        await shell.DoneAsync("import", shell.Write("cdnow.txt", Samples.Cdnow()), "--format", "cdnow", "--as-of", "1997-04-15");
        var fitted = Regex.Match((await shell.DoneAsync("score", "--lang", lang)).Text.ReplaceLineEndings(" "), leads, RegexOptions.NonBacktracking);
        var lines = (await shell.DoneAsync("customers", "show", "cdnow:00001", "--lang", lang)).Text.Split('\n');
        var told = lines.Where(l => l.Contains(ahead, StringComparison.Ordinal) && l.Contains('%', StringComparison.Ordinal)).ToList().ShouldHaveSingleItem();
        var said = Regex.Match(told, answer, RegexOptions.NonBacktracking);
        (fitted.Success, said.Success).ShouldBe((true, true), told);
        said.Groups["who"].Value.ShouldBe(fitted.Groups["who"].Value);
        lines.ShouldContain(l => l.Contains(points, StringComparison.Ordinal));

        var score = (await shell.DoneAsync("customers", "show", "cdnow:00001", "--json")).Json.GetProperty("score");
        var churn = score.GetProperty("churn").GetDouble();
        churn.ShouldBe(1 - score.GetProperty("pBuy").GetDouble(), 1e-12);
        said.Groups["churn"].Value.ShouldBe((100 * churn).ToString("0", CultureInfo.InvariantCulture));
    }

    /// <summary>One of two buyers is in no fifth, and in no middle.</summary>
    [Theory]
    [InlineData("en", "growth", "middle", "top")]
    [InlineData("zh-CN", "成长 growth", "中等", "高价值")]
    public async Task Among_two_buyers_nobody_is_ranked(string lang, string stage, string middle, string top)
    {
        await shell.DoneAsync("import", shell.Write("two.csv", "id,customer,at,total\n1,a,2024-01-05,20\n2,b,2024-01-08,40\n3,b,2024-01-09,5\n"), "--format", "orders-csv", "--source", "shop", "--as-of", "2024-01-10");
        await shell.DoneAsync("score");
        foreach (var customer in (string[])["shop:a", "shop:b"])
        {
            var text = (await shell.DoneAsync("customers", "show", customer, "--lang", lang)).Text;
            text.ShouldContain(stage);
            foreach (var word in (string[])["RFM", middle, top])
                text.ShouldNotContain(word);
        }
    }

    [Theory]
    [InlineData("en", "all data, as nobody has bought again in the last 90 days", "told by [A-Za-z/]+, as no scorecard could be learnt")]
    [InlineData("zh-CN", "全部数据（最近 90 天没有人回购）", "未能学成评分卡，是否购买以")]
    public async Task Of_an_old_file_the_fit_says_that_nobody_has_bought_since_and_promises_no_card(string lang, string on, string leads)
    {
        await shell.DoneAsync("import", shell.Write("cdnow.txt", Samples.Cdnow()), "--format", "cdnow", "--as-of", "2001-06-01");
        var text = (await shell.DoneAsync("score", "--lang", lang)).Text.ReplaceLineEndings(" ");
        text.ShouldContain(on);
        text.ShouldMatch(leads);
    }

    [Fact]
    public async Task The_timeline_is_as_long_as_asked()
    {
        await FilledAsync();
        var json = (await shell.DoneAsync("customers", "show", "shopify:42", "--take", "1", "--json")).Json;
        json.GetProperty("customer").GetString().ShouldBe("shopify:42");
        json.GetProperty("timeline").GetProperty("entries").GetArrayLength().ShouldBe(1);
        json.GetProperty("timeline").GetProperty("next").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Who_is_not_there_exits_with_4_and_what_is_no_key_with_2()
    {
        await FilledAsync();
        var nobody = await shell.RunAsync("customers", "show", "shopify:99", "--json");
        (nobody.Code, nobody.Text).ShouldBe((ExitCodes.NotFound, ""));
        nobody.Errors.ShouldContain("There is no customer 'shopify:99'.");
        var bad = await shell.RunAsync("customers", "show", "mei@example.com");
        bad.Code.ShouldBe(ExitCodes.Usage);
        bad.Errors.ShouldStartWith("The customer key");
    }

    [Fact]
    public async Task Two_keys_are_made_one_customer_and_taken_apart_again()
    {
        await FilledAsync();
        (await shell.DoneAsync("customers", "merge", "shopify:43", "shopify:42", "--lang", "en")).Text
            .ShouldContain("shopify:42: shopify:42, shopify:43 are one customer now.");
        var text = (await shell.DoneAsync("customers", "show", "shopify:43", "--lang", "en")).Text;
        text.ShouldContain("shopify:43 is merged into this customer.");
        text.ShouldMatch("merged +said to be the same person as shopify:43 \\[shopify:43\\]");
        text.ShouldMatch("order +shopify +\\S+ +total 20 USD");
        (await shell.DoneAsync("customers", "show", "shopify:43", "--lang", "zh-CN")).Text.ShouldContain("shopify:43 已并入此客户。");

        var wrong = await shell.RunAsync("customers", "split", "shopify:43", "--from", "shopify:99", "--lang", "en");
        (wrong.Code, wrong.Errors.Trim()).ShouldBe((ExitCodes.Usage, "'shopify:43' is not merged with 'shopify:99'."));
        (await shell.DoneAsync("customers", "split", "shopify:43", "--json")).Json.GetProperty("others")[0].GetString().ShouldBe("shopify:42");
        (await shell.DoneAsync("customers", "show", "shopify:42", "--lang", "en")).Text.ShouldNotContain("total 20 USD");
        (await shell.RunAsync("customers", "split", "shopify:43", "--lang", "en")).Errors.ShouldContain("'shopify:43' is merged with no other key.");
        (await shell.RunAsync("customers", "merge", "shopify:43", "shopify:43", "--lang", "en")).Code.ShouldBe(ExitCodes.Usage);
        (await shell.RunAsync("customers", "merge", "shopify:98", "shopify:99", "--lang", "en")).Code.ShouldBe(ExitCodes.NotFound);
        foreach (var keys in (string[][])[["nosuch:1", "shopify:42"], ["shopify:42", "nosuch:1"]])
        {
            var typed = await shell.RunAsync("customers", "merge", keys[0], keys[1], "--lang", "en");
            (typed.Code, typed.Errors.Trim()).ShouldBe((ExitCodes.NotFound, "There is no customer 'nosuch:1'."));
        }

        (await shell.RunAsync("customers", "show", "nosuch:1")).Code.ShouldBe(ExitCodes.NotFound);
    }

    public void Dispose() => shell.Dispose();

    private async Task FilledAsync()
    {
        await shell.DoneAsync("import", shell.Write("orders.csv", Samples.GoodOrders), "--format", "orders-csv", "--source", "shopify");
        await shell.DoneAsync("score");
    }
}
