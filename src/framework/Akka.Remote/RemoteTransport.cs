namespace Akka.Remote;

using Akka.Actor;
using Akka.Event;

/// <summary>What carries messages between actor systems.</summary>
public abstract class RemoteTransport
{
    protected RemoteTransport(ExtendedActorSystem system, RemoteActorRefProvider provider)
    {
        System = system;
        Provider = provider;
        Log = Logging.GetLogger(system, GetType());
    }

    public ExtendedActorSystem System { get; }

    public RemoteActorRefProvider Provider { get; }

    /// <summary>The addresses that this node is reached at.</summary>
    public abstract ISet<Address> Addresses { get; }

    /// <summary>The one that references of this node carry.</summary>
    public abstract Address DefaultAddress { get; }

    public ILoggingAdapter Log { get; protected set; }

    public bool logRemoteLifeCycleEvents { get; protected set; }

    protected bool UseUntrustedMode { get; set; }

    /// <summary>Opens the ports. When it returns, the node is reachable.</summary>
    public abstract void Start();

    /// <summary>Sends what waits, says goodbye and closes everything.</summary>
    public abstract Task Shutdown();

    /// <summary>The address of this node as <paramref name="remote"/> knows it.</summary>
    public abstract Address LocalAddressForRemote(Address remote);

    /// <summary>Sends one message. Never throws for what happens on the way.</summary>
    public abstract void Send(object message, IActorRef sender, RemoteActorRef recipient);

    /// <summary>Tells the transport's adapters something; false when none of them knows it.</summary>
    public abstract Task<bool> ManagementCommand(object cmd);

    /// <inheritdoc cref="ManagementCommand(object)"/>
    public abstract Task<bool> ManagementCommand(object cmd, CancellationToken cancellationToken);

    /// <summary>Refuses that incarnation from now on. Without a uid the address is only left alone for a while.</summary>
    public abstract void Quarantine(Address address, int? uid);
}
