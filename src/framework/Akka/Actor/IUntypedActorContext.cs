namespace Akka.Actor;

/// <summary>The context of actors whose handlers return nothing.</summary>
public interface IUntypedActorContext : IActorContext
{
    void Become(UntypedReceive receive);

    void BecomeStacked(UntypedReceive receive);
}
