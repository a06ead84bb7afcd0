namespace Akka.Actor.Setup;

/// <summary>A piece of programmatic configuration of an actor system.</summary>
public abstract class Setup
{
    public ActorSystemSetup And(Setup other) => ActorSystemSetup.Create(this, other);
}
