using Recall.Core.Customers;

namespace Recall.Core.Tests.Customers;

public sealed class BucketTests
{
    /// <summary>Rows of a deployment lie where this hash put them: a change loses every customer. Values from another implementation.</summary>
    [Theory]
    [InlineData("", 0xefd01f60ba992926UL)]
    [InlineData("shop:42", 0x9e42b3b2e663ca60UL)]
    [InlineData("shopify:7012345", 0x9e600869b0e816e0UL)]
    [InlineData("shop:客户", 0xcce1ddb466741582UL)]
    public void The_hash_never_changes(string text, ulong hash) => Bucket.Hash(text).ShouldBe(hash);

    [Fact]
    public void Customers_spread_evenly()
    {
        var sizes = Enumerable.Range(0, 102_400).CountBy(i => Bucket.Of(CustomerKey.Parse($"shop:{i}")), StringComparer.Ordinal).Select(g => g.Value).ToList();

        // Chi-square with 1023 degrees of freedom: its mean is 1023, its deviation 45.
        sizes.Count.ShouldBe(Bucket.DefaultCount);
        sizes.Sum(n => (n - 100.0) * (n - 100.0) / 100).ShouldBeInRange(1023 - (5 * 45), 1023 + (5 * 45));
    }

    [Fact]
    public void A_draw_is_uniform_and_below_one()
    {
        var draws = Enumerable.Range(0, 100_000).Select(i => Bucket.Unit($"holdout|winback|shop:{i}")).Order().ToList();
        draws[0].ShouldBeGreaterThanOrEqualTo(0);
        draws[^1].ShouldBeLessThan(1);

        // Kolmogorov-Smirnov: sqrt(n) * D stays below 1.95 in 999 of 1000 uniform samples.
        var distance = draws.Select((d, i) => Math.Max(Math.Abs(d - (i / 100_000.0)), Math.Abs(d - ((i + 1) / 100_000.0)))).Max();
        (distance * Math.Sqrt(100_000)).ShouldBeLessThan(1.95);
    }

    [Theory]
    [InlineData(0, "0000")]
    [InlineData(1023, "1023")]
    [InlineData(12345, "12345")]
    public void A_partition_is_the_number_in_four_digits_or_more(int bucket, string name) => Bucket.Name(bucket).ShouldBe(name);
}
