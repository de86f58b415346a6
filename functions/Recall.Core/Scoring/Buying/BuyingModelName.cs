using System.Text.Json.Serialization;

namespace Recall.Core.Scoring.Buying;

/// <summary>Models of repeat buying that are fitted to a shop.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BuyingModelName>))]
public enum BuyingModelName
{
    /// <summary>Customers may leave after a repeat purchase (Fader, Hardie and Lee 2005).</summary>
    [JsonStringEnumMemberName("bg-nbd")] BgNbd,

    /// <summary>Customers may leave after any purchase (Batislam, Denizel and Filiztekin 2007).</summary>
    [JsonStringEnumMemberName("mbg-nbd")] MbgNbd,

    /// <summary>Customers may leave at any time (Schmittlein, Morrison and Colombo 1987).</summary>
    [JsonStringEnumMemberName("pareto-nbd")] ParetoNbd,
}

/// <summary>How the models are called.</summary>
public static class BuyingModelNames
{
    /// <summary>As in the literature: <c>MBG/NBD</c>.</summary>
    public static string Title(this BuyingModelName name) => name switch
    {
        BuyingModelName.BgNbd => "BG/NBD",
        BuyingModelName.MbgNbd => "MBG/NBD",
        _ => "Pareto/NBD",
    };
}
