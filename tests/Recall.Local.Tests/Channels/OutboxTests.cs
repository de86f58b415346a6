using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Recall.App.Ports;
using Recall.Local.Channels;
using Recall.Local.Runtime;
using Recall.Local.Tests.Storage;

namespace Recall.Local.Tests.Channels;

public sealed partial class OutboxTests : IDisposable
{
    private const string Key = "dormant-winback--shop:张--1/first-mail";
    private static readonly DateTimeOffset Now = new(1997, 10, 4, 9, 30, 0, TimeSpan.Zero);

    private static readonly OutgoingTouch Mail = new(
        "mei@example.com", "zh-CN", "小美，好久不见！这是为您准备的九折优惠码，两周内有效，欢迎随时回来看看", "<p>您好，<strong>小美</strong></p>",
        "您好，小美\n退订：https://shop.example.com/unsubscribe?c=1", "https://shop.example.com/unsubscribe?c=shop%3A1&s=00", "hello@shop.example.com", "灯笼茶铺");

    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task An_email_is_mime_with_two_parts_and_a_way_out()
    {
        var accepted = (await Email().SendAsync(Mail, Key, TestContext.Current.CancellationToken)).ShouldBeOfType<SendResult.Accepted>();
        accepted.ProviderId.ShouldBe(Path.Combine("dormant-winback", "shop_张--1--first-mail.eml"));
        var mime = await File.ReadAllTextAsync(Path.Combine(folder.Path, accepted.ProviderId), TestContext.Current.CancellationToken);
        mime.ShouldAllBe(c => c < 128);
        mime.Replace("\r\n", "", StringComparison.Ordinal).ShouldNotContain('\n');

        var (headers, body) = Split(mime);
        headers["Date"].ShouldBe("Sat, 04 Oct 1997 09:30:00 +0000");
        Decoded(headers["Subject"]).ShouldBe(Mail.Subject);
        Decoded(headers["From"]).Replace("\"", "", StringComparison.Ordinal).ShouldBe("灯笼茶铺 <hello@shop.example.com>");
        headers["To"].ShouldBe("mei@example.com");
        headers["List-Unsubscribe"].ShouldBe($"<{Mail.UnsubscribeUrl}>");
        headers["List-Unsubscribe-Post"].ShouldBe("List-Unsubscribe=One-Click");
        headers["Content-Language"].ShouldBe("zh-CN");
        headers["MIME-Version"].ShouldBe("1.0");
        headers.Keys.ShouldNotContain(k => k.StartsWith("X-", StringComparison.Ordinal));

        var boundary = Regex.Match(headers["Content-Type"], "^multipart/alternative; *boundary=\"(?<name>[^\"]+)\"$", RegexOptions.NonBacktracking).Groups["name"].Value;
        var parts = body.Split($"--{boundary}");
        parts.Length.ShouldBe(4);
        parts[3].Trim().ShouldBe("--");
        Content(parts[1], "text/plain").ShouldBe(Mail.Text);
        Content(parts[2], "text/html").ShouldBe(Mail.Html);
    }

    [Fact]
    public async Task The_same_key_twice_is_one_file_and_two_lines_in_the_log()
    {
        for (var time = 0; time < 2; time++)
        {
            await Email().SendAsync(Mail, Key, TestContext.Current.CancellationToken);
            await Sms().SendAsync(Mail, "nudge--shop:1--1/sms", TestContext.Current.CancellationToken);
        }

        Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).Select(Path.GetFileName)
            .Order(StringComparer.Ordinal).ShouldBe(["sent.log", "shop_1--1--sms.sms.json", "shop_张--1--first-mail.eml"]);
        (await File.ReadAllLinesAsync(Path.Combine(folder.Path, "sent.log"), TestContext.Current.CancellationToken)).Length.ShouldBe(4);
    }

    [Fact]
    public async Task Every_key_has_a_file_of_its_own_whatever_is_in_it_and_however_long_it_is()
    {
        string long1 = new('x', 119), emoji = new string('y', 24) + string.Concat(Enumerable.Repeat("😀", 47));
        string[] customers =
        [
            "a:b", "a_b", "a%5Fb", "a%255Fb", "a*b", "a%2Ab", "a\"b", "a<b", "a>b", "a b", "a~b", "a%7Eb", "a--1", "a", long1 + "1", long1 + "2",
            emoji + "1", emoji + "2", new string('张', 119) + "1", new string('张', 119) + "2", new string('*', 119) + "1", new string('*', 119) + "_",
        ];
        var keys = customers.SelectMany(c => (string[])[$"hello--shop:{c}--1/mail", $"hello--shop:{c}--1/mail-2", $"hello--shop:{c}--12/mail", $"hi--shop:{c}--1/mail"]).ToList();
        foreach (var key in keys)
            await Sms().SendAsync(Mail, key, TestContext.Current.CancellationToken);

        var files = Directory.GetFiles(folder.Path, "*.sms.json", SearchOption.AllDirectories);
        files.Length.ShouldBe(keys.Count);
        foreach (var file in files)
        {
            var name = Path.GetFileName(file);
            name.ShouldAllBe(c => !":*\"<>|?\\\uFFFD".Contains(c) && !char.IsControl(c));
            Encoding.UTF8.GetByteCount(name).ShouldBeLessThanOrEqualTo(255);
        }

        var written = files.Select(f => JsonDocument.Parse(File.ReadAllText(f)).RootElement.GetProperty("key").GetString()!);
        written.ShouldBe(keys, ignoreOrder: true);
    }

    [Fact]
    public async Task The_same_message_gives_the_same_bytes()
    {
        var path = Path.Combine(folder.Path, "dormant-winback", "shop_张--1--first-mail.eml");
        await Email().SendAsync(Mail, Key, TestContext.Current.CancellationToken);
        var first = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        await Email().SendAsync(Mail, Key, TestContext.Current.CancellationToken);
        (await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken)).ShouldBe(first);
    }

    [Fact]
    public async Task An_address_that_is_none_is_refused_and_leaves_no_file()
    {
        (await Email().SendAsync(Mail with { To = "nobody" }, Key, TestContext.Current.CancellationToken)).ShouldBeOfType<SendResult.Rejected>();
        Directory.GetFileSystemEntries(folder.Path).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("sms")]
    [InlineData("push")]
    [InlineData("wecom")]
    public async Task A_message_of_text_is_a_json_file_with_all_of_it(string channel)
    {
        await Text(channel).SendAsync(Mail with { To = "+12125550149", From = "+12025550100" }, "nudge--shop:1--1/sms", TestContext.Current.CancellationToken);
        var path = Path.Combine(folder.Path, "nudge", $"shop_1--1--sms.{channel}.json");
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        json.RootElement.GetProperty("to").GetString().ShouldBe("+12125550149");
        json.RootElement.GetProperty("from").GetString().ShouldBe("+12025550100");
        json.RootElement.GetProperty("text").GetString().ShouldBe(Mail.Text);
        json.RootElement.GetProperty("at").GetDateTimeOffset().ShouldBe(Now);
        json.RootElement.GetProperty("key").GetString().ShouldBe("nudge--shop:1--1/sms");
    }

    public void Dispose() => folder.Dispose();

    private OutboxEmail Email() => new(folder.Path, new VirtualClock(Now), new SentLog(folder.Path, new VirtualClock(Now)));

    private OutboxText Sms() => Text("sms");

    private OutboxText Text(string channel) => new(channel, TimeSpan.Zero, folder.Path, new VirtualClock(Now), new SentLog(folder.Path, new VirtualClock(Now)));

    /// <summary>Headers unfolded (RFC 5322, 2.2.3), each at most once.</summary>
    private static (Dictionary<string, string> Headers, string Body) Split(string part)
    {
        var end = part.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var lines = Regex.Replace(part[..end].TrimStart(), "\r\n[ \t]+", " ", RegexOptions.NonBacktracking).Split("\r\n");
        return (lines.Select(l => l.Split(": ", 2)).ToDictionary(h => h[0], h => h[1], StringComparer.OrdinalIgnoreCase), part[(end + 4)..]);
    }

    private static string Content(string part, string type)
    {
        var (headers, body) = Split(part);
        headers["Content-Type"].ShouldBe($"{type}; charset=utf-8");
        headers["Content-Transfer-Encoding"].ShouldBe("base64");
        return Encoding.UTF8.GetString(Convert.FromBase64String(body));
    }

    /// <summary>Encoded words (RFC 2047), of which each is at most 75 characters and has whole characters.</summary>
    private static string Decoded(string header) => Word().Replace(header.Replace("?= =?", "?==?", StringComparison.Ordinal), match =>
    {
        match.Length.ShouldBeLessThanOrEqualTo(75);
        var text = match.Groups["text"].Value;
        var bytes = match.Groups["kind"].Value == "B"
            ? Convert.FromBase64String(text)
            : Encoding.Latin1.GetBytes(Octet().Replace(text.Replace('_', ' '), o => ((char)Convert.ToByte(o.Value[1..], 16)).ToString()));
        return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
    });

    [GeneratedRegex(@"=\?utf-8\?(?<kind>[BQ])\?(?<text>[^?]*)\?=", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Word();

    [GeneratedRegex("=[0-9A-F]{2}", RegexOptions.NonBacktracking)]
    private static partial Regex Octet();
}
