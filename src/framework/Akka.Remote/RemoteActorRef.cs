namespace Akka.Remote;

using System.Text;
using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Remote.Engine;

/// <summary>An actor of another actor system, known by its full path. Telling it something is handing the message to the transport.</summary>
public class RemoteActorRef : InternalActorRefBase, IRemoteRef
{
    private readonly RemoteTransport _transport;
    private byte[]? _pathBytes;

    /// <param name="transport">Who carries the messages.</param>
    /// <param name="localAddressToUse">The address of this node as the other one knows it.</param>
    /// <param name="path">Full, with the other node's address.</param>
    /// <param name="parent">Its parent, or nobody where that isn't known.</param>
    /// <param name="props">Unused: actors aren't deployed on other nodes here.</param>
    /// <param name="deploy">Unused, for the same reason.</param>
    public RemoteActorRef(
        RemoteTransport transport, Address localAddressToUse, ActorPath path, IInternalActorRef parent, Props props, Deploy deploy)
    {
        _transport = transport;
        LocalAddressToUse = localAddressToUse;
        Path = path;
        Parent = parent;
    }

    public Address LocalAddressToUse { get; }

    public override ActorPath Path { get; }

    public override IInternalActorRef Parent { get; }

    public override IActorRefProvider Provider => _transport.Provider;

    public override bool IsLocal => false;

    /// <summary>Always false: only a death watch can tell.</summary>
    public override bool IsTerminated => false;

    /// <summary>The path as it stands in envelopes, UTF-8.</summary>
    internal byte[] PathBytes => _pathBytes ??= Encoding.UTF8.GetBytes(Path.ToSerializationFormat());

    /// <summary>Kept by the transport, so that it is looked up once.</summary>
    internal Association? Association { get; set; }

    public override IActorRef GetChild(IReadOnlyList<string> name)
    {
        if (name.Count == 0)
        {
            return this;
        }

        if (name[0] == "..")
        {
            return Parent.IsNobody() ? ActorRefs.Nobody : Parent.GetChild([.. name.Skip(1)]);
        }

        return new RemoteActorRef(_transport, LocalAddressToUse, Path / name, ActorRefs.Nobody, Props.None, Deploy.None);
    }

    public override void Resume(Exception? causedByFailure = null) => SendSystemMessage(new Resume(causedByFailure!));

    public override void Start()
    {
        // It runs already, or it doesn't: nothing that this node could change.
    }

    public override void Stop() => SendSystemMessage(new Terminate());

    public override void Restart(Exception cause) => SendSystemMessage(new Recreate(cause));

    public override void Suspend() => SendSystemMessage(new Suspend());

    public override void SendSystemMessage(ISystemMessage message)
    {
        switch (message)
        {
            case Watch watch when IsWatchIntercepted(watch.Watchee, watch.Watcher):
                _transport.Provider.RemoteWatcher.Tell(new RemoteWatcher.WatchRemote(watch.Watchee, watch.Watcher), ActorRefs.NoSender);
                break;
            case Unwatch unwatch when IsWatchIntercepted(unwatch.Watchee, unwatch.Watcher):
                _transport.Provider.RemoteWatcher.Tell(new RemoteWatcher.UnwatchRemote(unwatch.Watchee, unwatch.Watcher), ActorRefs.NoSender);
                break;
            default:
                _transport.Send(message, ActorRefs.NoSender, this);
                break;
        }
    }

    /// <summary>
    /// True when the watch of a local actor is the remote watcher's to perform: it watches for all actors of this node, over one channel of heartbeats.
    /// </summary>
    public bool IsWatchIntercepted(IActorRef watchee, IActorRef watcher) =>
        !watcher.Equals(_transport.Provider.RemoteWatcher) && watchee.Path.Equals(Path) && watchee.Path.Uid == Path.Uid;

    protected override void TellInternal(object message, IActorRef sender)
    {
        if (message is null)
        {
            throw new InvalidMessageException("Message is null.");
        }

        _transport.Send(message, sender, this);
    }
}
