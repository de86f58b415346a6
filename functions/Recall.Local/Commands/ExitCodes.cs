namespace Recall.Local.Commands;

/// <summary>What the command line answers to a script.</summary>
public static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>It went wrong, and not by the user's words.</summary>
    public const int Failed = 1;

    /// <summary>The command line, the settings or a file as a whole is wrong; nothing was done.</summary>
    public const int Usage = 2;

    /// <summary>Done, but something in the input was refused: see the dead letters, or the problems listed.</summary>
    public const int Refused = 3;

    /// <summary>What was asked for is not there.</summary>
    public const int NotFound = 4;

    /// <summary>Stopped by Ctrl-C; what was done stays done.</summary>
    public const int Cancelled = 130;
}
