namespace Akka.Tests.Support;

using Akka.Actor;

/// <summary>What a <see cref="Terminated"/> said: the message itself reaches only the one who watched.</summary>
public sealed record Gone(IActorRef Actor, bool Existed)
{
    public static object From(object message) => message is Terminated t ? new Gone(t.ActorRef, t.ExistenceConfirmed) : message;
}
