using Recall.Core.Customers;
using Recall.Core.Sequences.Files;
using Recall.Core.Wording;

namespace Recall.Core.Sequences.Importing;

/// <summary>The actions of a flow, each read once.</summary>
/// <param name="conditions">For splits.</param>
/// <param name="messages">For what is sent.</param>
/// <param name="refusals">Get what cannot be done.</param>
internal sealed class KlaviyoActions(KlaviyoConditions conditions, KlaviyoMessages messages, ImportRefusals refusals)
{
    public IReadOnlyDictionary<string, KlaviyoAction> Read(JsonMembers definition)
    {
        var actions = new Dictionary<string, KlaviyoAction>(StringComparer.Ordinal);
        foreach (var (element, path) in definition.Items("actions") ?? [])
        {
            if (JsonMembers.Of(element, path, refusals) is not { } members || One(members) is not { } action)
                continue;
            if (!actions.TryAdd(action.Id, action))
                refusals.Add(members.At("id"), KlaviyoAdvice.SameAction, Shown.Short(action.Id));
        }

        return actions;
    }

    private KlaviyoAction? One(JsonMembers action)
    {
        var (id, type) = (action.Text("id"), action.Text("type"));
        var splits = type is "conditional-split";
        var (next, otherwise) = Links(action, splits, type is not null && KlaviyoMembers.Actions.Contains(type, StringComparer.Ordinal));
        KlaviyoStep? step = null;
        if (type is null || !KlaviyoMembers.Actions.Contains(type, StringComparer.Ordinal))
        {
            // What stands in it is refused with it.
            if (type is not null && KlaviyoAdvice.Actions.TryGetValue(type, out var advice))
                refusals.Add(action.At("type"), ImportTexts.Is, type, new Sentence(advice));
            else if (type is not null)
                refusals.Add(action.At("type"), ImportTexts.Is, Shown.Short(type), new Sentence(KlaviyoAdvice.UnknownAction, NearestWord.Of(type, KlaviyoMembers.Actions) is { } near ? NearestWord.DidYouMean(near) : ""));
            return id is null ? null : new(id, action.Path, null, next, otherwise);
        }

        if (action.Object("data") is { } data)
        {
            step = type switch
            {
                "time-delay" => KlaviyoWait.Of(data, refusals) is { } waits ? new KlaviyoStep.Delay(waits) : null,
                "conditional-split" => Split(data),
                "send-email" => messages.Email(data, id ?? ""),
                _ => messages.Sms(data, id ?? ""),
            };
        }

        action.Done();
        return id is null ? null : new(id, action.Path, step, next, otherwise);
    }

    /// <summary>A way that ends is no member, or null.</summary>
    private (string? Next, string? Otherwise) Links(JsonMembers action, bool splits, bool honoured)
    {
        if (action.Get("links") is not { } value || JsonMembers.Of(value, action.At("links"), refusals) is not { } links)
            return default;
        var (next, otherwise) = (splits || !honoured ? Link("next_if_true") : null, splits || !honoured ? Link("next_if_false") : null);
        if (!splits)
            next ??= Link("next");
        if (honoured)
            links.Done();
        return (next, otherwise);

        string? Link(string name) => links.Get(name) is null ? null : links.Text(name);
    }

    private KlaviyoStep? Split(JsonMembers data)
    {
        var filter = data.Object("profile_filter") is { } members ? conditions.Read(members, atEntry: false) : null;
        data.Done();
        return filter switch
        {
            { Sample: { } percent } => new KlaviyoStep.Sample(percent),
            { When: { } when } => new KlaviyoStep.Split(when),
            _ => null,
        };
    }
}
