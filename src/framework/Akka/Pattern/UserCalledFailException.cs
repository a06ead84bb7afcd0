namespace Akka.Pattern;

using Akka.Actor;

/// <summary>The failure that a circuit breaker counts when <see cref="CircuitBreaker.Fail"/> is called.</summary>
public class UserCalledFailException : AkkaException
{
    /// <summary>The exception.</summary>
    public UserCalledFailException()
        : base($"User code caused [{nameof(CircuitBreaker)}] to fail because it calls the [{nameof(CircuitBreaker.Fail)}] method.")
    {
    }
}
