using System.Globalization;
using System.Text;
using System.Text.Json;
using Recall.App.Ingestion.Connectors.Mapping;
using Recall.App.Ingestion.Connectors.Signatures;

namespace Recall.App.Ingestion.Connectors.Stripe;

/// <summary>
/// Stripe (docs.stripe.com/webhooks/signature): <c>Stripe-Signature</c> has the time of sending as <c>t</c> and one or more <c>v1</c>, HMAC-SHA256 in
/// hexadecimal digits over time, a full stop and the body, with the endpoint's secret as it is written. Older than five minutes is refused.
/// </summary>
public sealed class StripeConnector : Connector
{
    private const string Signature = "Stripe-Signature";

    /// <inheritdoc/>
    public override string Platform => "stripe";

    /// <inheritdoc/>
    public override Verdict Verify(Delivery delivery)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        if (delivery.Header(Signature) is not { } header)
            return Verdict.Unsigned(Signature);
        var parts = header.Split(',', 32).Select(p => p.Trim().Split('=', 2)).Where(p => p.Length == 2).ToList();
        var time = parts.Find(p => p[0] == "t")?[1];
        if (!long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || Math.Abs((decimal)seconds - delivery.Now.ToUnixTimeSeconds()) > (decimal)StandardSignature.Tolerance.TotalSeconds)
            return new Verdict.Refused(401, $"The time in '{Signature}' is more than 5 minutes from now; check this machine's clock.");
        var head = Encoding.UTF8.GetBytes(time + ".");
        var fits = false;
        foreach (var one in parts.Where(p => p[0] == "v1"))
            fits |= Hmac.FitsHex(one[1], delivery.Source.Secrets, head, delivery.Body);
        return fits ? new Verdict.Accepted(IdOf(delivery.Body) ?? BodyHash.Of(delivery.Body), "") : Verdict.WrongSignature(Signature);
    }

    internal override Mapped Read(Posted posted, FactMaker make) => StripeEvents.Read(Root(posted.Body), make);

    private static string? IdOf(ReadOnlyMemory<byte> body)
    {
        try
        {
            return Root(body)["id"].Text;
        }
        catch (Exception e) when (e is JsonException or CannotMapException)
        {
            return null;
        }
    }
}
