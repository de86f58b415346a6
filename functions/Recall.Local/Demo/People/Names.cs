namespace Recall.Local.Demo.People;

/// <summary>A name as written and as part of an e-mail address.</summary>
internal readonly record struct PersonName(string Written, string InAddress);

/// <summary>Names put together at random from common parts; they are nobody's in particular.</summary>
internal static class Names
{
    private static readonly string[] Given =
    [
        "Alice", "Amy", "Anna", "Ben", "Carol", "Charlie", "Chloe", "Clara", "Daniel", "David", "Edith", "Ella", "Emma", "Frank", "Grace",
        "Hannah", "Harry", "Helen", "Isaac", "Jack", "James", "Jane", "Julia", "Kate", "Laura", "Leo", "Lily", "Lucy", "Mark", "Martha",
        "Max", "Nina", "Nora", "Oliver", "Oscar", "Paul", "Peter", "Rose", "Ruth", "Sam", "Sara", "Simon", "Sophie", "Tess", "Tom", "Vera",
    ];

    private static readonly string[] Family =
    [
        "Archer", "Baker", "Barber", "Bell", "Brook", "Carter", "Chandler", "Cook", "Cooper", "Dale", "Dyer", "Farmer", "Field", "Fisher",
        "Ford", "Forester", "Gardener", "Glover", "Green", "Hill", "Hunter", "Kemp", "Lake", "Mason", "Mercer", "Miller", "Moor", "Page",
        "Parker", "Porter", "Potter", "Reed", "Rivers", "Sawyer", "Shepherd", "Slater", "Stone", "Tanner", "Taylor", "Turner", "Walker",
        "Weaver", "Wells", "West", "Wood", "Wright",
    ];

    private static readonly PersonName[] FamilyChinese =
    [
        new("王", "wang"), new("李", "li"), new("张", "zhang"), new("刘", "liu"), new("陈", "chen"), new("杨", "yang"), new("赵", "zhao"),
        new("黄", "huang"), new("周", "zhou"), new("吴", "wu"), new("徐", "xu"), new("孙", "sun"), new("胡", "hu"), new("朱", "zhu"),
        new("高", "gao"), new("林", "lin"), new("何", "he"), new("郭", "guo"), new("马", "ma"), new("罗", "luo"), new("梁", "liang"),
        new("宋", "song"), new("郑", "zheng"), new("谢", "xie"), new("韩", "han"), new("唐", "tang"), new("冯", "feng"), new("董", "dong"),
    ];

    private static readonly PersonName[] Syllables =
    [
        new("安", "an"), new("晨", "chen"), new("丹", "dan"), new("芳", "fang"), new("海", "hai"), new("涵", "han"), new("宏", "hong"),
        new("慧", "hui"), new("佳", "jia"), new("静", "jing"), new("军", "jun"), new("兰", "lan"), new("乐", "le"), new("丽", "li"),
        new("琳", "lin"), new("玲", "ling"), new("梅", "mei"), new("敏", "min"), new("明", "ming"), new("宁", "ning"), new("萍", "ping"),
        new("晴", "qing"), new("蓉", "rong"), new("思", "si"), new("婷", "ting"), new("文", "wen"), new("晓", "xiao"), new("欣", "xin"),
        new("雪", "xue"), new("雅", "ya"), new("怡", "yi"), new("英", "ying"), new("宇", "yu"), new("月", "yue"), new("泽", "ze"), new("志", "zhi"),
    ];

    /// <summary>A name in the person's language.</summary>
    public static PersonName For(string locale, Draws draws)
    {
        if (locale == "zh-CN")
        {
            var (family, first, second) = (draws.Pick(FamilyChinese), draws.Pick(Syllables), draws.Pick(Syllables));
            return draws.Chance(0.25)
                ? new(family.Written + first.Written, $"{family.InAddress}.{first.InAddress}")
                : new(family.Written + first.Written + second.Written, $"{family.InAddress}.{first.InAddress}{second.InAddress}");
        }

        var (given, surname) = (draws.Pick(Given), draws.Pick(Family));
        return new($"{given} {surname}", $"{given}.{surname}".ToLowerInvariant());
    }
}
