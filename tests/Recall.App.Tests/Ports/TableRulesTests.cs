using Recall.App.Ports;

namespace Recall.App.Tests.Ports;

public class TableRulesTests
{
    [Fact]
    public void A_rows_size_is_counted_as_the_service_documents_it()
    {
        var row = new TableRow("pk", "row", new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["Text"] = "中文x",
            ["Flag"] = true,
            ["Int"] = 1,
            ["Long"] = 1L,
            ["Real"] = 1.0,
            ["At"] = DateTimeOffset.UnixEpoch,
            ["Id"] = Guid.Empty,
            ["Blob"] = new byte[5],
        });

        var names = 2 * (4 + 4 + 3 + 4 + 4 + 2 + 2 + 4);
        TableRules.CheckRow(row).ShouldBe(4 + 2 * 5 + 8 * 8 + names + (3 * 2 + 4) + 1 + 4 + 8 + 8 + 8 + 16 + (5 + 4));
    }

    [Fact]
    public void A_message_names_the_row_the_property_and_the_limit()
    {
        var row = new TableRow("0007", "p|shop:1", new Dictionary<string, object>(StringComparer.Ordinal) { ["Note"] = new string('x', 40_000) });

        Should.Throw<TableLimitException>(() => TableRules.CheckRow(row)).Message
            .ShouldBe("Row 'p|shop:1' of partition '0007': property 'Note' has 40000 characters; at most 32768 are allowed.");
    }
}
