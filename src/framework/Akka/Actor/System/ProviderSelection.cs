namespace Akka.Actor;

/// <summary>The kind of reference provider that a system runs on.</summary>
public abstract class ProviderSelection
{
    internal const string RemoteFqn = "Akka.Remote.RemoteActorRefProvider, Akka.Remote";
    internal const string ClusterFqn = "Akka.Cluster.ClusterActorRefProvider, Akka.Cluster";
    internal const string LocalFqn = "Akka.Actor.LocalActorRefProvider, Akka";

    private ProviderSelection(string identifier, string fqn, bool hasCluster)
    {
        Identifier = identifier;
        Fqn = fqn;
        HasCluster = hasCluster;
    }

    internal string Identifier { get; }

    internal string Fqn { get; }

    internal bool HasCluster { get; }

    internal static ProviderSelection GetProvider(string providerClass) => providerClass switch
    {
        "local" => Local.Instance,
        "remote" or RemoteFqn => Remote.Instance,
        "cluster" or ClusterFqn => Cluster.Instance,
        _ => new Custom(providerClass),
    };

    /// <summary>This process only.</summary>
    public sealed class Local : ProviderSelection
    {
        public static readonly Local Instance = new();

        private Local()
            : base("local", LocalFqn, false)
        {
        }
    }

    /// <summary>With remoting.</summary>
    public sealed class Remote : ProviderSelection
    {
        public static readonly Remote Instance = new();

        private Remote()
            : base("remote", RemoteFqn, false)
        {
        }
    }

    /// <summary>With remoting and membership.</summary>
    public sealed class Cluster : ProviderSelection
    {
        public static readonly Cluster Instance = new();

        private Cluster()
            : base("cluster", ClusterFqn, true)
        {
        }
    }

    /// <summary>A type of the user's.</summary>
    public sealed class Custom : ProviderSelection
    {
        public Custom(string fqn, string identifier = "", bool hasCluster = false)
            : base(identifier, fqn, hasCluster)
        {
        }
    }
}
