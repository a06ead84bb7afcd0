namespace Akka.Remote.Engine;

using Akka.Actor;

/// <summary>A message whose frame the peer would not take. It is dropped; the association stays.</summary>
internal sealed class OversizedPayloadException(string message) : AkkaException(message);
