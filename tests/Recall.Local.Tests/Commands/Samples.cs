using System.Globalization;
using System.Text;

namespace Recall.Local.Tests.Commands;

/// <summary>Files for commands to read.</summary>
internal static class Samples
{
    /// <summary>Two customers of Shopify; row 4 has a currency without a rate, row 5 no time.</summary>
    public const string Orders =
        """
        order_id,customer_id,order_date,total,currency,email
        1001,42,2026-01-03 10:00,59.90,USD,mei@example.com
        1002,43,2026-01-05 11:30,20.00,USD,
        1003,42,2026-02-01 09:10,35.50,EUR,mei@example.com
        1004,44,yesterday,10,USD,

        """;

    /// <summary>The same without what is wrong.</summary>
    public const string GoodOrders =
        """
        order_id,customer_id,order_date,total,currency,email
        1001,42,2026-01-03 10:00,59.90,USD,mei@example.com
        1002,43,2026-01-05 11:30,20.00,USD,

        """;

    /// <summary>Purchases as in the CDNOW data: sixty customers from January 1997, of whom half come back several times and then stop.</summary>
    public static string Cdnow()
    {
        var text = new StringBuilder();
        for (var customer = 1; customer <= 60; customer++)
        {
            var times = customer % 2 == 0 ? 1 : 3 + (customer % 4);
            for (var time = 0; time < times; time++)
            {
                var day = new DateOnly(1997, 1, 1).AddDays((customer % 28) + (time * (12 + (customer % 9))));
                text.Append(CultureInfo.InvariantCulture, $" {customer:00000} {day:yyyyMMdd}  1 {10 + (customer % 7) + time}.50\n");
            }
        }

        return text.ToString();
    }
}
