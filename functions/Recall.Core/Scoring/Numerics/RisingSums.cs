namespace Recall.Core.Scoring.Numerics;

/// <summary>
/// <see cref="Rising"/> for a growing number of factors: each step adds the new factors to what is known, so that going through all x up to
/// n costs n logarithms, not n squared.
/// </summary>
internal struct RisingSums(double a)
{
    private int _reached;

    /// <summary>ln (a)_n.</summary>
    public double Log { get; private set; }

    /// <summary>Its slope in a.</summary>
    public double Slope { get; private set; }

    /// <summary>Goes on to <paramref name="n"/>, not below what was reached.</summary>
    public void Reach(int n)
    {
        Log += Rising.Log(a + _reached, n - _reached);
        Slope += Rising.Slope(a + _reached, n - _reached);
        _reached = n;
    }
}
