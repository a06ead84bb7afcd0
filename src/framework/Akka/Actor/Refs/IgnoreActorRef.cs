namespace Akka.Actor;

/// <summary>Takes everything and keeps nothing, not even a dead letter. Its path is known in every system, so it survives a journey.</summary>
internal sealed class IgnoreActorRef : MinimalActorRef
{
    private static readonly ActorPath FixedPath = new RootActorPath(new Address("akka", "local")) / "ignore";

    private readonly IActorRefProvider _provider;

    public IgnoreActorRef(IActorRefProvider provider) => _provider = provider;

    public override ActorPath Path => FixedPath;

    public override IActorRefProvider Provider => _provider;

    public static bool IsIgnoreRefPath(ActorPath path) => FixedPath.Equals(path);

    public static bool IsIgnoreRefPath(string path) => path == FixedPath.ToString();
}
