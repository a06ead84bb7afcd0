namespace Akka.Actor;

/// <summary>The recipe of an actor that is gone.</summary>
public class TerminatedProps : Props
{
    public override ActorBase NewActor() => throw new InvalidOperationException("This actor has been terminated");
}
