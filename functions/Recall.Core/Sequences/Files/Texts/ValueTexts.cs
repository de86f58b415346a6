using Recall.Core.Wording;

namespace Recall.Core.Sequences.Files.Texts;

/// <summary>What is said about single values, whatever file they stand in.</summary>
internal static class ValueTexts
{
    public static Phrase Expected { get; } = new("expected {0}, found {1}", "应为{0}，实际为{1}");

    public static Phrase Nothing { get; } = new("nothing", "空");

    public static Phrase Quoted { get; } = new("'{0}'", "“{0}”");

    public static Phrase List { get; } = new("a list", "列表");

    public static Phrase EmptyList { get; } = new("an empty list", "空列表");

    public static Phrase ShortList { get; } = new("a list of less", "更短的列表");

    public static Phrase Keys { get; } = new("keys with values", "键值对");

    public static Phrase UnknownKey { get; } = new("unknown key '{0}'{1}", "未知的键“{0}”{1}");

    public static Phrase Missing { get; } = new("'{0}' is missing; add {1}", "缺少“{0}”；请加上{1}");

    public static Phrase DidYouMean { get; } = new("; did you mean '{0}'?", "；是否指“{0}”？");

    public static Phrase Use { get; } = new("; use {0}", "；可用：{0}");

    public static Phrase Text { get; } = new("a text", "文本");

    public static Phrase Category { get; } = new("a category", "品类");

    public static Phrase Percentage { get; } = new("a percentage such as '10%'", "百分比（例如 10%）");

    public static Phrase ShareRange { get; } = new("must be from 0% to {0:0}%, found {1}{2}", "应在 0% 到 {0:0}% 之间，实际为{1}{2}");

    public static Phrase Number { get; } = new("a number", "数字");

    public static Phrase NumberSuchAs { get; } = new("a number such as '10'", "数字（例如 10）");

    public static Phrase WholeNumber { get; } = new("a whole number", "整数");

    public static Phrase Range { get; } = new("must be from {0} to {1}, found {2}", "应在 {0} 到 {1} 之间，实际为{2}");

    public static Phrase Digits { get; } = new(
        "budgets count to {0} digits behind the point, found {1}; write fewer", "预算精确到小数点后 {0} 位，实际为{1}；请减少小数位数");

    public static Phrase Flag { get; } = new("expected true or false, found {0}{1}", "应为 true 或 false，实际为{0}{1}");

    public static Phrase TimeOfDay { get; } = new("a time of day such as \"10:00\"", "时刻（例如 \"10:00\"）");

    public static Phrase NotATime { get; } = new("expected a time of day such as \"10:00\", found {0}{1}", "应为时刻（例如 \"10:00\"），实际为{0}{1}");

    public static Phrase DidYouMeanTime { get; } = new("; did you mean \"{0}\"?", "；是否指 \"{0}\"？");

    public static Phrase HoursAndMinutes { get; } = new("; write hours from 00 to 23 and minutes", "；请写 00 到 23 的小时和分钟");

    public static Phrase Name { get; } = new("a name such as '{0}'", "名称（例如 {0}）");

    public static Phrase NameForm { get; } = new(
        "a name has up to 60 lower-case letters, digits and single hyphens, found {0}{1}",
        "名称最多 60 个字符，只能用小写字母、数字和单个连字符，实际为{0}{1}");

    public static Phrase ForExample { get; } = new("; for example '{0}'", "；例如“{0}”");

    public static Phrase One { get; } = new("a {0}", "{0}");

    public static Phrase NoneDefined { get; } = new("there is no {0} '{1}'; none is defined", "没有{0}“{1}”；目前一个也没有定义");

    public static Phrase Unknown { get; } = new("unknown {0} '{1}'{2}", "未知的{0}“{1}”{2}");

    public static Phrase ListOf { get; } = new("expected a list of {0}s; write [{1}]", "应为{0}的列表；请写 [{1}]");

    public static Phrase ListOfFound { get; } = new("expected a list of {0}s, found {1}; {2}", "应为{0}的列表，实际为{1}；{2}");

    public static Phrase NoneIsEmpty { get; } = new("write [] for none", "没有则写 []");

    public static Phrase ListExample { get; } = new("for example [{0}]", "例如 [{0}]");

    public static Phrase AtLeastOne { get; } = new("needs at least one {0}; for example [{1}]", "至少需要一个{0}；例如 [{1}]");

    public static Phrase Twice { get; } = new("'{0}' is in the list twice; keep one", "“{0}”在列表中出现了两次；请保留一个");

    public static Phrase Duration { get; } = new("a duration such as '{0}'", "时长（例如 {0}）");

    public static Phrase NotADuration { get; } = new("expected a duration such as '{0}', found {1}{2}", "应为时长（例如 {0}），实际为{1}{2}");

    public static Phrase Units { get; } = new("; count in minutes, hours, days or weeks", "；单位可用 minutes、hours、days 或 weeks");

    public static Phrase Days { get; } = new("{0:0} {0:day|days}", "{0:0} 天");

    public static Phrase Hours { get; } = new("{0:0} {0:hour|hours}", "{0:0} 小时");

    public static Phrase Minutes { get; } = new("{0:0} {0:minute|minutes}", "{0:0} 分钟");

    public static Phrase WholeDays { get; } = new("is counted in whole days, found {0}", "以整天计，实际为{0}");

    public static Phrase WriteDays { get; } = new("is counted in whole days, found {0}; write '{1} days'", "以整天计，实际为{0}；请写“{1} days”");

    public static Phrase Locales { get; } = new("texts by language, for example {0}", "按语言分列的文本（例如 {0}）");

    public static Phrase NotALocale { get; } = new("'{0}' is not a language tag such as 'en' or 'zh-CN'{1}", "“{0}”不是语言代码（例如 en 或 zh-CN）{1}");
}
