namespace Akka.Actor;

/// <summary>What the cell asks of an actor's timers; the class behind <see cref="IWithTimers.Timers"/> implements it.</summary>
internal interface ITimerHook
{
    /// <summary>The user's message in a timer's envelope, or <c>null</c> when that timer has been cancelled or replaced since.</summary>
    object? Intercept(ITimerEnvelope message);

    void CancelAll();
}

/// <summary>A timer's message on its way to the actor.</summary>
internal interface ITimerEnvelope : INoSerializationVerificationNeeded;
