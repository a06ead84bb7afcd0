namespace Akka.Pattern;

using Akka.Actor;

/// <summary>A circuit breaker is open: the call was not made.</summary>
public class OpenCircuitException : AkkaException
{
    private const string Text = "Circuit Breaker is open; calls are failing fast";

    /// <summary>A refusal.</summary>
    public OpenCircuitException()
        : this(Text)
    {
    }

    /// <summary>A refusal that says why.</summary>
    public OpenCircuitException(string message)
        : this(message, TimeSpan.Zero)
    {
    }

    /// <summary>A refusal that says why and for how long.</summary>
    public OpenCircuitException(string message, TimeSpan remainingDuration)
        : base(message) => RemainingDuration = remainingDuration;

    /// <summary>A refusal that says why, and what failed before.</summary>
    public OpenCircuitException(string message, Exception? cause)
        : this(message, cause, TimeSpan.Zero)
    {
    }

    /// <summary>A refusal that says why, what failed before, and for how long.</summary>
    public OpenCircuitException(string message, Exception? cause, TimeSpan remainingDuration)
        : base(message, cause) => RemainingDuration = remainingDuration;

    /// <summary>A refusal with what failed before.</summary>
    public OpenCircuitException(Exception? cause)
        : this(cause, TimeSpan.Zero)
    {
    }

    /// <summary>A refusal with what failed before, and for how long.</summary>
    public OpenCircuitException(Exception? cause, TimeSpan remainingDuration)
        : this(Text, cause, remainingDuration)
    {
    }

    /// <summary>How long until the breaker will try again; zero if that is not known or if the one trial is under way.</summary>
    public TimeSpan RemainingDuration { get; }
}
