using System.Globalization;
using Recall.App.Sequences.Previewing;
using Recall.Core.Sequences;
using Recall.Core.Sequences.Previewing;
using Recall.Local.Wording;

namespace Recall.Local.Commands;

/// <summary>Shows a preview: who they are to the sequence, then the steps with their times, ways that are not taken marked.</summary>
/// <param name="screen">Where to.</param>
/// <param name="html">Prints the HTML of e-mails too.</param>
internal sealed class PreviewScreen(Screen screen, bool html)
{
    private const string Indent = "  ";

    public static void Show(Screen screen, PreviewAnswer preview, bool html)
    {
        screen.Title(screen.Say(PreviewTexts.Head, preview.Sequence, preview.Customer, preview.At));
        if (!preview.Scored)
            screen.Line(PreviewTexts.NotScored);
        if (preview.Trigger is { } trigger)
            screen.Line(trigger.Holds ? PreviewTexts.Triggered : PreviewTexts.NotTriggered, trigger.Condition, trigger.Because);
        screen.Line(preview.InAudience ? PreviewTexts.InAudience : PreviewTexts.NotInAudience);
        var page = new PreviewScreen(screen, html);
        page.Conditions(preview.Audience, Indent);
        if (preview.InAudience && preview.Trigger?.Holds != false)
            screen.Line(preview.Because is null ? PreviewTexts.WouldEnter : PreviewTexts.StaysOut, preview.Because);
        screen.Line(preview.Arm == Arm.Holdout ? PreviewTexts.Holdout : PreviewTexts.Treated);

        screen.Title(screen.Say(PreviewTexts.Steps, preview.TimeZone));
        page.Steps(preview.Steps, "");
        screen.Line();
        if (preview.Outcome is not null)
            screen.Line(PreviewTexts.Ends, screen.Word(preview.Outcome), preview.ObservedUntil);
        screen.Line(PreviewTexts.Nothing, SequencePreview.ExampleCode);
    }

    private void Conditions(IReadOnlyList<ConditionAnswer> conditions, string indent)
    {
        foreach (var condition in conditions)
        {
            screen.Line(indent + screen.Say(condition.Holds ? PreviewTexts.Holds : PreviewTexts.HoldsNot, condition.Parts.Count == 0 ? condition.Because : condition.Condition));
            Conditions(condition.Parts, indent + Indent);
        }
    }

    private void Steps(IReadOnlyList<PreviewedStep> steps, string indent)
    {
        foreach (var step in steps)
        {
            screen.Line(indent + screen.Say(PreviewTexts.Step, step.LocalAt, step.Kind, step.Step) + About(step));
            var inner = indent + Indent;
            foreach (var deferred in step.Deferred)
                screen.Line(inner + screen.Say(PreviewTexts.Deferred, deferred.LocalUntil, deferred.Reason));
            if (step.Skipped is not null)
                screen.Line(inner + screen.Say(PreviewTexts.Skipped, step.Skipped));
            if (step.Message is { } message)
                Message(message, inner);
            if (step.Task is { } task)
                screen.Line(inner + task.Note);
            foreach (var way in step.Ways)
                Way(way, inner);
        }
    }

    private string About(PreviewedStep step) => step switch
    {
        { Coupon: { Percent: { } percent } coupon } => screen.Say(PreviewTexts.Percent, percent, Day(coupon.LastDay), coupon.ExampleCode),
        { Coupon: { Gift: { } gift } coupon } => screen.Say(PreviewTexts.Gift, gift, Day(coupon.LastDay), coupon.ExampleCode),
        { Coupon: { } coupon } => screen.Say(PreviewTexts.Amount, coupon.Amount, Day(coupon.LastDay), coupon.ExampleCode),
        { Task: { } task } => screen.Say(PreviewTexts.Task, task.Queue, step.LocalUntil),
        { Kind: "wait", Signals.Count: > 0 } => screen.Say(PreviewTexts.WaitOr, step.LocalUntil, string.Join(", ", step.Signals.Select(screen.Word))),
        { Kind: "wait" } => screen.Say(PreviewTexts.Wait, step.LocalUntil),
        _ => "",
    };

    private void Message(PreviewedMessage message, string indent)
    {
        screen.Line(indent + screen.Say(PreviewTexts.Message, message.LocalAt, screen.Word(message.Channel), message.To)
            + (message.Segments is > 1 and var segments ? screen.Say(PreviewTexts.Segments, segments) : ""));
        if (message.Subject is not null)
            screen.Line($"{indent}| {message.Subject}");
        foreach (var line in ((html ? message.Html : null) ?? message.Text).TrimEnd().Split('\n'))
            screen.Line($"{indent}| {line}".TrimEnd());
    }

    private void Way(PreviewedWay way, string indent)
    {
        var name = way.Kind switch
        {
            "case" => screen.Say(PreviewTexts.Case, way.Name),
            "default" => screen.Say(PreviewTexts.Default),
            "variant" => screen.Say(PreviewTexts.Variant, way.Name),
            "word" => screen.Say(PreviewTexts.Word, way.Name),
            _ => screen.Say(PreviewTexts.Overdue),
        };
        screen.Line(indent + screen.Say(way.Taken ? PreviewTexts.Taken : PreviewTexts.NotTaken, name)
            + (way.Because is null ? "" : screen.Say(PreviewTexts.For, way.Because)));
        Steps(way.Steps, indent + Indent + Indent);
        if (way.Outcome is not null)
            screen.Line(indent + Indent + Indent + screen.Say(PreviewTexts.EndsHere, screen.Word(way.Outcome)));
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
