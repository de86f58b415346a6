using Recall.App.Customers;
using Recall.App.Enrolment;
using Recall.App.Ledger;
using Recall.App.Ports;
using Recall.Core;
using Recall.Core.Messaging;
using Recall.Core.Sequences;
using Recall.Core.Wording;

namespace Recall.App.Webhooks;

/// <summary>
/// Performs a webhook step. An attempt is counted before it is made and its answer kept after it: a process that ends between the two
/// calls again under the same id. What cannot be delivered is tried again ever more seldom, and given up before the machine passes over it.
/// </summary>
public sealed class SendWebhook(CustomerStore customers, ITableStore tables, IWebhooks webhooks, AppServices app)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(6);

    /// <summary>The result for the machine.</summary>
    public async Task<StepResult> HandleAsync(Run run, WebhookStep step, DateTimeOffset since, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(step);
        var partition = await customers.HomeAsync(run.Id.Customer, cancellationToken);
        var known = await tables.GetAsync(CustomerKeys.Table, partition, CustomerKeys.Webhook(run.Id, step.Id), cancellationToken);
        if (known?.Get<string>("answer") is { } answer)
            return known.Get<bool>("taken") ? new StepResult.Done(step.To) : new StepResult.Skipped(Why.Parse(answer));
        if (!app.Shop.Webhooks.TryGetValue(step.To, out var target))
            return await RefusedAsync(Whys.NoWebhook.With(("webhook", step.To)), 0, since);

        var attempt = (known?.Get<int>("attempts") ?? 0) + 1;
        await customers.SubmitAsync([Row(attempt)], cancellationToken);
        var result = await webhooks.PostAsync(target, new(run.Id.EffectKey(step.Id), Body(run, step, since)), cancellationToken);
        var now = app.Clock.GetUtcNow();
        switch (result)
        {
            case SendResult.Accepted:
                var took = Whys.WebhookTook.With(("webhook", step.To));
                await customers.SubmitAsync([Row(attempt, took, taken: true), Entry(now, LedgerKind.Webhook, took, step.To)], cancellationToken);
                return new StepResult.Done(step.To);
            case SendResult.Rejected rejected:
                return await RefusedAsync(Whys.WebhookRefused.With(("webhook", step.To), ("said", rejected.Reason)), attempt, now);
            case SendResult.TryLater or SendResult.Unclear:
                // Whether it was taken or not: it goes again under the same id.
                var asked = result is SendResult.TryLater later ? later.After : ((SendResult.Unclear)result).After;
                var pause = TimeSpan.FromMinutes(Math.Min(LongestPause.TotalMinutes, Math.Pow(2, attempt - 1)));
                var until = now + (asked > pause ? asked : pause);
                if (until >= since + SequenceMachine.MaxDeferral)
                    return await RefusedAsync(Whys.WebhookGivenUp.With(("webhook", step.To), ("attempts", attempt)), attempt, now);
                var busy = Whys.WebhookBusy.With(("webhook", step.To), ("until", until));
                await customers.SubmitAsync([Entry(now, LedgerKind.Deferred, busy, HoldReason.Webhook)], cancellationToken);
                return new StepResult.Deferred(until, busy);
            default:
                throw new InvalidOperationException($"A webhook answered {result.GetType().Name}.");
        }

        async Task<StepResult> RefusedAsync(Why reason, int attempts, DateTimeOffset at)
        {
            await customers.SubmitAsync([Row(attempts, reason), Entry(at, LedgerKind.Skipped, reason, HoldReason.Webhook)], cancellationToken);
            return new StepResult.Skipped(reason);
        }

        TableAction Entry(DateTimeOffset at, string kind, Why why, string detail) =>
            LedgerEntry.Of(run.Id, at, kind, step.Id, why, detail).Write(partition);

        TableAction Row(int attempts, Why? settled = null, bool taken = false)
        {
            var properties = new Dictionary<string, object>(StringComparer.Ordinal) { ["attempts"] = attempts, ["taken"] = taken };
            if (settled is not null)
                properties["answer"] = settled.ToString();
            return new(TableActionKind.Upsert, new(partition, CustomerKeys.Webhook(run.Id, step.Id), properties));
        }
    }

    private static byte[] Body(Run run, WebhookStep step, DateTimeOffset since) => StoredJson.Bytes(new WebhookBody(
        "sequence.step", since, new(run.Id.Customer.Value, run.Id.Sequence, run.Id.Episode, run.Id.ToString(), step.Id)));
}

/// <summary>What a call says: keys alone. Whoever may know more of the customer asks for it with them.</summary>
internal sealed record WebhookBody(string Type, DateTimeOffset Timestamp, WebhookData Data);

/// <summary>The step of a run.</summary>
internal sealed record WebhookData(string Customer, string Sequence, int Episode, string Enrolment, string Step);
