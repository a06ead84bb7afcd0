namespace Akka.Event;

using Akka.Actor;

/// <summary>The first message of every logger; it answers <see cref="LoggerInitialized"/>, and may subscribe to more on the bus.</summary>
public class InitializeLogger(LoggingBus loggingBus) : INoSerializationVerificationNeeded
{
    /// <summary>The bus that it logs for.</summary>
    public LoggingBus LoggingBus { get; } = loggingBus;
}
