using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Recall.App.Scoring;
using Recall.Core.Scoring;
using Recall.Core.Scoring.Buying;
using Recall.Core.Scoring.Fitting;

namespace Recall.Local.Commands;

/// <summary><c>recall score</c></summary>
internal static class ScoreCommand
{
    public static Command Create(Cli cli)
    {
        var command = new Command("score", "Fit the shop's model and score every customer");
        cli.Handle(command, async (_, session, screen, cancel) =>
        {
            var watch = Stopwatch.StartNew();
            var fit = await screen.ProgressAsync("Fitting", bar => session.Get<FitModel>().HandleAsync(bar, cancel));
            var fitted = watch.Elapsed.TotalSeconds;
            watch.Restart();
            var scored = await screen.ProgressAsync("Scoring", bar => session.Get<ScoreCustomers>().HandleAsync(fit.Model, bar, cancel));
            Show(screen, fit, fitted, scored, watch.Elapsed.TotalSeconds);
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Show(Screen screen, FitOutcome fit, double fitSeconds, long scored, double scoreSeconds)
    {
        if (screen.Json)
        {
            screen.Object(new { fit.Model, fit.Kept, fit.Reason, FitSeconds = fitSeconds, Scored = scored, ScoreSeconds = scoreSeconds });
            return;
        }

        var model = fit.Model;
        screen.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"Model {model.Version}: {model.Customers:#,0} customers, {model.Buyers:#,0} buyers, {model.RepeatBuyers:#,0} bought again. Fitted in {fitSeconds:0.0} s."));
        if (fit.Kept)
            screen.Line($"The model of before stays in force: {fit.Reason}");
        screen.Line(Part("BG/NBD", model.BgNbd, p => $"r {p.R:0.000}, alpha {p.Alpha:0.000}, a {p.A:0.000}, b {p.B:0.000} (weeks)"));
        screen.Line(Part("MBG/NBD", model.MbgNbd, p => $"r {p.R:0.000}, alpha {p.Alpha:0.000}, a {p.A:0.000}, b {p.B:0.000} (weeks)"));
        screen.Line(Part("Pareto/NBD", model.ParetoNbd, p => $"r {p.R:0.000}, alpha {p.Alpha:0.000}, s {p.S:0.000}, beta {p.Beta:0.000} (weeks)"));
        screen.Line(Part("Gamma-Gamma", model.GammaGamma, p => $"p {p.P:0.000}, q {p.Q:0.000}, v {p.V:0.000}"));
        if (Choice(model.Buying) is { } choice)
            screen.Line(choice);
        screen.Line(model.Churn.Quality is { } quality
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"Scorecard: learnt from {quality.Customers:#,0} customers at {quality.CutOffs} cut-offs, AUC {quality.Auc:0.000} on customers left out{(model.Churn.Season.Applied ? $", shifted by {model.Churn.Season.LogOdds:+0.00;-0.00} for the season" : "")}.")
            : $"Scorecard: the stated prior. {model.Churn.Because?.Reason}");
        screen.Line(string.Create(CultureInfo.InvariantCulture, $"{scored:#,0} customers scored in {scoreSeconds:0.0} s."));
    }

    private static string? Choice(BuyingChoice buying)
    {
        if (buying.Predictor is not { } predictor)
            return null;
        var compared = string.Join(", ", buying.Compared.Select(c => FormattableString.Invariant($"{c.Model.Title()} {c.LogLikelihood:0.0}")));
        var on = buying.HeldOutCustomers > 0
            ? FormattableString.Invariant($"the last {ShopModel.HorizonDays} days of {buying.HeldOutCustomers:#,0} customers, fitted on what was before")
            : "all data, for want of enough repeat buyers before the last days";
        var alive = buying.Alive is { } other && other != predictor ? $" P(alive) is by {other.Title()}." : "";
        return $"Scores are by {predictor.Title()}: log-likelihood {compared} on {on}.{alive}";
    }

    private static string Part<T>(string name, ModelFit<T> fit, Func<T, FormattableString> parameters)
        where T : class => fit.IsFitted
            ? $"{name}: {FormattableString.Invariant(parameters(fit.Parameters))}, log-likelihood {fit.Diagnostics.LogLikelihood.ToString("0.000", CultureInfo.InvariantCulture)}{string.Concat(fit.Warnings.Select(w => $". {w.Reason.TrimEnd('.')}"))}"
            : $"{name}: not fitted. {fit.Refusal.Reason}";
}
