using System.Globalization;
using Recall.App.Customers;
using Recall.Core.Messaging;
using Recall.Core.Sequences;
using Recall.Core.Sequences.Previewing;
using Recall.Core.Wording;

namespace Recall.App.Sequences.Previewing;

/// <summary>A step of a preview. Times without <c>local</c> are UTC.</summary>
/// <param name="Step">Its id.</param>
/// <param name="Kind"><c>coupon</c>, <c>send</c>, <c>wait</c>, <c>branch</c>, <c>ab</c>, <c>tag</c>, <c>webhook</c> or <c>handoff</c>.</param>
/// <param name="Taken">Today's facts lead here.</param>
/// <param name="At">When it begins.</param>
/// <param name="LocalAt">The same where the customer is.</param>
/// <param name="Until">Of a wait and a handoff: until when at most.</param>
/// <param name="LocalUntil">The same where the customer is.</param>
/// <param name="Skipped">Why it is not done, in the reader's language; else null.</param>
/// <param name="Deferred">Why it is held back, in order.</param>
/// <param name="Coupon">The code it issues.</param>
/// <param name="Message">The message it sends.</param>
/// <param name="Signals">Of a wait: what ends it before its time.</param>
/// <param name="Task">Of a handoff: whose task.</param>
/// <param name="Ways">Of a branch and a handoff: how it may go on.</param>
public sealed record PreviewedStep(
    string Step, string Kind, bool Taken, DateTimeOffset At, string LocalAt, DateTimeOffset? Until, string? LocalUntil, string? Skipped,
    IReadOnlyList<PreviewedDeferral> Deferred, PreviewedCoupon? Coupon, PreviewedMessage? Message, IReadOnlyList<string> Signals,
    PreviewedTask? Task, IReadOnlyList<PreviewedWay> Ways)
{
    /// <summary>The answer for a step.</summary>
    public static PreviewedStep Of(StepPreview preview, TimeZoneInfo zone, string locale)
    {
        ArgumentNullException.ThrowIfNull(preview);
        return new(
            preview.Step.Id, KindOf(preview.Step), preview.Taken, preview.At, Local(preview.At, zone, locale), preview.Until,
            preview.Until is { } until ? Local(until, zone, locale) : null, preview.Skipped?.Say(locale),
            [.. preview.Deferred.Select(d => new PreviewedDeferral(d.Code, d.Reason.Say(locale), d.Until, Local(d.Until, zone, locale)))],
            preview.Coupon is { } c ? new(c.Code, c.Percent, c.Amount, c.Gift?.Name.For(locale), c.MinimumOrder, c.ExpiresAt, c.LastDay(zone)) : null,
            preview.Message is { } message ? PreviewedMessage.Of(message, zone, locale) : null,
            preview.Step is WaitStep wait ? [.. wait.Until.Select(Kebab.Of)] : [],
            preview.Step is HandoffStep handoff ? new(handoff.Queue, handoff.Note.For(locale)) : null,
            [.. preview.Ways.Select(w => new PreviewedWay(
                Kebab.Of(w.Kind), w.Name, w.Taken, w.Because?.Say(locale), [.. w.Steps.Select(s => Of(s, zone, locale))], w.Outcome))]);
    }

    /// <summary>An instant on a zone's clocks, with its weekday in the reader's language.</summary>
    internal static string Local(DateTimeOffset at, TimeZoneInfo zone, string locale)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        return string.Create(CultureInfo.InvariantCulture, $"{local:yyyy-MM-dd} {Weekdays[(int)local.DayOfWeek].Say(locale)} {local:HH:mm}");
    }

    /// <summary>Sunday first, as <see cref="DayOfWeek"/> counts. Written out, for a machine without ICU knows no language's names.</summary>
    private static readonly Phrase[] Weekdays =
        [new("Sun", "周日"), new("Mon", "周一"), new("Tue", "周二"), new("Wed", "周三"), new("Thu", "周四"), new("Fri", "周五"), new("Sat", "周六")];

    private static string KindOf(Step step) => step switch
    {
        CouponStep => "coupon",
        SendStep => "send",
        WaitStep => "wait",
        BranchStep => "branch",
        AbStep => "ab",
        TagStep => "tag",
        WebhookStep => "webhook",
        _ => "handoff",
    };
}

/// <summary>A message held back.</summary>
/// <param name="Code">The rule, as a word.</param>
/// <param name="Reason">In the reader's language.</param>
/// <param name="Until">UTC.</param>
/// <param name="LocalUntil">The same where the customer is.</param>
public sealed record PreviewedDeferral(string Code, string Reason, DateTimeOffset Until, string LocalUntil);

/// <summary>A code as it would be issued.</summary>
/// <param name="ExampleCode">No code that a shop takes.</param>
/// <param name="Percent">Percent off; or</param>
/// <param name="Amount">an amount off, in the shop's currency; or</param>
/// <param name="Gift">what comes free, in the reader's language.</param>
/// <param name="MinimumOrder">Smallest order, or null.</param>
/// <param name="ExpiresAt">UTC; it can be used before this moment.</param>
/// <param name="LastDay">The day that messages name: it can be used to its end where the customer is.</param>
public sealed record PreviewedCoupon(
    string ExampleCode, decimal? Percent, decimal? Amount, string? Gift, decimal? MinimumOrder, DateTimeOffset ExpiresAt, DateOnly LastDay);

/// <summary>A message; the address is masked, its code and its link out are examples.</summary>
/// <param name="At">When it goes out, UTC.</param>
/// <param name="LocalAt">The same where the customer is.</param>
/// <param name="Channel">On which channel.</param>
/// <param name="To">Masked.</param>
/// <param name="Locale">The language it is in.</param>
/// <param name="Subject">Of an e-mail.</param>
/// <param name="Text">The plain part of an e-mail; the whole of any other message.</param>
/// <param name="Html">Of an e-mail: a whole document.</param>
/// <param name="Segments">Of a short message: how many are billed; else null.</param>
public sealed record PreviewedMessage(
    DateTimeOffset At, string LocalAt, string Channel, string? To, string Locale, string? Subject, string Text, string? Html, int? Segments)
{
    /// <summary>The answer for a message.</summary>
    public static PreviewedMessage Of(MessagePreview preview, TimeZoneInfo zone, string locale)
    {
        ArgumentNullException.ThrowIfNull(preview);
        var (local, to, text) = (PreviewedStep.Local(preview.At, zone, locale), Masked.Address(preview.Address), preview.Text);
        var (words, mail) = (text.TextOn(preview.Channel), preview.Channel == Channels.Email);
        return new(
            preview.At, local, preview.Channel, to, text.Locale, mail ? text.Subject : null, words, mail ? text.Html : null,
            preview.Channel == Channels.Sms ? SmsText.Measure(words).Segments : null);
    }
}

/// <summary>A task for a person.</summary>
public sealed record PreviewedTask(string Queue, string Note);

/// <summary>One way on.</summary>
/// <param name="Kind"><c>case</c> or <c>default</c> of a branch, <c>word</c> (a person's) or <c>overdue</c> of a handoff.</param>
/// <param name="Name">Of a case its number from 1, of a word itself; else null.</param>
/// <param name="Taken">Today's facts lead here.</param>
/// <param name="Because">What decides it, in the reader's language; null where a person does, or nobody.</param>
/// <param name="Steps">As if it were taken.</param>
/// <param name="Outcome">How the steps end here; null where they go on behind the branch.</param>
public sealed record PreviewedWay(string Kind, string? Name, bool Taken, string? Because, IReadOnlyList<PreviewedStep> Steps, string? Outcome);
