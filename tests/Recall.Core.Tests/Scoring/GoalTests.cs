using System.Globalization;
using System.Text.Json.Nodes;
using Recall.Core.Scoring;
using Recall.Core.Scoring.BgNbd;
using Recall.Core.Scoring.Buying;
using Recall.Core.Scoring.GammaGamma;
using Recall.Core.Scoring.MbgNbd;
using Recall.Core.Scoring.ParetoNbd;

namespace Recall.Core.Tests.Scoring;

/// <summary>The table of goals, and those of them that no other test works out.</summary>
public sealed class GoalTests
{
    /// <summary>Needs no data: a goal that is taken out or made easier is missed wherever the tests run.</summary>
    [Fact]
    public void The_documentation_begins_with_every_goal_and_a_figure_that_meets_it()
    {
        var rows = DocTable.Under("## What it reaches");
        rows.Select(r => (r[0], r[1])).ShouldBe(Goal.All.Select(g => (g.Figure, g.Must)));
        foreach (var row in rows)
            Goal.Meets(double.Parse(row[2].TrimStart('<'), CultureInfo.InvariantCulture), row[1]).ShouldBeTrue($"{row[0]}: {row[2]}, which has to be {row[1]}");
    }

    [Fact]
    public void One_command_on_the_page_runs_all_that_holds_it()
    {
        var command = Repository.Read("docs/scoring.md").Split('\n').Single(l => l.StartsWith("dotnet ", StringComparison.Ordinal));
        command.ShouldBe($"dotnet run --project tests/{typeof(GoalTests).Assembly.GetName().Name} -- --filter-namespace \"{typeof(GoalTests).Namespace}*\" --explicit on --xunit-diagnostics on");
    }

    [Fact]
    public void Figures_of_300_customers_are_those_worked_out_with_fifty_digits()
    {
        var reference = References.Json("cdnow_sample_per_customer.json");
        var (given, customers) = (reference["params"]!, reference["customers"]!.AsArray());
        customers.Count.ShouldBe(300);
        var (bg, spend) = (given["bgnbd"]!.As<BgNbdParameters>(), given["gamma_gamma"]!.As<GammaGammaParameters>());
        (string Name, IBuyingModel Model)[] models =
            [("bgnbd", bg), ("mbgnbd", given["mbgnbd"]!.As<MbgNbdParameters>()), ("pareto_nbd", given["pareto_nbd"]!.As<ParetoNbdParameters>())];
        Goal.Customers.ShouldBeReachedBy(customers.SelectMany(c =>
        {
            var history = History(c!);
            var perDay = GammaGammaModel.ExpectedSpend(spend, new(history.Repeats, (double)c!["m"]!));
            var value = perDay * BgNbdModel.PAlive(bg, history) * CustomerValue.DiscountedIfAlive(bg, history.Repeats, history.Age, weeksPerMonth: 4.345);
            return models.SelectMany(m => Errors(m.Model, history, 39, c[m.Name]!))
                .Append(Error(perDay, c["gamma_gamma"]!["exp_spend"]!))
                .Append(Error(value, c["clv12m_disc1pct"]!));
        }).Max());
    }

    [Fact]
    public void Figures_are_right_where_published_formulas_fail()
    {
        var bg = References.Json("bgnbd_edge_cases.json").AsArray().SelectMany(c => Errors(c!["params"]!.As<BgNbdParameters>(), History(c), (double)c["t"]!, c));
        var pareto = References.Json("pareto_nbd_edge_cases.json").AsArray().SelectMany(c => Errors(c!["params"]!.As<ParetoNbdParameters>(), History(c), (double)c["t"]!, c));
        Goal.EdgeCases.ShouldBeReachedBy(bg.Concat(pareto).Max());
    }

    private static PurchaseHistory History(JsonNode customer) => new((int)customer["x"]!, (double)customer["t_x"]!, (double)customer["T"]!);

    /// <summary>Relative errors of all that the reference has of a customer.</summary>
    private static IEnumerable<double> Errors(IBuyingModel model, PurchaseHistory history, double weeks, JsonNode expected)
    {
        yield return Error(model.LogLikelihood(history), expected["ll"]!);
        yield return Error(model.PAlive(history), expected["p_alive"]!);
        if ((expected["p_buy"] ?? expected["p_buy_39"]) is { } buys)
            yield return Error(model.PBuy(history, weeks), buys);
        foreach (var (horizon, orders) in expected["cond_exp"] as JsonObject ?? new JsonObject { [weeks.ToString("R", CultureInfo.InvariantCulture)] = (double)expected["cond_exp"]! })
            yield return Error(Orders(model, history, double.Parse(horizon, CultureInfo.InvariantCulture)), orders!);
    }

    private static double Orders(IBuyingModel model, PurchaseHistory history, double weeks)
    {
        Span<double> expected = stackalloc double[1];
        model.ExpectedIfAlive(history.Repeats, history.Age, [weeks], expected);
        return model.PAlive(history) * expected[0];
    }

    /// <summary>Not a number is the greatest error of all.</summary>
    private static double Error(double actual, JsonNode expected) =>
        double.IsFinite(actual) ? Math.Abs(actual - (double)expected) / Math.Max(Math.Abs((double)expected), 1e-12) : double.MaxValue;
}
