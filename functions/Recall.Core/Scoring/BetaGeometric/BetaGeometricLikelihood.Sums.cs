using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Recall.Core.Scoring.BetaGeometric;

/// <content>Sums over the histories of a block, eight at a time.</content>
public abstract partial class BetaGeometricLikelihood
{
    private struct Sums(Vector512<double> exponent, Vector512<double> odds)
    {
        // Factors are between one and two, and 2^1000 is still a number.
        public const int MostFactors = 1_000;

        private Vector512<double> _product = Vector512<double>.One;

        public Vector512<double> Log;
        public Vector512<double> Share;
        public Vector512<double> Rate;
        public Vector512<double> Scale;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(Vector512<double> silence, Vector512<double> scale, Vector512<double> mask)
        {
            var d = (exponent * silence) + odds;
            var e = Vector512.Exp(-Vector512.Abs(d)) & mask;
            var one = Vector512<double>.One + e;
            var left = (Vector512.ConditionalSelect(Vector512.GreaterThan(d, Vector512<double>.Zero), Vector512<double>.One, e) & mask) / one;
            _product *= one;
            Log += Vector512.Max(d, Vector512<double>.Zero) & mask;
            Share += left;
            Rate += left * silence;
            Scale += left * scale;
        }

        public void Flush()
        {
            Log += Vector512.Log(_product);
            _product = Vector512<double>.One;
        }
    }
}
