using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Recall.App.Ingestion.Events;
using Recall.Core;
using Recall.Core.Customers;
using Recall.Core.Shop;

namespace Recall.App.Tests.Ingestion;

public class EventReaderTests
{
    private const string Order = """
        {"id":"o-1001","customer":"shopify:42","type":"order","at":"2026-01-03T10:00:00+08:00","total":59.90,"currency":"USD","discount":5.0,
         "coupon":"ABC","gift":false,"lines":[{"product":"T1","category":"tea","quantity":2,"price":20}]}
        """;

    private readonly Intake _intake = new();

    private EventReading Read(string json) => _intake.Reader.Read(Encoding.UTF8.GetBytes(json));

    private static string With(string fields, string type = "login") =>
        $$"""{"id":"e1","customer":"shopify:42","type":"{{type}}","at":"2026-01-03T10:00:00Z"{{(fields.Length > 0 ? "," : "")}}{{fields}}}""";

    [Fact]
    public void An_order_is_read_with_all_its_fields()
    {
        var order = Read(Order).Event.ShouldBeOfType<OrderPlaced>();
        order.Id.ShouldBe("o-1001");
        order.Customer.Value.ShouldBe("shopify:42");
        order.At.ShouldBe(new(2026, 1, 3, 2, 0, 0, TimeSpan.Zero));
        order.At.Offset.ShouldBe(TimeSpan.Zero);
        order.Total.ShouldBe(59.9m);
        order.Discount.ShouldBe(5m);
        order.Coupon.ShouldBe("ABC");
        order.Cost.ShouldBeNull();
        order.Lines.ShouldBe([new OrderLine("T1", "tea", 2, 20m)]);
    }

    [Fact]
    public void Equal_facts_are_equal_bytes_however_they_are_written()
    {
        var same = Read("""
            {"at":"2026-01-03T02:00:00Z","type":"order","customer":"shopify:42","total":"59.9","discount":5,"coupon":"A\u0042C","id":"o-1001",
             "lines":[{"price":20.000,"quantity":2,"product":"T1","category":"tea"}],"cost":null}
            """);
        StoredJson.Bytes(same.Event!).ShouldBe(StoredJson.Bytes(Read(Order).Event!));
    }

    [Theory]
    [InlineData("refund", """ "amount":3.5,"order":"o-1" """)]
    [InlineData("view", """ "product":"T1","category":"tea" """)]
    [InlineData("cart", """ "value":12.5,"currency":"EUR" """)]
    [InlineData("login", "")]
    [InlineData("complaint", """ "topic":"late","text":"where\nis it" """)]
    [InlineData("complaint-resolved", """ "complaint":"c-1" """)]
    [InlineData("survey", """ "rating":0,"text":"meh" """)]
    [InlineData("message", """ "message":"m-1","channel":"email","status":"bounced" """)]
    [InlineData("reply", """ "channel":"sms","text":"hi" """)]
    [InlineData("consent", """ "channel":"wecom","granted":true """)]
    [InlineData("unsubscribe", "")]
    [InlineData("customer", """ "email":"mei@example.com","phone":"+86 138-0013-8000","wecom":"wmqfasd1e1927831123109rBAAAA","name":"Mei","locale":"zh-CN","timeZone":"Asia/Shanghai","birthday":"1990-05-31","membershipExpiry":"2027-01-01","tier":2,"points":350 """)]
    [InlineData("payment-failed", "")]
    [InlineData("delivery", """ "daysLate":-1 """)]
    [InlineData("tag", """ "tag":"vip","removed":true """)]
    public void Every_type_is_read_and_survives_storage(string type, string fields)
    {
        var reading = Read(With(fields, type));
        reading.Errors.ShouldBeEmpty();
        var stored = StoredJson.Read<CustomerEvent>(StoredJson.Bytes(reading.Event!));
        stored.ShouldBe(reading.Event);
        stored.GetType().ShouldBe(reading.Event!.GetType());
    }

    [Fact]
    public void Every_known_type_is_tested_here() =>
        typeof(EventReaderTests).GetMethod(nameof(Every_type_is_read_and_survives_storage))!.GetCustomAttributes(typeof(InlineDataAttribute), false)
            .Select(a => (string)((InlineDataAttribute)a).Data[0]!).Append("order").ShouldBe(EventType.All.Select(t => t.Name), ignoreOrder: true);

    [Fact]
    public void An_unsubscribe_is_a_refusal_of_every_channel()
    {
        var consent = Read(With("", "unsubscribe")).Event.ShouldBeOfType<ConsentChanged>();
        (consent.Channel, consent.Granted).ShouldBe(("all", false));
    }

    [Fact]
    public void Phone_numbers_lose_their_punctuation() =>
        ((CustomerChanged)Read(With(""" "phone":"+86 138-0013-8000" """, "customer")).Event!).Phone.ShouldBe("+8613800138000");

    [Fact]
    public void Other_currencies_are_converted_at_the_shops_rate()
    {
        var order = (OrderPlaced)Read(With(""" "total":10.01,"currency":"EUR","lines":[{"product":"T","quantity":1,"price":3.3333}] """, "order")).Event!;
        order.Total.ShouldBe(11.011m);
        order.Lines[0].Price.ShouldBe(3.6666m);
    }

    [Theory]
    [InlineData("""{"id":"e1","customer":"shopify:42","type":"order","at":"2026-01-03T10:00:00Z"}""", "total", "is missing")]
    [InlineData("""{"customer":"shopify:42","type":"login","at":"2026-01-03T10:00:00Z"}""", "id", "is missing")]
    [InlineData("""{"id":"","customer":"shopify:42","type":"login","at":"2026-01-03T10:00:00Z"}""", "id", "empty")]
    [InlineData("""{"id":7,"customer":"shopify:42","type":"login","at":"2026-01-03T10:00:00Z"}""", "id", "put it in quotes")]
    [InlineData("""{"id":"a/b","customer":"shopify:42","type":"login","at":"2026-01-03T10:00:00Z"}""", "id", "forbidden character '/'")]
    [InlineData("""{"id":"a","customer":"42","type":"login","at":"2026-01-03T10:00:00Z"}""", "customer", "has no source")]
    [InlineData("""{"id":"a","customer":"x:mei@example.com","type":"login","at":"2026-01-03T10:00:00Z"}""", "customer", "e-mail address")]
    [InlineData("""{"id":"a","customer":"x:1","type":"odrer","at":"2026-01-03T10:00:00Z"}""", "type", "did you mean 'order'?")]
    [InlineData("""{"id":"a","customer":"x:1","at":"2026-01-03T10:00:00Z"}""", "type", "is missing; use 'order'")]
    [InlineData("""{"id":"a","customer":"x:1","type":"login","at":"2026-01-03T10:00:00"}""", "at", "add 'Z' for UTC")]
    [InlineData("""{"id":"a","customer":"x:1","type":"login","at":"03/04/2026"}""", "at", "is not a time")]
    [InlineData("""{"id":"a","customer":"x:1","type":"login","at":"1969-12-31T23:59:59Z"}""", "at", "before 1970")]
    [InlineData("""{"id":"a","customer":"x:1","type":"login","at":"2026-02-01T12:05:01Z"}""", "at", "in the future")]
    [InlineData("""{"id":"a","customer":"x:1","type":"login","at":1767434400}""", "at", "text in quotes")]
    [InlineData("""{"id":"a","customer":"x:1","type":"login","at":"2026-01-03T10:00:00Z","total":3}""", "total", "is not a field of type 'login'")]
    [InlineData("""{"id":"a","id":"a","customer":"x:1","type":"login","at":"2026-01-03T10:00:00Z"}""", "id", "is given twice")]
    [InlineData("""{"id":"a","customer":"x:1","type":"login","at":"2026-01-03T10:00:00Z","note":"x"}""", "note", "is not a known field")]
    public void A_wrong_field_is_named_with_the_fix(string json, string field, string problem)
    {
        var reading = Read(json);
        reading.Event.ShouldBeNull();
        var error = reading.Errors.ShouldHaveSingleItem();
        error.Field.ShouldBe(field);
        error.Problem.ShouldContain(problem);
    }

    [Theory]
    [InlineData("order", """ "totl":3,"total":3 """, "totl", "did you mean 'total'?")]
    [InlineData("order", """ "total":-1 """, "total", "'refund'")]
    [InlineData("order", """ "total":1e10 """, "total", "1,000,000,000")]
    [InlineData("order", """ "total":1.00001 """, "total", "4 decimals")]
    [InlineData("order", """ "total":1e400 """, "total", "too large")]
    [InlineData("order", """ "total":"1e3" """, "total", "not a number")]
    [InlineData("order", """ "total":"1,000.00" """, "total", "thousands")]
    [InlineData("order", """ "total":true """, "total", "must be a number")]
    [InlineData("order", """ "total":[1] """, "total", "one value")]
    [InlineData("order", """ "total":1,"currency":"GBP" """, "currency", "add it under 'currencies'")]
    [InlineData("order", """ "total":1,"currency":"dollars" """, "currency", "ISO 4217")]
    [InlineData("order", """ "total":1,"gift":"yes" """, "gift", "true or false")]
    [InlineData("order", """ "total":1,"coupon":"a\u0007" """, "coupon", "U+0007")]
    [InlineData("order", """ "total":1,"coupon":"\ud800" """, "coupon", "Unicode")]
    [InlineData("order", """ "total":1,"lines":{} """, "lines", "must be a list")]
    [InlineData("order", """ "total":1,"lines":[{"product":"a","price":1},{"product":"b","quantity":0,"price":1}] """, "lines[1].quantity", "whole number")]
    [InlineData("order", """ "total":1,"lines":[{"product":"a","price":1,"prize":2}] """, "lines[0].prize", "did you mean 'price'?")]
    [InlineData("order", """ "total":1,"lines":[{"product":"a","price":1,"price":1}] """, "lines[0].price", "twice")]
    [InlineData("order", """ "total":1,"lines":[{"price":1}] """, "lines[0].product", "is missing")]
    [InlineData("order", """ "total":1,"lines":[7] """, "lines[0]", "must be an object")]
    [InlineData("survey", """ "rating":11 """, "rating", "from 0 to 10")]
    [InlineData("survey", """ "rating":3.5 """, "rating", "whole number")]
    [InlineData("message", """ "message":"m","channel":"emial","status":"sent" """, "channel", "did you mean 'email'?")]
    [InlineData("message", """ "message":"m","channel":"email","status":"arrived" """, "status", "use 'sent', 'delivered'")]
    [InlineData("customer", """ "wecom":"Mei Li" """, "wecom", "write its external_userid")]
    [InlineData("customer", """ "email":"mei at example" """, "email", "mei@example.com")]
    [InlineData("customer", """ "email":"a@b@example.com" """, "email", "not an e-mail")]
    [InlineData("customer", """ "phone":"13800138000" """, "phone", "E.164")]
    [InlineData("customer", """ "locale":"zh_CN" """, "locale", "'zh-CN'")]
    [InlineData("customer", """ "timeZone":"Beijing" """, "timeZone", "Asia/Shanghai")]
    [InlineData("customer", """ "timeZone":"../../etc/passwd" """, "timeZone", "IANA")]
    [InlineData("customer", """ "birthday":"1890-01-01" """, "birthday", "cannot be")]
    [InlineData("customer", """ "birthday":"31.5.1990" """, "birthday", "1990-05-31")]
    public void A_wrong_value_is_named_with_the_fix(string type, string fields, string field, string problem) =>
        A_wrong_field_is_named_with_the_fix(With(fields, type), field, problem);

    [Fact]
    public void All_that_is_wrong_is_told_at_once() =>
        Read("""{"id":"","customer":"?","type":"order","at":"soon","total":-1,"x":1}""").Errors.Select(e => e.Field)
            .ShouldBe(["customer", "at", "total", "id", "x"], ignoreOrder: true);

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("{\"id\":")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{} {}")]
    public void Other_text_is_an_error_not_an_exception(string text) => Read(text).Errors.ShouldNotBeEmpty();

    [Fact]
    public void Broken_utf8_is_an_error()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes("""{"id":"a","customer":"x:1","type":"complaint","at":"2026-01-03T10:00:00Z","text":" """), 0xC3, .. "\"}"u8];
        _intake.Reader.Read(bytes).Errors.ShouldHaveSingleItem().ShouldBe(new EventError("text", "is not valid Unicode (broken UTF-8 or half a character); send UTF-8"));
    }

    [Fact]
    public void An_event_too_large_to_store_is_refused()
    {
        // A character of 4 bytes takes 12 in stored JSON, so that a small event can grow over the limit.
        var lines = string.Join(',', Enumerable.Range(0, 100).Select(_ => $$"""{"product":"{{string.Concat(Enumerable.Repeat("😀", 50))}}","price":1}"""));
        var json = With($""" "total":1,"lines":[{lines}] """, "order");
        Encoding.UTF8.GetByteCount(json).ShouldBeLessThan(EventReader.MaxEventBytes);
        Read(json).Errors.ShouldHaveSingleItem().Problem.ShouldContain("as it is stored");
    }

    [Fact]
    public void Changed_bytes_never_throw_and_never_give_an_event_that_cannot_be_stored()
    {
        var seed = Encoding.UTF8.GetBytes(Order);
        var reader = _intake.Reader;
        var mutation = from at in Gen.Choose(0, seed.Length - 1)
                       from value in Gen.OneOf(Gen.Choose(0, 255), Gen.Elements<int>('"', '{', '}', '[', ']', ',', ':', '\\', '0', '-'))
                       from cut in Gen.Choose(0, 20)
                       select (at, (byte)value, cut);
        Prop.ForAll(Gen.ListOf(mutation).ToArbitrary(), mutations =>
        {
            var bytes = seed.ToArray();
            foreach (var (at, value, cut) in mutations)
            {
                if (at < bytes.Length)
                    bytes[at] = value;
                if (cut == 0)
                    bytes = bytes[..Math.Min(at, bytes.Length)];
            }

            var reading = reader.Read(bytes);
            if (reading.Event is { } e)
                return StoredJson.Read<CustomerEvent>(StoredJson.Bytes(e)).Id == e.Id;
            return reading.Errors.Count > 0 && reading.Errors.All(x => x.Problem.Length > 0);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    [Fact]
    public void A_reader_forgets_the_last_event()
    {
        var reader = _intake.Reader;
        reader.Read(Encoding.UTF8.GetBytes(Order));
        reader.Read("{\"id\":7}"u8).Errors.ShouldNotBeEmpty();
        var order = (OrderPlaced)reader.Read(Encoding.UTF8.GetBytes(With(""" "total":1 """, "order"))).Event!;
        (order.Discount, order.Coupon, order.Lines.Count).ShouldBe((0m, null, 0));
    }

    [Fact]
    public void The_future_is_welcome_where_it_will_be_held() =>
        new EventReader(new ShopSettings(), _intake.Clock, acceptFuture: true)
            .Read("""{"id":"a","customer":"x:1","type":"login","at":"2027-01-01T00:00:00Z"}"""u8).Event.ShouldNotBeNull();
}
