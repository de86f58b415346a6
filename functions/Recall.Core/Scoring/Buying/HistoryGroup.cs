namespace Recall.Core.Scoring.Buying;

/// <summary>Histories of one x.</summary>
/// <param name="Repeats">x.</param>
/// <param name="People">Customers.</param>
/// <param name="Block">First of its <see cref="HistoryGroups.Blocks"/>.</param>
/// <param name="EndBlock">The one after its last.</param>
internal readonly record struct HistoryGroup(int Repeats, double People, int Block, int EndBlock);

/// <summary>Histories of one x that equally many customers have.</summary>
/// <param name="Start">First.</param>
/// <param name="End">The one after the last.</param>
/// <param name="Count">Customers of each.</param>
internal readonly record struct HistoryBlock(int Start, int End, double Count);
