using System.Text.Json;
using Recall.Core.Customers;
using Recall.Core.Scoring.Next;
using Recall.Core.Scoring.Reasons;
using Recall.Core.Scoring.Uplift;
using static Recall.Core.Customers.StoredTokens;

namespace Recall.Core.Scoring;

/// <summary>Parts of a <see cref="Score"/>, read by hand.</summary>
internal static class ScorePartsReader
{
    public static RfmScore Rfm(ref Utf8JsonReader reader)
    {
        var (recency, frequency, money) = (0, 0, 0);
        while (StoredTokens.Next(ref reader, out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("recency"u8))
                recency = reader.GetInt32();
            else if (name.SequenceEqual("frequency"u8))
                frequency = reader.GetInt32();
            else if (name.SequenceEqual("money"u8))
                money = reader.GetInt32();
            else
                reader.Skip();
        }

        return new(recency, frequency, money);
    }

    public static ChurnReason Churn(ref Utf8JsonReader reader)
    {
        var (cause, support) = (default(ChurnCause), 0.0);
        List<ChurnEvidence> evidence = [];
        while (StoredTokens.Next(ref reader, out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("cause"u8))
                cause = Word<ChurnCause>(ref reader);
            else if (name.SequenceEqual("support"u8))
                support = Number(ref reader);
            else if (name.SequenceEqual("evidence"u8))
                evidence = JsonSerializer.Deserialize<List<ChurnEvidence>>(ref reader, StoredJson.Plain)!;
            else
                reader.Skip();
        }

        return new(cause, support, evidence);
    }

    public static IReadOnlyDictionary<string, ScoreChange> Changed(ref Utf8JsonReader reader, IReadOnlyDictionary<string, ScoreChange> none)
    {
        var ahead = reader;
        if (!ahead.Read() || ahead.TokenType != JsonTokenType.EndObject)
            return JsonSerializer.Deserialize<Dictionary<string, ScoreChange>>(ref reader, StoredJson.Plain)!;
        reader = ahead;
        return none;
    }

    public static NextPurchase Purchase(ref Utf8JsonReader reader)
    {
        var (day, from, to, rhythm) = (default(DateOnly), default(DateOnly), default(DateOnly), default(RhythmSource));
        var (category, probability, after, within) = ((string?)null, 0.0, (string?)null, 0);
        while (StoredTokens.Next(ref reader, out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("day"u8))
                day = Day(ref reader);
            else if (name.SequenceEqual("from"u8))
                from = Day(ref reader);
            else if (name.SequenceEqual("to"u8))
                to = Day(ref reader);
            else if (name.SequenceEqual("rhythm"u8))
                rhythm = Word<RhythmSource>(ref reader);
            else if (name.SequenceEqual("category"u8))
                category = reader.GetString();
            else if (name.SequenceEqual("categoryProbability"u8))
                probability = Number(ref reader);
            else if (name.SequenceEqual("afterCategory"u8))
                after = reader.GetString();
            else if (name.SequenceEqual("withinDays"u8))
                within = reader.GetInt32();
            else
                reader.Skip();
        }

        return new(day, from, to, rhythm, category, probability, after, within);
    }

    public static TouchValues Touch(ref Utf8JsonReader reader)
    {
        var usual = (TouchValue?)null;
        var sequences = new Dictionary<string, TouchValue>(StringComparer.Ordinal);
        while (StoredTokens.Next(ref reader, out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("usual"u8))
            {
                usual = Value(ref reader);
            }
            else if (name.SequenceEqual("sequences"u8))
            {
                while (StoredTokens.Next(ref reader, out string sequence))
                    sequences[sequence] = Value(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return new(usual, sequences);
    }

    private static TouchValue Value(ref Utf8JsonReader reader)
    {
        var (evidence, alone, uplift, margin, low, high) = (default(UpliftEvidence), 0.0, 0.0, 0.0, 0.0, 0.0);
        while (StoredTokens.Next(ref reader, out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("evidence"u8))
                evidence = Word<UpliftEvidence>(ref reader);
            else if (name.SequenceEqual("alone"u8))
                alone = Number(ref reader);
            else if (name.SequenceEqual("uplift"u8))
                uplift = Number(ref reader);
            else if (name.SequenceEqual("margin"u8))
                margin = Number(ref reader);
            else if (name.SequenceEqual("low"u8))
                low = Number(ref reader);
            else if (name.SequenceEqual("high"u8))
                high = Number(ref reader);
            else
                reader.Skip();
        }

        return new(evidence, alone, uplift, margin, low, high);
    }
}
