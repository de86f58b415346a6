using System.Numerics;
using Recall.Core.Customers;
using Recall.Core.Sequences.Files;
using Recall.Core.Shop;

namespace Recall.App.Ingestion.Events;

/// <summary>
/// An event in the making: whatever reads outside text (JSON, CloudEvents, CSV) sets fields here, and here alone they are checked, so
/// that a rule holds for every way in. Used again for the next event, by one thread at a time.
/// </summary>
internal sealed partial class EventDraft(ShopSettings shop, TimeProvider clock, bool acceptFuture)
{
    private static readonly int Fields = FieldRule.All.Count;
    private readonly string?[] _text = new string?[Fields];
    private readonly decimal[] _number = new decimal[Fields];
    private readonly List<OrderLine> _lines = [];
    private List<EventError>? _errors;
    private List<string>? _unknown;
    private ulong _seen;
    private ulong _given;
    private CustomerKey _customer;
    private DateTimeOffset _at;
    private CustomerKey? _sameAs;
    private DateOnly? _birthday;
    private DateOnly? _membershipExpiry;
    private MessageStatus _status;
    private DateTimeOffset _now;

    /// <summary>For times without an offset; null refuses them.</summary>
    public TimeZoneInfo? Zone { get; set; }

    /// <summary>For amounts without a currency.</summary>
    public string Currency { get; set; } = shop.Currency;

    /// <summary>For phone numbers without a country code, ISO 3166; null refuses them.</summary>
    public string? Country { get; set; } = shop.Country;

    public EventType? Type { get; set; }

    public string? Id => _text[(int)EventField.Id];

    /// <summary>True where nothing is wrong so far.</summary>
    public bool Clean => _errors is null && _unknown is null;

    /// <summary>Forgets the last event.</summary>
    public void Begin()
    {
        Array.Clear(_text);
        Array.Clear(_number);
        _lines.Clear();
        (_errors, _unknown, _seen, _given, _customer, _at) = (null, null, 0, 0, default, default);
        (_sameAs, _birthday, _membershipExpiry, _status, Type) = (null, null, null, default, null);
        _now = clock.GetUtcNow();
    }

    /// <summary>Forgets the last event and begins one of a type.</summary>
    public void Begin(string type)
    {
        Begin();
        Type = EventType.Find(type);
        Give(EventField.Type);
    }

    public void Fail(string field, string problem)
    {
        // A sender that is wrong a thousand times over in one event is told enough by the first errors.
        var error = new EventError(field, problem);
        if ((_errors ??= []).Count < 50 && !_errors.Contains(error))
            _errors.Add(error);
    }

    public void Unknown(string name)
    {
        if ((_unknown ??= []).Count < 10)
            _unknown.Add(name);
    }

    /// <summary>False, with an error, where the field was given before.</summary>
    public bool Give(EventField field)
    {
        var bit = 1UL << (int)field;
        if ((_seen & bit) != 0)
        {
            Fail(NameOf(field), "is given twice; give it once");
            return false;
        }

        _seen |= bit;
        _given |= bit;
        return true;
    }

    /// <summary>The field was given as unknown.</summary>
    public void Forget(EventField field) => _given &= ~(1UL << (int)field);

    /// <summary>The number of a field, 0 where none was read.</summary>
    public decimal Number(EventField field) => _number[(int)field];

    public bool Has(EventField field) => (_given & (1UL << (int)field)) != 0;

    public void Add(OrderLine line) => _lines.Add(line);

    public void At(DateTimeOffset at)
    {
        _at = at.ToUniversalTime();
        if (EventTimes.Problem(_at, acceptFuture ? null : _now) is { } problem)
            Fail("at", problem);
    }

    /// <summary>The event, or all that is wrong.</summary>
    public EventReading Build()
    {
        if (Type is { } type)
            CheckFields(type);
        else if (!Has(EventField.Type))
            Fail("type", $"is missing; use {NearestWord.List(TypeNames)}");
        if (Id is { } id && !KeyRules.IsValidId(id, out var problem))
            Fail("id", problem.ToString());

        var rate = 1m;
        var currency = _text[(int)EventField.Currency] ?? Currency;
        if (Money.TryRate(currency, shop, out rate) is { } unknown)
            Fail("currency", unknown);
        return Clean ? new(Make(Type!, rate), [], Id) : new(null, Errors(), Id);
    }

    internal static IReadOnlyList<string> TypeNames { get; } = [.. EventType.All.Select(t => t.Name)];

    private void CheckFields(EventType type)
    {
        foreach (var field in FieldsOf(type.Missing(_given)))
            Fail(NameOf(field), $"is missing; an event of type '{type.Name}' needs {NearestWord.All(type.Required)}");
        foreach (var field in FieldsOf(type.Foreign(_given)))
            Fail(NameOf(field), $"is not a field of type '{type.Name}', which has {NearestWord.All([.. type.Required, .. type.Optional])}; leave it out");
    }

    private List<EventError> Errors()
    {
        var errors = _errors ?? [];
        IReadOnlyList<string> words = Type is { } type ? [.. type.Required, .. type.Optional] : [.. FieldRule.All.Select(r => r.Name)];
        foreach (var name in _unknown ?? [])
        {
            errors.Add(new(
                Shown.Short(name),
                Type is null && Has(EventField.Type) ? "is not a known field; leave it out" : $"is not a known field{NearestWord.Hint(name, words)}"));
        }

        return errors;
    }

    private static IEnumerable<EventField> FieldsOf(ulong mask)
    {
        for (; mask != 0; mask &= mask - 1)
            yield return (EventField)BitOperations.TrailingZeroCount(mask);
    }

    private static string NameOf(EventField field) => FieldRule.All[(int)field].Name;
}
