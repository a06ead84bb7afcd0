namespace Akka.Actor;

using Akka.Util;

/// <summary>The reference to no actor; what it is told is gone.</summary>
public sealed class Nobody : MinimalActorRef
{
    public static readonly Nobody Instance = new();

    private static readonly NobodySurrogate SurrogateInstance = new();

    private readonly ActorPath _path = new RootActorPath(Address.AllSystems, "/Nobody");

    private Nobody()
    {
    }

    public override ActorPath Path => _path;

    public override IActorRefProvider Provider => throw new NotSupportedException("Nobody has no provider.");

    public override ISurrogate ToSurrogate(ActorSystem system) => SurrogateInstance;

    /// <summary>Nobody on its way.</summary>
    public class NobodySurrogate : ISurrogate
    {
        public ISurrogated FromSurrogate(ActorSystem system) => Instance;
    }
}
