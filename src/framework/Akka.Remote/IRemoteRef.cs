namespace Akka.Remote;

using Akka.Actor;

/// <summary>A reference to an actor of another actor system.</summary>
public interface IRemoteRef : IActorRefScope;
