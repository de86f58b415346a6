namespace Recall.Local.Demo.Life;

/// <summary>What people write, in their language.</summary>
internal static class Words
{
    public static string Survey(string locale, int rating, Draws draws) => draws.Pick((Chinese(locale), rating >= 7) switch
    {
        (true, true) => (string[])["茶很香，包装也用心。", "回购很多次了，一如既往地好。", "送朋友的，朋友很喜欢。"],
        (true, false) => ["这次有点失望。", "物流太慢了。", "味道和上次不一样。"],
        (false, true) => ["Lovely tea, nicely packed.", "As good as always.", "Bought it as a present; it was a success."],
        (false, false) => ["A little disappointed this time.", "It took far too long.", "It does not taste like the last one."],
    });

    public static string Complaint(string locale, string topic, Draws draws) => draws.Pick((Chinese(locale), topic) switch
    {
        (true, "late") => (string[])["包裹还没到，请问怎么回事？", "说好四天到，现在还在路上。"],
        (true, "quality") => ["收到时罐子已经压坏了。", "茶叶受潮了，喝着不对。"],
        (true, _) => ["咨询了三次都没有人回复。", "客服态度不好。"],
        (false, "late") => ["My parcel has not arrived. Where is it?", "You promised four days and it is still on its way."],
        (false, "quality") => ["The tin was crushed when it came.", "The leaves are damp and taste stale."],
        (false, _) => ["I asked three times and nobody answered.", "Your support was not friendly."],
    });

    public static string Reply(string locale, bool coming, Draws draws) => draws.Pick((Chinese(locale), coming) switch
    {
        (true, true) => (string[])["好的，我看看新茶。", "谢谢，正好家里的茶快喝完了。"],
        (true, false) => ["暂时不需要，谢谢。", "上次的体验不太好。"],
        (false, true) => ["Thanks, I was nearly out of tea.", "Good to hear from you. I will have a look."],
        (false, false) => ["Not at the moment, thank you.", "I was not happy with my last order."],
    });

    private static bool Chinese(string locale) => locale == "zh-CN";
}
