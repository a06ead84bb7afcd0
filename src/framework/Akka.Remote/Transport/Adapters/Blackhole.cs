namespace Akka.Remote.Transport;

/// <summary>Everything is taken, at once, and nothing arrives.</summary>
public class Blackhole : ThrottleMode
{
    private Blackhole()
    {
    }

    public static Blackhole Instance { get; } = new();

    public override (ThrottleMode, bool) TryConsumeTokens(long nanoTimeOfSend, int tokens) => (this, true);

    public override TimeSpan TimeToAvailable(long currentNanoTime, int tokens) => TimeSpan.Zero;
}
