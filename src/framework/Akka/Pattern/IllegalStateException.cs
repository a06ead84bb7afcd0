namespace Akka.Pattern;

using Akka.Actor;

/// <summary>An operation was called in a state that doesn't allow it.</summary>
public class IllegalStateException : AkkaException
{
    /// <summary>Says what was wrong.</summary>
    public IllegalStateException(string message)
        : base(message)
    {
    }

    /// <summary>Says what was wrong, and what was behind it.</summary>
    public IllegalStateException(string message, Exception innerEx)
        : base(message, innerEx)
    {
    }
}
