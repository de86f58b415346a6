using System.Globalization;
using System.Text;
using Recall.App.Reports;
using Recall.App.Scoring;
using Recall.App.Sequences;
using Recall.Core.Measurement;
using Recall.Core.Sequences;
using Recall.Core.Wording;

namespace Recall.App.Pages;

/// <summary>The body of the page with the shop's figures.</summary>
internal static class FiguresPage
{
    public static string Body(string shop, string locale, Report report, SequenceCatalogue catalogue)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<main><h1>{HtmlPage.Escape(shop)}</h1>");
        Figures(html, report, locale);
        Warnings(html, report, locale);
        Stages(html, report, locale);
        html.Append(CultureInfo.InvariantCulture, $"<section class=\"card\"><h2>{Say(HomeTexts.Sequences, locale)}</h2>");
        if (catalogue.Sequences.Count == 0)
            html.Append(CultureInfo.InvariantCulture, $"<p>{Say(HomeTexts.NoSequences, locale)}</p>");
        foreach (var source in catalogue.Sequences)
            Sequence(html, source.Definition, report.Sequences.FirstOrDefault(s => s.Name == source.Definition.Name), report.Currency, locale);
        html.Append("</section>");
        return html.Append(CultureInfo.InvariantCulture, $"<p class=\"small\"><a href=\"/\">{Say(HomeTexts.Home, locale)}</a></p></main>").ToString();
    }

    private static void Figures(StringBuilder html, Report report, string locale)
    {
        var sent = report.Sequences.Sum(s => s.Sent.Values.Sum());
        var back = report.Sequences.Sum(s => s.Outcomes.GetValueOrDefault(Outcomes.Recovered));
        html.Append(CultureInfo.InvariantCulture, $"<p class=\"soft small\">{Say(HomeTexts.AsOf, locale, report.At)}</p><div class=\"figures\">");
        Figure(report.Customers, HomeTexts.Customers);
        Figure(report.Lapsed, HomeTexts.Lapsed, report.LapsedSpent, report.Currency);
        Figure(sent, HomeTexts.Messages);
        Figure(back, HomeTexts.CameBack);
        html.Append("</div>");

        void Figure(int value, Phrase of, params object?[] values) => html.Append(
            CultureInfo.InvariantCulture, $"<div class=\"card\"><b>{value:#,0}</b><span class=\"soft small\">{Say(of, locale, values)}</span></div>");
    }

    private static void Warnings(StringBuilder html, Report report, string locale)
    {
        if (report.WithoutConsent > 0)
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"card\">{Say(ReportWarnings.WithoutConsent, locale, report.WithoutConsent, report.Customers)}</p>");
        if (report.GivenUp > 0)
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"card\">{Say(ReportWarnings.GivenUp, locale, report.GivenUp)}</p>");
        if (report.DeadLetters > 0)
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"card\">{Say(ReportWarnings.DeadLetters, locale, report.DeadLetters)}</p>");
        if (report.Money is { } money)
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"card\">{HtmlPage.Escape(string.Join(' ', money.Say(report.Currency, locale)))}</p>");
        foreach (var note in ModelNotes.Of(report.Model, locale))
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"card\">{HtmlPage.Escape(note)}</p>");
    }

    private static void Stages(StringBuilder html, Report report, string locale)
    {
        html.Append(CultureInfo.InvariantCulture, $"<section class=\"card\"><h2>{Say(HomeTexts.ByStage, locale)}</h2>");
        if (report.Customers == 0)
            html.Append(CultureInfo.InvariantCulture, $"<p>{Say(HomeTexts.NoCustomers, locale)}</p></section>");
        else
        {
            html.Append("<div class=\"stages\">");
            foreach (var (stage, count) in report.Stages)
            {
                var share = 100.0 * count / report.Customers;
                html.Append(CultureInfo.InvariantCulture, $"<span>{HtmlPage.Escape(Words.Of(stage, locale))}</span>")
                    .Append(CultureInfo.InvariantCulture, $"<i style=\"width:{100.0 * count / report.Stages.Values.Max():0.#}%;background:var(--{HtmlPage.Escape(stage)})\"></i>")
                    .Append(CultureInfo.InvariantCulture, $"<span>{count:#,0}</span><span class=\"soft\">{share:0.0} %</span>");
            }

            html.Append("</div></section>");
        }
    }

    private static void Sequence(StringBuilder html, SequenceDefinition definition, SequenceReport? report, string currency, string locale)
    {
        html.Append(CultureInfo.InvariantCulture, $"<article><h3>{HtmlPage.Escape(definition.Title.For(locale))} ")
            .Append(CultureInfo.InvariantCulture, $"<span class=\"soft small\">{HtmlPage.Escape(definition.Name)}</span></h3>");
        if (report is null || report.Treated + report.Holdout == 0)
            html.Append(CultureInfo.InvariantCulture, $"<p>{Say(HomeTexts.Idle, locale)}</p>");
        else
        {
            html.Append("<dl>");
            Row(HomeTexts.Entered, Say(HomeTexts.Arms, locale, report.Treated, report.Holdout));
            Row(HomeTexts.Sent, Counts(report.Sent, locale));
            if (report.Money is { } money)
                Row(HomeTexts.OwnBudget, HtmlPage.Escape(string.Join(' ', money.Say(currency, locale))));
            Row(HomeTexts.Ended, Counts(report.Endings, locale));
            Row(HomeTexts.Earned, Earned(report.Lift, locale));
            Row(HomeTexts.NetMargin, Money(report.Lift.NetMargin, currency, locale));
            html.Append("</dl>");
        }

        html.Append("</article>");

        void Row(Phrase name, string text)
        {
            if (text.Length > 0)
                html.Append(CultureInfo.InvariantCulture, $"<dt>{Say(name, locale)}</dt><dd>{text}</dd>");
        }
    }

    private static string Earned(Lift lift, string locale)
    {
        if (lift.Treated == 0)
            return Say(HomeTexts.NoWindow, locale);
        var treated = 100.0 * lift.TreatedOrdered / lift.Treated;
        if (lift.Holdout == 0)
            return Say(HomeTexts.OneArm, locale, treated, lift.Treated);
        var (points, low, high) = (100 * lift.Recovery.Estimate, 100 * lift.Recovery.Low, 100 * lift.Recovery.High);
        return Say(
            HomeTexts.BothArms, locale, treated, 100.0 * lift.HoldoutOrdered / lift.Holdout, points, low, high,
            lift.Recovery.ExcludesZero ? "" : new Sentence(HomeTexts.Chance));
    }

    /// <summary>Empty where nobody was held out, or no window has closed: it is a difference.</summary>
    private static string Money(Interval margin, string currency, string locale) => double.IsNaN(margin.Low) ? "" : Say(
        HomeTexts.Money, locale, margin.Estimate, margin.Low, margin.High, currency, margin.ExcludesZero ? "" : new Sentence(HomeTexts.Chance));

    private static string Counts(IReadOnlyDictionary<string, int> counts, string locale) => HtmlPage.Escape(
        string.Join(", ", counts.Select(c => string.Create(CultureInfo.InvariantCulture, $"{Words.Of(c.Key, locale)}\u00a0{c.Value:#,0}"))));

    private static string Say(Phrase phrase, string locale, params object?[] values) => HtmlPage.Escape(phrase.Say(locale, values));
}
