using Recall.App.Ports;

namespace Recall.App.Tests.Ports;

/// <summary>Order, ranges, pages, types: as <see cref="TableStoreContract"/>.</summary>
public abstract class TableStoreDataContract : TableStoreBatchContract
{
    [Fact]
    public async Task Rows_are_in_the_order_of_their_keys_utf16_code_units()
    {
        // U+1F600 is D83D DE00 in UTF-16: before U+E000 and U+FFFD, though after them by code point and in UTF-8.
        string[] keys = ["", "A", "B", "a", "a b", "aa", "é", "中", "😀", "😀a", "\uE000", "\uFFFD"];
        await Submit([.. keys.Reverse().Select(k => Act(TableActionKind.Insert, k))]);

        (await All()).Select(r => r.RowKey).ShouldBe(keys);
        (await All(take: 1)).Select(r => r.RowKey).ShouldBe(keys);
        (await All(from: "😀", to: "\uE000")).Select(r => r.RowKey).ShouldBe(["😀", "😀a"]);
    }

    [Theory]
    [InlineData(null, null, "a b c d e")]
    [InlineData("b", null, "b c d e")]
    [InlineData(null, "c", "a b")]
    [InlineData("b", "d", "b c")]
    [InlineData("bb", "cc", "c")]
    [InlineData("c", "c", "")]
    [InlineData("d", "b", "")]
    public async Task A_range_takes_in_its_start_and_leaves_out_its_end(string? from, string? to, string expected)
    {
        await Submit([.. "abcde".Select(c => Act(TableActionKind.Insert, c.ToString()))]);

        string.Join(' ', (await All(from, to)).Select(r => r.RowKey)).ShouldBe(expected);
        string.Join(' ', (await All(from, to, take: 2)).Select(r => r.RowKey)).ShouldBe(expected);
    }

    [Fact]
    public async Task The_end_of_a_prefix_range_may_be_any_character()
    {
        await Submit(Act(TableActionKind.Insert, "e|1"), Act(TableActionKind.Insert, "e|😀"), Act(TableActionKind.Insert, "f|1"));

        (await All("e|", "e|\uFFFF")).Select(r => r.RowKey).ShouldBe(["e|1", "e|😀"]);
    }

    [Fact]
    public async Task A_continuation_goes_on_after_the_last_row_whatever_was_written_since()
    {
        await Submit([.. "bdfh".Select(c => Act(TableActionKind.Insert, c.ToString()))]);
        var first = await Store.QueryAsync(Table, Partition, null, null, 2, null, Cancel);
        first.Rows.Select(r => r.RowKey).ShouldBe(["b", "d"]);

        await Submit(Act(TableActionKind.Insert, "a"), Act(TableActionKind.Delete, "d"), Act(TableActionKind.Insert, "e"));
        var second = await Store.QueryAsync(Table, Partition, null, null, 2, first.Continuation.ShouldNotBeNull(), Cancel);

        second.Rows.Select(r => r.RowKey).ShouldBe(["e", "f"]);
    }

    [Fact]
    public async Task A_page_is_at_most_1000_rows()
    {
        foreach (var hundred in Enumerable.Range(0, 1001).Chunk(TableLimits.BatchActions))
            await Submit([.. hundred.Select(i => Act(TableActionKind.Insert, i.ToString("D5", null)))]);

        var page = await Store.QueryAsync(Table, Partition, null, null, cancellationToken: Cancel);
        page.Rows.Count.ShouldBe(1000);
        var last = await Store.QueryAsync(Table, Partition, null, null, continuation: page.Continuation.ShouldNotBeNull(), cancellationToken: Cancel);
        last.Rows.ShouldHaveSingleItem().RowKey.ShouldBe("01000");
        last.Continuation.ShouldBeNull();
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => Store.QueryAsync(Table, Partition, null, null, 1001, null, Cancel));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => Store.QueryAsync(Table, Partition, null, null, 0, null, Cancel));
    }

    public static TheoryData<object> Values =>
    [
        "", " a\tb\nc ", "中文 😀 é", "\"<&'", true, false, 0, int.MinValue, int.MaxValue, 0L, long.MinValue, long.MaxValue, 0.0, 0.1, -1e-300,
        double.MaxValue, double.Epsilon, double.NaN, double.PositiveInfinity, double.NegativeInfinity, Guid.Empty,
        Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"), new byte[] { 0, 1, 255 }, Array.Empty<byte>(),
        new DateTimeOffset(1601, 1, 1, 0, 0, 0, TimeSpan.Zero), DateTimeOffset.MaxValue, new DateTimeOffset(2025, 3, 30, 1, 2, 3, TimeSpan.Zero).AddTicks(1),
    ];

    [Theory]
    [MemberData(nameof(Values))]
    public async Task A_value_comes_back_as_it_was_with_its_type(object value)
    {
        await Insert("a", ("Value", value), ("After", "end"));

        foreach (var row in new[] { await Get("a"), (await All()).Single() })
        {
            var read = row.ShouldNotBeNull().Properties["Value"];
            read.ShouldBeOfType(value.GetType());
            read.ShouldBeEquivalentTo(value);
            row.Get<string>("After").ShouldBe("end");
            row.Properties.Count.ShouldBe(2);
        }
    }

    [Fact]
    public async Task A_date_comes_back_in_utc()
    {
        var date = new DateTimeOffset(2025, 3, 30, 1, 2, 3, TimeSpan.FromHours(-5)).AddTicks(7);

        await Insert("a", ("At", date));

        (await Get("a"))!.Get<DateTimeOffset>("At").ShouldSatisfyAllConditions(
            read => read.ShouldBe(date),
            read => read.Offset.ShouldBe(TimeSpan.Zero));
    }

    [Fact]
    public async Task Names_differ_by_case_and_an_absent_one_is_default()
    {
        await Insert("a", ("name", "lower"), ("Name", "upper"));

        var row = (await Get("a")).ShouldNotBeNull();
        (row.Get<string>("name"), row.Get<string>("Name"), row.Get<string>("NAME")).ShouldBe(("lower", "upper", null));
        Should.Throw<InvalidCastException>(() => row.Get<int>("name"));
    }
}
