namespace Akka.Remote.Transport;

using Akka.Actor;

/// <summary>How much of what is sent, or received, passes. Immutable: consuming tokens gives the mode that follows.</summary>
public abstract class ThrottleMode : INoSerializationVerificationNeeded
{
    /// <param name="nanoTimeOfSend">Now, in nanoseconds of any clock that only goes forward.</param>
    /// <param name="tokens">Bytes.</param>
    /// <returns>The mode from now on, and whether the bytes may pass.</returns>
    public abstract (ThrottleMode, bool) TryConsumeTokens(long nanoTimeOfSend, int tokens);

    /// <summary>How long from <paramref name="currentNanoTime"/> on that many bytes have to wait.</summary>
    public abstract TimeSpan TimeToAvailable(long currentNanoTime, int tokens);
}
