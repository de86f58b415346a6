using System.Collections.ObjectModel;

namespace Recall.Local.Demo.Buying;

/// <summary>A category of the shop.</summary>
/// <param name="Name">As in order lines.</param>
/// <param name="Chinese">Its name in Chinese.</param>
/// <param name="CostShare">What the goods cost the shop, as a share of their price.</param>
public sealed record ShopCategory(string Name, string Chinese, decimal CostShare);

/// <summary>A product of the shop.</summary>
/// <param name="Id">SKU.</param>
/// <param name="Category">Index in <see cref="Assortment.Categories"/>.</param>
/// <param name="English">Its name.</param>
/// <param name="Chinese">Its name in Chinese.</param>
/// <param name="Price">List price; null for loose leaves, which are sold by weight and make up what an order's total needs.</param>
public sealed record ShopProduct(string Id, int Category, string English, string Chinese, decimal? Price);

/// <summary>What the shop sells.</summary>
public static class Assortment
{
    /// <summary>Categories from here on are not tea.</summary>
    public const int Teas = 4;

    /// <summary>Index of the gift sets.</summary>
    public const int Gifts = 5;

    /// <summary>The categories: four of tea, then things.</summary>
    public static ReadOnlyCollection<ShopCategory> Categories { get; } = new(
    [
        new("Green tea", "绿茶", 0.42m), new("Black tea", "红茶", 0.40m), new("Oolong and pu'er", "乌龙普洱", 0.45m),
        new("Herbal tea", "花草茶", 0.38m), new("Teaware", "茶具", 0.52m), new("Gift sets", "礼盒", 0.56m),
    ]);

    /// <summary>The products.</summary>
    public static ReadOnlyCollection<ShopProduct> Products { get; } = new(
    [
        new("GRN-LOOSE", 0, "Green tea by weight", "散装绿茶", null),
        new("GRN-LONGJING", 0, "Longjing, 100 g", "龙井 100克", 24m),
        new("GRN-BILUOCHUN", 0, "Biluochun, 50 g", "碧螺春 50克", 18m),
        new("GRN-SENCHA", 0, "Sencha, 100 g", "煎茶 100克", 15m),
        new("GRN-JASMINE", 0, "Jasmine green, 100 g", "茉莉绿茶 100克", 12m),
        new("BLK-LOOSE", 1, "Black tea by weight", "散装红茶", null),
        new("BLK-KEEMUN", 1, "Keemun, 100 g", "祁门红茶 100克", 16m),
        new("BLK-DIANHONG", 1, "Dianhong, 100 g", "滇红 100克", 14m),
        new("BLK-EARLGREY", 1, "Earl Grey, 100 g", "伯爵红茶 100克", 9.5m),
        new("BLK-BREAKFAST", 1, "Breakfast blend, 250 g", "早餐红茶 250克", 13.5m),
        new("OOL-LOOSE", 2, "Oolong by weight", "散装乌龙", null),
        new("OOL-TIEGUANYIN", 2, "Tieguanyin, 100 g", "铁观音 100克", 22m),
        new("OOL-DAHONGPAO", 2, "Dahongpao, 50 g", "大红袍 50克", 28m),
        new("OOL-MILK", 2, "Milk oolong, 100 g", "金萱乌龙 100克", 17m),
        new("OOL-PUER", 2, "Ripe pu'er cake, 357 g", "普洱熟茶饼 357克", 36m),
        new("HRB-LOOSE", 3, "Herbal tea by weight", "散装花草茶", null),
        new("HRB-CHRYSANTHEMUM", 3, "Chrysanthemum, 50 g", "菊花茶 50克", 8m),
        new("HRB-ROSE", 3, "Rose buds, 50 g", "玫瑰花茶 50克", 9m),
        new("HRB-GINGER", 3, "Ginger and lemon, 20 bags", "姜柠檬茶 20包", 6.5m),
        new("HRB-CAMOMILE", 3, "Camomile, 20 bags", "洋甘菊茶 20包", 6m),
        new("WARE-GAIWAN", 4, "Porcelain gaiwan", "白瓷盖碗", 26m),
        new("WARE-CUPS", 4, "Two tasting cups", "品茗杯两只", 14m),
        new("WARE-POT", 4, "Clay teapot", "紫砂壶", 58m),
        new("WARE-GLASS", 4, "Glass infuser mug", "玻璃泡茶杯", 19m),
        new("WARE-CADDY", 4, "Tea caddy", "茶叶罐", 12.5m),
        new("GIFT-TASTER", 5, "Tasting box, six teas", "六味品鉴礼盒", 29m),
        new("GIFT-SPRING", 5, "Spring harvest box", "明前春茶礼盒", 49m),
        new("GIFT-TRAVEL", 5, "Travel tea set", "旅行茶具套装", 42m),
        new("GIFT-FESTIVAL", 5, "Festival box", "节日礼盒", 68m),
        new("GIFT-SMALL", 5, "Little thank-you box", "小小谢礼盒", 16m),
    ]);
}
