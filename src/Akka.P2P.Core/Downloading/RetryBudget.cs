namespace Akka.P2P.Core.Downloading;

/// <summary>
/// How often one source may fail before it is dropped, and when it may be asked again after each failure. A success gives the
/// whole budget back. Time is the span since any fixed origin of the caller's.
/// </summary>
public sealed class RetryBudget(int maxFailures, Backoff backoff, Random random)
{
    /// <summary>Failures since the last success.</summary>
    public int Failures { get; private set; }

    /// <summary>Not to be asked before this moment.</summary>
    public TimeSpan NotBefore { get; private set; }

    public bool IsSpent => Failures > maxFailures;

    public void Failed(TimeSpan now)
    {
        Failures++;
        NotBefore = now + backoff.Next(Failures, random);
    }

    /// <summary>There is reason to believe that it works again: no need to wait. The failures stay counted.</summary>
    public void EndPause() => NotBefore = TimeSpan.Zero;

    public void Succeeded()
    {
        Failures = 0;
        NotBefore = TimeSpan.Zero;
    }
}
