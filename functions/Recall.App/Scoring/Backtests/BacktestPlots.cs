using System.Globalization;
using System.Text;
using Recall.Core.Scoring.Backtesting;

namespace Recall.App.Scoring.Backtests;

/// <summary>Plots of a cut-off as SVG 1.1 without scripts or fonts of its own.</summary>
internal static class BacktestPlots
{
    private const double Width = 420;
    private const double Height = 320;
    private const double Left = 48;
    private const double Top = 28;
    private const double Side = 240;

    // Okabe and Ito's colours, which people who do not tell red from green can tell apart.
    private static readonly string[] Colours = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"];

    /// <summary>Predicted against observed share by tenths; on the diagonal chances are what they say. Bars are 95 % intervals.</summary>
    public static string Calibration(CutOffResult cutOff, BacktestWords say)
    {
        var svg = Begin(say.Say("Calibration", "校准"), cutOff, say.Say("predicted", "预测"), say.Say("bought", "实际购买"), 1);
        svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{Left}\" y1=\"{Top + Side}\" x2=\"{Left + Side}\" y2=\"{Top}\" stroke=\"#999\" stroke-dasharray=\"4 3\"/>\n");
        var models = cutOff.Models.Where(m => !double.IsNaN(m.Brier)).ToList();
        for (var i = 0; i < models.Count; i++)
        {
            var points = models[i].Deciles.Reverse().ToList();
            Line(svg, Colours[i % Colours.Length], points.ConvertAll(d => (X(d.Predicted), Y(d.Observed.Estimate))));
            foreach (var d in i == 0 ? points : [])
                svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{X(d.Predicted):0.#}\" y1=\"{Y(d.Observed.Low):0.#}\" x2=\"{X(d.Predicted):0.#}\" y2=\"{Y(d.Observed.High):0.#}\" stroke=\"{Colours[0]}\"/>\n");
        }

        return End(svg, models, say);
    }

    /// <summary>How many times the shop's share each tenth bought, most likely to buy first.</summary>
    public static string Lift(CutOffResult cutOff, BacktestWords say)
    {
        var most = Math.Max(1, Math.Ceiling(cutOff.Models.SelectMany(m => m.Deciles).Select(d => d.Lift).Where(double.IsFinite).DefaultIfEmpty(1).Max()));
        var svg = Begin(say.Say("Lift", "提升度"), cutOff, say.Say("share of customers, most likely first", "客户占比（最可能购买者在前）"), say.Say("times the shop's share", "为全店占比的倍数"), most);
        for (var i = 0; i < cutOff.Models.Count; i++)
        {
            Line(svg, Colours[i % Colours.Length], [.. cutOff.Models[i].Deciles.Select((d, tenth) => (X((tenth + 0.5) / 10), Y((double.IsFinite(d.Lift) ? d.Lift : 0) / most)))]);
        }

        return End(svg, cutOff.Models, say);
    }

    private static double X(double share) => Left + (Side * share);

    private static double Y(double share) => Top + (Side * (1 - share));

    private static StringBuilder Begin(string title, CutOffResult cutOff, string across, string up, double most)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" width=\"{Width}\" height=\"{Height}\" font-family=\"sans-serif\" font-size=\"11\" role=\"img\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<title>{title} {cutOff.Day:yyyy-MM-dd}</title>\n<rect width=\"{Width}\" height=\"{Height}\" fill=\"#fff\"/>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left}\" y=\"16\" font-weight=\"bold\">{title} {cutOff.Day:yyyy-MM-dd}</text>\n");
        for (var i = 0; i <= 4; i++)
        {
            var share = i / 4.0;
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{Left}\" y1=\"{Y(share)}\" x2=\"{Left + Side}\" y2=\"{Y(share)}\" stroke=\"#ddd\"/>\n");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left - 4}\" y=\"{Y(share) + 4}\" text-anchor=\"end\">{share * most:0.##}</text>\n");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{X(share)}\" y=\"{Top + Side + 15}\" text-anchor=\"middle\">{share:0.##}</text>\n");
        }

        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{X(0.5)}\" y=\"{Top + Side + 34}\" text-anchor=\"middle\">{across}</text>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text transform=\"translate(12 {Y(0.5)}) rotate(-90)\" text-anchor=\"middle\">{up}</text>\n");
        return svg;
    }

    private static void Line(StringBuilder svg, string colour, List<(double X, double Y)> points)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<polyline fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" points=\"");
        foreach (var (x, y) in points)
            svg.Append(CultureInfo.InvariantCulture, $"{x:0.#},{y:0.#} ");
        svg.Append("\"/>\n");
        foreach (var (x, y) in points)
            svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"3\" fill=\"{colour}\"/>\n");
    }

    private static string End(StringBuilder svg, IReadOnlyList<ModelResult> models, BacktestWords say)
    {
        for (var i = 0; i < models.Count; i++)
        {
            var y = Top + 10 + (18 * i);
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{Left + Side + 14}\" y=\"{y - 8}\" width=\"10\" height=\"10\" fill=\"{Colours[i % Colours.Length]}\"/>\n");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left + Side + 29}\" y=\"{y + 1}\">{say.Model(models[i].Model)}</text>\n");
        }

        return svg.Append("</svg>\n").ToString();
    }
}
