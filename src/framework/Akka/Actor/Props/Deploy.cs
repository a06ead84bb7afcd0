namespace Akka.Actor;

using Akka.Configuration;
using Akka.Util;

/// <summary>How an actor is set up besides its class: dispatcher, mailbox, place. From code, or from <c>akka.actor.deployment</c>.</summary>
public class Deploy : IEquatable<Deploy>, ISurrogated
{
    public const int NoStashSize = -1;

    public static readonly string NoDispatcherGiven = null!;
    public static readonly string NoMailboxGiven = null!;
    public static readonly Scope NoScopeGiven = Actor.NoScopeGiven.Instance;
    public static readonly Deploy None = new();
    public static readonly Deploy Local = new(Scope.Local);

    public Deploy()
        : this("", null!, NoScopeGiven, NoDispatcherGiven, NoMailboxGiven, NoStashSize)
    {
    }

    public Deploy(Scope scope)
        : this("", null!, scope, NoDispatcherGiven, NoMailboxGiven, NoStashSize)
    {
    }

    public Deploy(string path, Scope scope)
        : this(path, null!, scope, NoDispatcherGiven, NoMailboxGiven, NoStashSize)
    {
    }

    internal Deploy(string path, Config? config, Scope scope, string? dispatcher, string? mailbox, int stashCapacity)
    {
        Path = path;
        Config = config ?? ConfigurationFactory.Empty;
        Scope = scope ?? NoScopeGiven;
        Dispatcher = dispatcher!;
        Mailbox = mailbox!;
        StashCapacity = stashCapacity;
    }

    public string Path { get; }

    public Config Config { get; }

    public Scope Scope { get; }

    /// <summary><c>null</c> when not given.</summary>
    public string Dispatcher { get; }

    /// <summary><c>null</c> when not given.</summary>
    public string Mailbox { get; }

    public int StashCapacity { get; }

    /// <summary>What this one leaves open is taken from the other.</summary>
    public virtual Deploy WithFallback(Deploy other) => new(
        Path,
        Config.Equals(other.Config) ? Config : Config.WithFallback(other.Config),
        Scope.WithFallback(other.Scope),
        Dispatcher ?? other.Dispatcher,
        Mailbox ?? other.Mailbox,
        StashCapacity == NoStashSize ? other.StashCapacity : StashCapacity);

    public virtual Deploy WithScope(Scope scope) => new(Path, Config, scope ?? Scope, Dispatcher, Mailbox, StashCapacity);

    public virtual Deploy WithMailbox(string mailbox) => new(Path, Config, Scope, Dispatcher, mailbox, StashCapacity);

    public virtual Deploy WithDispatcher(string dispatcher) => new(Path, Config, Scope, dispatcher, Mailbox, StashCapacity);

    public virtual Deploy WithStashCapacity(int stashSize) => new(Path, Config, Scope, Dispatcher, Mailbox, stashSize);

    public bool Equals(Deploy? other) =>
        other is not null && Path == other.Path && Dispatcher == other.Dispatcher && Mailbox == other.Mailbox
        && StashCapacity == other.StashCapacity && Scope.Equals(other.Scope)
        && ((Config.IsEmpty && other.Config.IsEmpty) || Config.Equals(other.Config));

    public ISurrogate ToSurrogate(ActorSystem system) => new DeploySurrogate
    {
        Path = Path,
        Config = Config,
        Scope = Scope,
        Dispatcher = Dispatcher,
        Mailbox = Mailbox,
        StashCapacity = StashCapacity,
    };

    /// <summary>A deployment on its way.</summary>
    public class DeploySurrogate : ISurrogate
    {
        public string Path { get; set; } = "";

        public Config? Config { get; set; }

        public Scope? Scope { get; set; }

        public string? Dispatcher { get; set; }

        public string? Mailbox { get; set; }

        public int StashCapacity { get; set; } = NoStashSize;

        public ISurrogated FromSurrogate(ActorSystem system) => new Deploy(Path, Config, Scope ?? NoScopeGiven, Dispatcher, Mailbox, StashCapacity);
    }
}
