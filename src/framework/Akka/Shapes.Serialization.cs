namespace Akka.Serialization;

using Akka.Actor;

public sealed record Information(Address Address, ActorSystem System);
public class Serialization
{
    public Serialization(ExtendedActorSystem system) => System = system;
    public ExtendedActorSystem System { get; }
    public static string SerializedActorPath(IActorRef actorRef) => actorRef.Path.ToSerializationFormat();
}
