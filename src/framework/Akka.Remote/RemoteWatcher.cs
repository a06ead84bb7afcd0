namespace Akka.Remote;

using Akka.Actor;
using Akka.Dispatch;
using Akka.Dispatch.SysMsg;
using Akka.Event;

/// <summary>
/// Watches actors of other nodes for the actors of this one. It asks each node that has a watched actor for a heartbeat; a node that
/// doesn't answer for too long is taken for dead: it is quarantined, and whoever watches one of its actors is told.
/// </summary>
/// <remarks>
/// The first answer of a node brings its uid; then, and whenever the uid changes, its actors are watched anew, since an incarnation
/// knows only of watches that reached it.
/// </remarks>
public partial class RemoteWatcher : UntypedActor, IRequiresMessageQueue<IUnboundedMessageQueueSemantics>
{
    protected readonly ILoggingAdapter Log = Context.GetLogger();
    protected readonly Dictionary<IInternalActorRef, HashSet<IInternalActorRef>> Watching = [];
    protected readonly Dictionary<Address, HashSet<IInternalActorRef>> WatcheeByNodes = [];

    private readonly IFailureDetectorRegistry<Address> _failureDetector;
    private readonly TimeSpan _heartbeatExpectedResponseAfter;
    private readonly Dictionary<Address, int> _addressUids = [];
    private readonly ICancelable _heartbeats;
    private readonly ICancelable _reaping;
    private readonly IRemoteActorRefProvider _provider;

    /// <param name="failureDetector">Judges the nodes.</param>
    /// <param name="heartbeatInterval">How often each node is asked.</param>
    /// <param name="unreachableReaperInterval">How often the verdicts are looked at.</param>
    /// <param name="heartbeatExpectedResponseAfter">After how long a node that has never answered is judged as if it had.</param>
    public RemoteWatcher(
        IFailureDetectorRegistry<Address> failureDetector,
        TimeSpan heartbeatInterval,
        TimeSpan unreachableReaperInterval,
        TimeSpan heartbeatExpectedResponseAfter)
    {
        _failureDetector = failureDetector;
        _heartbeatExpectedResponseAfter = heartbeatExpectedResponseAfter;
        var system = (ExtendedActorSystem)Context.System;
        _provider = system.Provider as IRemoteActorRefProvider
            ?? throw new InvalidOperationException($"The remote watcher needs a remote actor ref provider, not [{system.Provider.GetType()}]");
        _heartbeats = new Cancelable(system.Scheduler);
        system.Scheduler.ScheduleTellRepeatedly(heartbeatInterval, heartbeatInterval, Self, HeartbeatTick.Instance, Self, _heartbeats);
        _reaping = new Cancelable(system.Scheduler);
        system.Scheduler.ScheduleTellRepeatedly(
            unreachableReaperInterval, unreachableReaperInterval, Self, ReapUnreachableTick.Instance, Self, _reaping);
    }

    protected ICollection<Address> WatchingNodes => WatcheeByNodes.Keys;

    /// <summary>Nodes that were taken for dead and haven't been watched again since.</summary>
    protected HashSet<Address> Unreachable { get; } = [];

    public static Props Props(
        IFailureDetectorRegistry<Address> failureDetector,
        TimeSpan heartbeatInterval,
        TimeSpan unreachableReaperInterval,
        TimeSpan heartbeatExpectedResponseAfter) =>
        Akka.Actor.Props.Create(() => new RemoteWatcher(
            failureDetector, heartbeatInterval, unreachableReaperInterval, heartbeatExpectedResponseAfter)).WithDeploy(Deploy.Local);

    protected override void PostStop()
    {
        _heartbeats.Cancel();
        _reaping.Cancel();
        base.PostStop();
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case HeartbeatTick:
                SendHeartbeats();
                break;
            case Heartbeat:
                Sender.Tell(new HeartbeatRsp(AddressUidExtension.Uid(Context.System)));
                break;
            case HeartbeatRsp response:
                OnResponse(Sender.Path.Address, response.AddressUid);
                break;
            case ReapUnreachableTick:
                ReapUnreachable();
                break;
            case ExpectedFirstHeartbeat expected:
                JudgeFromNowOn(expected.From);
                break;
            case WatchRemote watch:
                AddWatching(watch.Watchee, watch.Watcher);
                break;
            case UnwatchRemote unwatch:
                RemoveWatch(unwatch.Watchee, unwatch.Watcher);
                break;
            case Terminated terminated:
                OnTerminated((IInternalActorRef)terminated.ActorRef, terminated.ExistenceConfirmed, terminated.AddressTerminated);
                break;
            case Stats:
                Sender.Tell(CurrentStats());
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    protected void AddWatching(IInternalActorRef watchee, IInternalActorRef watcher)
    {
        if (watcher.Equals(Self))
        {
            throw new InvalidOperationException("The remote watcher itself is not one of the watchers");
        }

        Log.Debug("Watching: [{0} -> {1}]", watcher, watchee);
        if (!Watching.TryGetValue(watchee, out var watchers))
        {
            Watching[watchee] = watchers = [];
        }

        watchers.Add(watcher);
        WatchNode(watchee);
        Context.Watch(watchee);
    }

    protected virtual void WatchNode(IInternalActorRef watchee)
    {
        var node = watchee.Path.Address;
        if (!WatcheeByNodes.ContainsKey(node) && Unreachable.Remove(node))
        {
            // It is given another chance: what was known of it is void.
            _failureDetector.Remove(node);
        }

        if (!WatcheeByNodes.TryGetValue(node, out var watchees))
        {
            WatcheeByNodes[node] = watchees = [];
        }

        watchees.Add(watchee);
    }

    protected void RemoveWatch(IInternalActorRef watchee, IInternalActorRef watcher)
    {
        if (!Watching.TryGetValue(watchee, out var watchers))
        {
            return;
        }

        Log.Debug("Unwatching: [{0} -> {1}]", watcher, watchee);
        watchers.Remove(watcher);
        if (watchers.Count == 0)
        {
            Context.Unwatch(watchee);
            RemoveWatchee(watchee);
        }
    }

    protected void RemoveWatchee(IInternalActorRef watchee)
    {
        var node = watchee.Path.Address;
        Watching.Remove(watchee);
        if (WatcheeByNodes.TryGetValue(node, out var watchees) && watchees.Remove(watchee) && watchees.Count == 0)
        {
            UnwatchNode(node);
        }
    }

    protected void UnwatchNode(Address watcheeAddress)
    {
        WatcheeByNodes.Remove(watcheeAddress);
        _addressUids.Remove(watcheeAddress);
        _failureDetector.Remove(watcheeAddress);
    }

    /// <summary>Tells the watchers of all the node's actors. Virtual for tests.</summary>
    protected virtual void PublishAddressTerminated(Address address) =>
        Engine.AddressTermination.Publish(Context.System, address);

    protected virtual void Quarantine(Address address, int? addressUid) => _provider.Quarantine(address, addressUid);

    private void SendHeartbeats()
    {
        foreach (var node in WatchingNodes)
        {
            if (Unreachable.Contains(node))
            {
                continue;
            }

            if (!_failureDetector.IsMonitoring(node))
            {
                Context.System.Scheduler.ScheduleTellOnce(_heartbeatExpectedResponseAfter, Self, new ExpectedFirstHeartbeat(node), Self);
            }

            Context.ActorSelection(new RootActorPath(node) / Self.Path.Elements).Tell(Heartbeat.Instance, Self);
        }
    }

    private void OnResponse(Address from, int uid)
    {
        if (!WatcheeByNodes.TryGetValue(from, out var watchees) || Unreachable.Contains(from))
        {
            return;
        }

        if (!_addressUids.TryGetValue(from, out var known) || known != uid)
        {
            foreach (var watchee in watchees)
            {
                watchee.SendSystemMessage(new Watch(watchee, (IInternalActorRef)Self));
            }
        }

        _addressUids[from] = uid;
        _failureDetector.Heartbeat(from);
    }

    private void JudgeFromNowOn(Address node)
    {
        if (WatcheeByNodes.ContainsKey(node) && !Unreachable.Contains(node) && !_failureDetector.IsMonitoring(node))
        {
            _failureDetector.Heartbeat(node);
        }
    }

    private void ReapUnreachable()
    {
        foreach (var node in WatchingNodes.Where(n => !Unreachable.Contains(n) && !_failureDetector.IsAvailable(n)).ToArray())
        {
            Log.Warning("Detected unreachable: [{0}]", node);
            Quarantine(node, _addressUids.TryGetValue(node, out var uid) ? uid : null);
            PublishAddressTerminated(node);
            Unreachable.Add(node);
        }
    }

    private void OnTerminated(IInternalActorRef watchee, bool existenceConfirmed, bool addressTerminated)
    {
        Log.Debug("Watchee terminated: [{0}]", watchee.Path);
        // When a whole node goes, each watcher hears of it by itself.
        if (!addressTerminated && Watching.TryGetValue(watchee, out var watchers))
        {
            foreach (var watcher in watchers)
            {
                watcher.SendSystemMessage(new DeathWatchNotification(watchee, existenceConfirmed, addressTerminated: false));
            }
        }

        RemoveWatchee(watchee);
    }

    private Stats CurrentStats() => new(
        Watching.Values.Sum(w => w.Count),
        WatchingNodes.Count,
        [.. Watching.SelectMany(w => w.Value.Select(watcher => ((IActorRef)w.Key, (IActorRef)watcher)))],
        [.. WatchingNodes]);
}
