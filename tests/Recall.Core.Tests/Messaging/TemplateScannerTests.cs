using FsCheck;
using FsCheck.Fluent;
using HandlebarsDotNet;
using Recall.Core.Messaging;

namespace Recall.Core.Tests.Messaging;

public class TemplateScannerTests
{
    [Theory]
    [InlineData("{{customer.nmae}}", "did you mean 'customer.name'?")]
    [InlineData("{{coupon}}", "'coupon' has parts")]
    [InlineData("{{customer.name", "is not closed; add '}}'")]
    [InlineData("{{/if}}", "closes nothing")]
    [InlineData("{{#if coupon}}{{/unless}}", "write '{{/if}}'")]
    [InlineData("{{else}}", "is in no '{{#if ...}}'")]
    [InlineData("{{#if coupon}}a{{else}}b{{else}}c{{/if}}", "a block has one '{{else}}'")]
    [InlineData("{{#if coupon}}a{{else if coupon.code}}b{{/if}}", "takes no condition")]
    [InlineData("{{#unles coupon}}{{/unles}}", "did you mean 'unless'?")]
    [InlineData("{{#coupon}}{{/coupon}}", "write '{{#if coupon}}'")]
    [InlineData("{{&customer.name}}", "is not allowed")]
    [InlineData("{{lookup shop name}}", "is not allowed")]
    [InlineData("{{#with shop}}{{/with}}", "there is no '#with'")]
    [InlineData("{{@root.shop.name}}", "is not allowed")]
    [InlineData("{{../shop.name}}", "is not allowed")]
    [InlineData("{{shop.[name]}}", "is not allowed")]
    [InlineData("{{> footer}}", "partials")]
    [InlineData("{{#> layout}}{{/layout}}", "is not allowed")]
    [InlineData("{{{shop.name}}}", "write two")]
    [InlineData("{{{{raw}}}}x{{{{/raw}}}}", "write two")]
    [InlineData("{{shop.name}}}", "put a space between")]
    [InlineData("\\{{shop.name}}", "delete the '\\'")]
    [InlineData("{{! a } b }}", "a comment is written")]
    [InlineData("<script>1</script>", "delete the '<script>'")]
    [InlineData("<a href=\"{{profile.favourite}}\">", "use it between HTML tags")]
    public void Refuses_what_is_not_on_the_list(string template, string words) =>
        TemplateScanner.Scan(template, TemplatePart.Html).Faults.ShouldContain(f => f.Message.ToString().Contains(words, StringComparison.Ordinal));

    [Fact]
    public void Knows_what_guards_a_variable()
    {
        var uses = TemplateScanner.Scan(
            "{{#if coupon}}{{coupon.code}}{{else}}{{shop.name}}{{/if}}{{#unless customer.name}}{{shop.url}}{{else}}{{customer.name}}{{/unless}}", TemplatePart.Text).Uses;

        uses.Select(u => $"{u.Variable}:{string.Join(',', u.Guards)}").ShouldBe(
            ["coupon:", "coupon.code:coupon", "shop.name:", "customer.name:", "shop.url:", "customer.name:customer.name"]);
        uses.Single(u => u.Variable == "shop.name").Guards.ShouldBe([""]);
    }

    [Fact]
    public void What_passes_the_scan_compiles_and_renders()
    {
        var handlebars = Handlebars.Create();
        var piece = Gen.Elements(
            "{{", "}}", "{", "}", "#if ", "#unless ", "else", "/if", "/unless", "coupon", "coupon.code", "shop.name", " ", "~", "!", "--", "\n", "text", "\\", "<b>", "\"", "'",
            "{{shop.name}}", "{{~shop.name~}}", "{{#if coupon}}", "{{#unless coupon.code}}", "{{else}}", "{{/if}}", "{{/unless}}", "{{! note }}", "{{!-- a - b --}}", "好", "&", "=", "|", "@", "(", ")", "[", "]", "*", "^", ">");
        var passed = 0;

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(Gen.ListOf(piece).Select(string.Concat).ToArbitrary(), template =>
        {
            if (TemplateScanner.Scan(template, TemplatePart.Text).Faults.Count > 0)
                return;
            passed++;
            handlebars.Compile(template)(new Dictionary<string, object?>(StringComparer.Ordinal)).ShouldNotBeNull();
        }));
        passed.ShouldBeGreaterThan(100);
    }
}
