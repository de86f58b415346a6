using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Recall.App.Scoring;
using Recall.Core.Scoring;
using Recall.Core.Scoring.Buying;
using Recall.Core.Scoring.Champion;
using Recall.Core.Scoring.Churn;
using Recall.Core.Scoring.Fitting;
using Recall.Local.Wording;

namespace Recall.Local.Commands;

/// <summary><c>recall score</c></summary>
internal static class ScoreCommand
{
    /// <summary>A shop that has sold nothing for longer than this is looked at long after its records end.</summary>
    private const int MostSilentDays = 180;

    public static Command Create(Cli cli)
    {
        var command = new Command("score", cli.Say(HelpTexts.Score));
        cli.Handle(command, async (_, session, screen, cancel) =>
        {
            if (!await session.Get<FitModel>().HasBuyersAsync(cancel))
                throw new NotFoundException(WorkTexts.NoBuyers, session.Folder.Path);
            var watch = Stopwatch.StartNew();
            var fit = await screen.ProgressAsync(screen.Say(CommonTexts.FittingBar), bar => session.Get<FitModel>().HandleAsync(bar, cancel));
            var fitted = watch.Elapsed.TotalSeconds;
            watch.Restart();
            var scored = await screen.ProgressAsync(screen.Say(CommonTexts.ScoringBar), bar => session.Get<ScoreCustomers>().HandleAsync(fit.Model, bar, cancel));
            Show(screen, fit, await session.Get<DescribeModel>().HandleAsync(cancel), fitted, scored, watch.Elapsed.TotalSeconds);
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Show(Screen screen, FitOutcome fit, ModelState? state, double fitSeconds, long scored, double scoreSeconds)
    {
        if (screen.Json)
        {
            screen.Object(new { fit.Model, fit.Trial, state?.Stability, FitSeconds = fitSeconds, Scored = scored, ScoreSeconds = scoreSeconds });
            return;
        }

        var model = fit.Model;
        screen.Line(WorkTexts.Model, model.Version, model.Customers, model.Buyers, model.RepeatBuyers, fitSeconds);
        foreach (var note in ModelNotes.Of(state, screen.Locale))
            screen.Line(note);
        screen.Line(Part(screen, "BG/NBD", model.BgNbd, p => Weeks(screen, $"r {p.R:0.000}, alpha {p.Alpha:0.000}, a {p.A:0.000}, b {p.B:0.000}")));
        screen.Line(Part(screen, "MBG/NBD", model.MbgNbd, p => Weeks(screen, $"r {p.R:0.000}, alpha {p.Alpha:0.000}, a {p.A:0.000}, b {p.B:0.000}")));
        screen.Line(Part(screen, "Pareto/NBD", model.ParetoNbd, p => Weeks(screen, $"r {p.R:0.000}, alpha {p.Alpha:0.000}, s {p.S:0.000}, beta {p.Beta:0.000}")));
        screen.Line(Part(
            screen, "Gamma-Gamma", model.GammaGamma, p => FormattableString.Invariant($"p {p.P:0.000}, q {p.Q:0.000}, v {p.V:0.000}")));
        Choice(screen, model.Buying);
        Card(screen, model.Churn);
        if (model.Lead is { } lead && model.Buying.Predictor is { } buying)
            screen.Line(model.BuyingLeads ? WorkTexts.BuyingLeads : WorkTexts.CardLeads, buying.Title(), model.Churn.WindowDays, lead.Champion, lead.Challenger, lead.Customers);
        else if (model.BuyingLeads)
            screen.Line(WorkTexts.BuyingLeadsPrior, model.Buying.Predictor!.Value.Title());
        if (model.LastDay is { } last && model.AsOf.DayNumber - last.DayNumber > MostSilentDays)
            screen.Line(WorkTexts.OldOrders, last.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), (model.AsOf.DayNumber - last.DayNumber) / 365.25, last.AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        screen.Line(WorkTexts.Scored, scored, scoreSeconds);
    }

    private static void Choice(Screen screen, BuyingChoice buying)
    {
        if (buying.Predictor is not { } predictor)
            return;
        var compared = string.Join(", ", buying.Compared.Select(c => FormattableString.Invariant($"{c.Model.Title()} {c.LogLikelihood:0.0}")));
        var on = buying.HeldOutCustomers > 0
            ? screen.Say(WorkTexts.OnHeldOut, ShopModel.HorizonDays, buying.HeldOutCustomers)
            : buying.NobodySince ? screen.Say(WorkTexts.OnAllAsNobodySince, ShopModel.HorizonDays) : screen.Say(WorkTexts.OnAll);
        var alive = buying.Alive is { } other && other != predictor ? screen.Say(WorkTexts.AliveBy, other.Title()) : "";
        screen.Line(screen.Say(WorkTexts.ScoresBy, predictor.Title(), compared, on) + alive);
    }

    private static void Card(Screen screen, ChurnScorecard card)
    {
        if (card.Quality is not { } quality)
            screen.Line(WorkTexts.PriorCard, card.Because?.Reason.Say(screen.Locale) ?? "");
        else if (card.Season.Applied)
            screen.Line(WorkTexts.CardInSeason, quality.Customers, quality.CutOffs, quality.Auc, card.Season.LogOdds);
        else
            screen.Line(WorkTexts.Card, quality.Customers, quality.CutOffs, quality.Auc);
    }

    private static string Weeks(Screen screen, FormattableString parameters) =>
        screen.Say(WorkTexts.Weeks, FormattableString.Invariant(parameters));

    private static string Part<T>(Screen screen, string name, ModelFit<T> fit, Func<T, string> parameters)
        where T : class => fit.IsFitted
            ? screen.Say(WorkTexts.Fitted, name, parameters(fit.Parameters), fit.Diagnostics.LogLikelihood)
                + string.Concat(fit.Warnings.Select(w => screen.Say(WorkTexts.Doubt, w.Reason.Say(screen.Locale))))
            : screen.Say(WorkTexts.NotFitted, name, fit.Refusal.Reason.Say(screen.Locale));
}
