namespace Akka.Actor;

/// <summary>Handled by the actor's cell before the actor sees it.</summary>
public interface IAutoReceivedMessage;

/// <summary>Not accepted from an untrusted remote peer.</summary>
public interface IPossiblyHarmful;

/// <summary>Exempt from <c>akka.actor.serialize-messages</c>.</summary>
public interface INoSerializationVerificationNeeded;

/// <summary>Does not restart the receive timeout.</summary>
public interface INotInfluenceReceiveTimeout;

/// <summary>Asks for a log line for each message received; see <c>akka.actor.debug.receive</c>.</summary>
public interface ILogReceive;

/// <summary>A message that carries another.</summary>
public interface IWrappedMessage
{
    object Message { get; }
}
