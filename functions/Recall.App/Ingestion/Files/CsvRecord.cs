using Recall.App.Ingestion.Events;

namespace Recall.App.Ingestion.Files;

/// <summary>A record of a CSV file (RFC 4180): a line, or several where a quoted field has line breaks.</summary>
/// <param name="Number">Its first line, from 1.</param>
/// <param name="Text">As it stands there.</param>
/// <param name="Fields">Without quotes and blanks around them; empty where there is an error.</param>
/// <param name="Error">Why it cannot be cut into fields.</param>
internal sealed record CsvRecord(long Number, string Text, string[] Fields, EventError? Error);
