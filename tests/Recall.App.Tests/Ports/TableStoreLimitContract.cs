using Recall.App.Ports;

namespace Recall.App.Tests.Ports;

/// <summary>At each limit a row is taken, one over it is refused: as <see cref="TableStoreContract"/>.</summary>
public abstract class TableStoreLimitContract : TableStoreDataContract
{
    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\u0000b")]
    [InlineData("a\u001Fb")]
    [InlineData("a\u007Fb")]
    [InlineData("a\u009Fb")]
    public async Task A_forbidden_character_in_a_key_is_refused(string key)
    {
        await Refused($"U+{(int)key[1]:X4}", Act(TableActionKind.Upsert, key));
        await Refused("Partition key", new TableAction(TableActionKind.Upsert, Row("a") with { PartitionKey = key }));
        await Should.ThrowAsync<TableLimitException>(() => Get(key));
        await Should.ThrowAsync<TableLimitException>(() => Store.QueryAsync(Table, key, null, null, cancellationToken: Cancel));
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("a|b:c;d,e.f%g&h=i+j'k\"l~m!n@o$p^q*r(s)t[u]{v}<w>`")]
    [InlineData("\u00A0")]
    public async Task Every_other_character_in_a_key_is_taken(string key)
    {
        await Insert(key);
        (await Get(key)).ShouldNotBeNull().RowKey.ShouldBe(key);
    }

    [Fact]
    public async Task A_key_has_at_most_512_characters()
    {
        await Insert(new string('k', 512));
        await Refused("513", Act(TableActionKind.Insert, new string('k', 513)));
    }

    [Fact]
    public async Task A_string_has_at_most_32768_characters_and_binary_65536_bytes()
    {
        await Insert("a", ("Text", new string('中', 32768)), ("Binary", new byte[65536]));

        await Refused("'Text' has 32769", Act(TableActionKind.Insert, "b", ("Text", new string('x', 32769))));
        await Refused("'Binary' has 65537", Act(TableActionKind.Insert, "b", ("Binary", new byte[65537])));
    }

    [Fact]
    public async Task A_row_has_at_most_252_properties()
    {
        await Insert("a", Numbers(252));
        (await Get("a"))!.Properties.Count.ShouldBe(252);

        await Refused("253", Act(TableActionKind.Insert, "b", Numbers(253)));
    }

    [Fact]
    public virtual async Task A_merge_counts_what_is_there()
    {
        await Insert("a", Numbers(252));

        await Refused("", Act(TableActionKind.Insert, "b"), Act(TableActionKind.Merge, "a", ("More", 1)));
        (await Get("b")).ShouldBeNull();
    }

    [Fact]
    public async Task A_row_has_at_most_1_MiB()
    {
        // 4 + 2 x (4 + 1) for the keys; 8 + 2 x 2 + 4 + 65536 for each of 15 properties; the last fills up to the limit.
        var properties = Enumerable.Range(10, 15).Select(i => ($"B{i}"[..3], (object)new byte[65536])).ToArray();
        var used = 4 + 10 + 15 * (8 + 6 + 4 + 65536);
        var rest = TableLimits.RowBytes - used - (8 + 2 + 4);
        await Insert("a", [.. properties, ("C", new byte[rest])]);

        await Refused("1048577", Act(TableActionKind.Insert, "b", [.. properties, ("C", new byte[rest + 1])]));
    }

    [Fact]
    public async Task A_batch_has_at_most_100_actions_and_4_MiB()
    {
        await Submit([.. Enumerable.Range(0, 100).Select(i => Act(TableActionKind.Insert, $"a{i}"))]);
        await Refused("101 actions", [.. Enumerable.Range(0, 101).Select(i => Act(TableActionKind.Insert, $"b{i}"))]);

        var blob = new byte[65536];
        await Refused("4194304", [.. Enumerable.Range(0, 64).Select(i => Act(TableActionKind.Insert, $"c{i}", ("B", blob)))]);
    }

    [Fact]
    public async Task A_batch_is_of_one_partition_and_names_a_row_once()
    {
        await Refused("partition 'other'", Act(TableActionKind.Insert, "a"), new(TableActionKind.Insert, Row("b") with { PartitionKey = "other" }));
        await Refused("twice", Act(TableActionKind.Insert, "a"), Act(TableActionKind.Upsert, "b"), Act(TableActionKind.Merge, "a"));
        await Refused("twice", [.. Enumerable.Range(0, 20).Select(i => Act(TableActionKind.Upsert, $"{i % 19}"))]);
        (await All()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("1st")]
    [InlineData("a-b")]
    [InlineData("")]
    [InlineData("PartitionKey")]
    [InlineData("RowKey")]
    [InlineData("Timestamp")]
    [InlineData("ETag")]
    public async Task A_property_name_that_is_no_identifier_or_reserved_is_refused(string name) =>
        await Refused($"'{name}'", Act(TableActionKind.Insert, "a", (name, 1)));

    [Fact]
    public async Task A_property_name_has_at_most_255_characters()
    {
        await Insert("a", (new string('n', 255), 1), ("_x", 2), ("Größe", 3));
        await Refused("256", Act(TableActionKind.Insert, "b", (new string('n', 256), 1)));
    }

    public static TheoryData<object> Foreign =>
        [1.5m, 1.5f, 'c', (short)1, 1u, new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc), new[] { 1 }, TimeSpan.Zero];

    [Theory]
    [MemberData(nameof(Foreign))]
    public async Task A_value_of_another_type_is_refused(object value) =>
        await Refused(value.GetType().Name, Act(TableActionKind.Insert, "a", ("Value", value)));

    [Fact]
    public async Task A_date_before_1601_is_refused() =>
        await Refused("1601", Act(TableActionKind.Insert, "a", ("At", new DateTimeOffset(1601, 1, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(-1))));

    [Fact]
    public async Task Half_of_a_surrogate_pair_is_refused()
    {
        await Refused("surrogate", Act(TableActionKind.Insert, "a\uD83D"));
        await Refused("surrogate", Act(TableActionKind.Insert, "a", ("Text", "\uDE00 \uD83D")));
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("1table")]
    [InlineData("my-table")]
    [InlineData("täble")]
    [InlineData("a234567890123456789012345678901234567890123456789012345678901234")]
    public async Task A_table_name_that_is_not_allowed_is_refused(string table)
    {
        await Should.ThrowAsync<TableLimitException>(() => Store.SubmitAsync(table, [Act(TableActionKind.Insert, "a")], Cancel));
        await Should.ThrowAsync<TableLimitException>(() => Store.GetAsync(table, Partition, "a", Cancel));
    }

    private static (string Name, object Value)[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(i => ($"P{i}", (object)i))];

    private async Task Refused(string because, params TableAction[] actions) =>
        (await Should.ThrowAsync<TableLimitException>(() => Submit(actions))).Message.ShouldContain(because);
}
