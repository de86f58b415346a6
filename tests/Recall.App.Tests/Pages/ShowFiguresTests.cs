using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Recall.App.Http;
using Recall.App.Pages;
using Recall.App.Ingestion.DeadLetters;
using Recall.App.Ports;
using Recall.App.Reports;
using Recall.App.Scoring;
using Recall.App.Sequences.Versions;
using Recall.App.Tests.Http;
using Recall.App.Tests.Shops;
using Recall.App.Work;
using Recall.Core;
using Recall.Core.Customers;
using Recall.Core.Scoring.Champion;
using Recall.Core.Scoring.Populations;
using Recall.Core.Sequences;
using Recall.Core.Wording;

namespace Recall.App.Tests.Pages;

public partial class ShowFiguresTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("en", "not scored yet", "Say hello", "1 treated, 0 held out", "still running&#xA0;1")]
    [InlineData("zh-CN", "尚未评分", "电话回访", "触达组 1，对照组 0", "进行中&#xA0;1")]
    public async Task Who_has_the_key_sees_figures_in_their_language_and_nobodys_data(string language, params string[] words)
    {
        await using var shop = await TestShop.StartAsync();
        await shop.EnrolAsync("say-hello");

        var page = await PageAsync(shop, Login("shop", TestShop.Key), language: language);

        page.Status.ShouldBe(200);
        page.Text.ShouldContain($"<html lang=\"{language}\">");
        words.ShouldAllBe(w => page.Text.Contains(w, StringComparison.Ordinal));
        foreach (var secret in (string[])["shop:ann", "Ann", "ann.lee", "example.com", "13800138000", TestShop.Key])
            page.Text.ShouldNotContain(secret, Case.Sensitive);
        page.Text.ShouldNotContain("<script");
        Sources().Matches(page.Text).ShouldBeEmpty("nothing is loaded from elsewhere");
        page.Response.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'");
        page.Response.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Theory]
    [InlineData(TestShop.Key, 200)]
    [InlineData(TestShop.OldKey, 200)]
    [InlineData("the-key-of-nobody-here", 401)]
    [InlineData("", 401)]
    public async Task A_program_sends_the_key_in_its_own_header(string key, int status)
    {
        await using var shop = await TestShop.StartAsync();
        using var client = shop.Anonymous();
        client.DefaultRequestHeaders.TryAddWithoutValidation("X-Api-Key", key).ShouldBeTrue();

        (await client.GetAsync("/figures", Cancel)).StatusCode.ShouldBe((System.Net.HttpStatusCode)status);
    }

    /// <summary>A proxy on the same machine that says nothing of whom it asks for makes just such requests.</summary>
    [Theory]
    [InlineData("localhost", null)]
    [InlineData("127.0.0.1:8080", null)]
    [InlineData("[::1]:8080", null)]
    [InlineData("127.0.0.1:8080", "Basic")]
    [InlineData("127.0.0.1:8080", "Basic !")]
    [InlineData("127.0.0.1:8080", "Basic eHg6")]
    [InlineData("127.0.0.1:8080", "Bearer the-key-of-the-tests")]
    public async Task Nobody_else_does_not_from_this_machine_either(string host, string? login)
    {
        await using var shop = await TestShop.StartAsync();

        var page = await PageAsync(shop, login, host);

        page.Status.ShouldBe(401);
        page.Response.Headers.WwwAuthenticate.Single().ToString().ShouldBe("Basic realm=\"Recall\", charset=\"UTF-8\"");
        page.Text.ShouldContain("The API key is needed");
        page.Text.ShouldNotContain("Customers by stage");
    }

    [Theory]
    [InlineData("en", "the model of spend is still that of model 20260101-old, fitted 2026-01-01 02:00 UTC", "the new fit has no model of spend (spend is too uneven)", "churn probability 9.05 (alarm)")]
    [InlineData("zh-CN", "消费模型仍沿用 2026-01-01 02:00 UTC 拟合的模型 20260101-old", "新的拟合没有消费模型（消费金额过于悬殊）", "流失概率 9.05（警报）")]
    public async Task A_part_of_an_earlier_fit_and_customers_who_have_shifted_are_told_of(string language, params string[] words)
    {
        await using var shop = await TestShop.StartAsync();
        var model = (await shop.Get<FitModel>().HandleAsync(null, Cancel)).Model;
        (await PageAsync(shop, Login("", TestShop.Key), language: language)).Text.ShouldNotContain(words[0]);
        model = model with
        {
            Version = "20260301-kept",
            Kept = [new(ModelPart.Spend, "20260101-old", new(2026, 1, 1, 2, 0, 0, TimeSpan.Zero), Whys.LostSpend.With(("cause", "infinite-mean")))],
        };
        await shop.Get<ModelStore>().SaveAsync(model, new() { Challenger = model.Version, At = shop.Clock.Now }, Cancel);
        await shop.Get<PopulationStore>().SaveAsync(model.Version, 0, Counts(10), Cancel);
        await shop.Get<PopulationStore>().SaveAsync(model.Version, 0, Counts(90), Cancel);
        shop.Clock.Now += TimeSpan.FromMinutes(1);

        var page = await PageAsync(shop, Login("", TestShop.Key), language: language);

        words.ShouldAllBe(w => page.Text.Contains(w, StringComparison.Ordinal), page.Text);

        static PopulationCounts Counts(int value)
        {
            var counts = new PopulationCounts();
            for (var i = 0; i < 50; i++)
                counts.Add(PopulationCounts.Churn, value);
            return counts;
        }
    }

    [Theory]
    [InlineData("en", "Model 20260301-real of 2026-03-01 12:00 UTC is in force; how it was judged is not known.")]
    [InlineData("zh-CN", "正在使用 2026-03-01 12:00 UTC 拟合的模型 20260301-real；没有它的评判记录。")]
    public async Task A_model_of_which_nobody_knows_how_it_was_judged_is_shown_too(string language, string words)
    {
        await using var shop = await TestShop.StartAsync();
        var model = (await shop.Get<FitModel>().HandleAsync(null, Cancel)).Model with { Version = "20260301-real" };
        await shop.Get<ModelStore>().SaveAsync(model, new() { At = shop.Clock.Now }, Cancel);
        await shop.Get<ITableStore>().SubmitAsync(
            "models", [new(TableActionKind.Upsert, new("shop", "current", new Dictionary<string, object>(StringComparer.Ordinal) { ["version"] = model.Version }))], Cancel);

        (await PageAsync(shop, Login("", TestShop.Key), language: language)).Text.ShouldContain(words);
    }

    [Theory]
    [InlineData("en", "net margin earned (first pass)", " USD (95 %: ", "its own budget</dt><dd>Messages and coupons have taken 0.00 of today's 20.00 USD.")]
    [InlineData("zh-CN", "净增毛利（首次进入）", " USD（95 %：", "流程预算</dt><dd>今日消息与优惠码费用 0.00，预算 20.00 USD。")]
    public async Task What_a_sequence_earned_against_its_control_group_and_its_own_budget_are_said_in_money(string language, string name, string money, string budget)
    {
        using var shop = new CornerShop(SequenceText.Of("hello", "- { wait: a-while, for: 1 day }", holdout: "50%", more: "policy: { budget: { per-day: 20 } }"));
        string[] names = [.. Enumerable.Range(0, 24).Select(i => $"c{i}")];
        foreach (var customer in names)
        {
            if ((await shop.RowAsync(await shop.EnterAsync("hello", customer))).Arm == Arm.Treated)
                await shop.OrderAsync(customer);
        }

        var request = new DefaultHttpContext { RequestServices = new ServiceCollection().BuildServiceProvider() }.Request;
        request.Headers[ApiKeys.Header] = TestShop.Key;
        request.Headers.AcceptLanguage = language;
        using var body = new MemoryStream();
        request.HttpContext.Response.Body = body;
        async Task<string> PageAsync()
        {
            body.SetLength(0);
            var page = await ShowFigures.HandleAsync(
                request, new ApiKeys([TestShop.Key]), shop.Get<LatestReport>(), shop.Get<SequencesInForce>(), shop.Get<AppServices>(), Cancel);
            await page.ExecuteAsync(request.HttpContext);
            return WebUtility.HtmlDecode(Encoding.UTF8.GetString(body.ToArray()));
        }

        (await PageAsync()).ShouldNotContain(name);
        await shop.PassAsync(TimeSpan.FromDays(60));

        var shown = await PageAsync();
        shown.ShouldContain(name);
        shown.ShouldContain(money);
        shown.ShouldContain(budget);
        var earned = (await shop.Get<BuildReport>().HandleAsync(Cancel)).Sequences.Single().Lift.NetMargin.Estimate;
        earned.ShouldBeGreaterThan(0);
        shown.ShouldContain(string.Create(CultureInfo.InvariantCulture, $"+{earned:#,##0}{money}"));
    }

    [Fact]
    public async Task What_happened_a_minute_ago_is_on_it()
    {
        await using var shop = await TestShop.StartAsync();
        (await PageAsync(shop, Login("", TestShop.Key))).Text.ShouldContain("<b>1</b><span class=\"soft small\">customers");
        shop.Clock.Now += TimeSpan.FromMinutes(1);
        await shop.IngestAsync(new LoggedIn { Id = "l", Customer = CustomerKey.Parse("shop:bob"), At = shop.Clock.Now });

        (await PageAsync(shop, Login("", TestShop.Key))).Text.ShouldContain("<b>2</b><span class=\"soft small\">customers");
    }

    [Fact]
    public async Task What_stands_in_the_way_is_said_first()
    {
        await using var shop = await TestShop.StartAsync();
        (await PageAsync(shop, Login("", TestShop.Key))).Text.ShouldNotContain("not agreed to messages");
        shop.Clock.Now += TimeSpan.FromMinutes(1);
        foreach (var name in (string[])["bob", "eve"])
            await shop.IngestAsync(new LoggedIn { Id = "l", Customer = CustomerKey.Parse("shop:" + name), At = shop.Clock.Now });
        await shop.Get<IWorkQueue>().EnqueueAsync("score-buckets-poison", StoredJson.Text(new BucketRange(0, 4)), cancellationToken: Cancel);
        await shop.Get<DeadLetterBox>().AddAsync([DeadLetter.Of(DeadLetter.JsonFormat, "http", 1, "total", "total is missing", "{}", null)], Cancel);

        var page = (await PageAsync(shop, Login("", TestShop.Key))).Text;

        page.ShouldContain("2 of 3 customers have not agreed to messages on any channel, and are not written to.");
        page.ShouldContain("1 part of the daily work failed five times and is tried no more");
        page.ShouldContain("1 row or call could not be read and is kept as dead letters.");
        var health = (await shop.GetAsync("/healthz")).ShouldBe(200);
        (health["givenUp"]!.GetValue<int>(), health["deadLetters"]!.GetValue<int>()).ShouldBe((1, 1));
    }

    private static string Login(string user, string password) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));

    private static async Task<Answer> PageAsync(TestShop shop, string? login, string host = "localhost", string language = "en")
    {
        using var anonymous = shop.Anonymous();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/figures");
        request.Headers.Host = host;
        request.Headers.AcceptLanguage.Add(new StringWithQualityHeaderValue(language));
        if (login is not null)
            request.Headers.TryAddWithoutValidation("Authorization", login).ShouldBeTrue();
        return await Answer.Of(await anonymous.SendAsync(request, Cancel));
    }

    [GeneratedRegex("(src=|url\\(|@import|<link)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Sources();
}
