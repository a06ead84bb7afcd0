namespace Akka.Actor;

/// <summary>A reference whose cell may come later than itself.</summary>
public interface IRepointableRef : IActorRefScope
{
    bool IsStarted { get; }
}
