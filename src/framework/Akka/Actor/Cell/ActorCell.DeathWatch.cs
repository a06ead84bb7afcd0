namespace Akka.Actor;

using Akka.Dispatch.SysMsg;

public partial class ActorCell
{
    // Watched actors and the message to tell of their end, null for Terminated.
    private Dictionary<IActorRef, object?>? _watching;

    // Dead, but the mailbox has not come to their message yet.
    private Dictionary<IActorRef, object?>? _terminatedQueued;
    private HashSet<IActorRef>? _watchedBy;

    public IActorRef Watch(IActorRef subject) => Watch(subject, null);

    public IActorRef WatchWith(IActorRef subject, object message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Watch(subject, message);
    }

    public IActorRef Unwatch(IActorRef subject)
    {
        var target = (IInternalActorRef)subject;
        if (target.Equals(Self))
        {
            return target;
        }

        if (_watching is not null && TryTakeWatched(target, out _))
        {
            target.SendSystemMessage(new Unwatch(target, _self));
            LeaveAddressTopic(target);
        }

        _terminatedQueued?.Remove(target);
        return target;
    }

    /// <summary>Lets a <see cref="Terminated"/> through that will come again, as out of a stash.</summary>
    public void TerminatedQueuedFor(IActorRef subject, Util.Option<object> customMessage) =>
        (_terminatedQueued ??= []).TryAdd(subject, customMessage.HasValue ? customMessage.Value : null);

    protected void ReceivedTerminated(Terminated t)
    {
        if (_terminatedQueued is { } queued && queued.Remove(t.ActorRef, out var custom))
        {
            _currentMessage = custom ?? t;
            ReceiveMessage(custom ?? t);
        }
    }

    protected void WatchedActorTerminated(IActorRef actor, bool existenceConfirmed, bool addressTerminated)
    {
        if (_watching is not null && TryTakeWatched(actor, out var custom))
        {
            LeaveAddressTopic(actor);
            if (!IsTerminating)
            {
                Self.Tell(new Terminated(actor, existenceConfirmed, addressTerminated), actor);
                (_terminatedQueued ??= []).TryAdd(actor, custom);
            }
        }

        if (TryGetChildStatsByRef(actor, out _))
        {
            HandleChildTerminated(actor);
        }
    }

    protected void AddWatcher(IActorRef watchee, IActorRef watcher)
    {
        var watcheeIsSelf = watchee.Equals(Self);
        var watcherIsSelf = watcher.Equals(Self);
        if (watcheeIsSelf && !watcherIsSelf)
        {
            if ((_watchedBy ??= []).Add(watcher))
            {
                JoinAddressTopic(watcher);
                if (SystemImpl.Settings.DebugLifecycle)
                {
                    Debug($"now watched by {watcher}");
                }
            }
        }
        else if (!watcheeIsSelf && watcherIsSelf)
        {
            Watch(watchee);
        }
        else
        {
            Report(null, $"BUG: illegal Watch({watchee},{watcher}) for {Self}");
        }
    }

    protected void RemWatcher(IActorRef watchee, IActorRef watcher)
    {
        var watcheeIsSelf = watchee.Equals(Self);
        var watcherIsSelf = watcher.Equals(Self);
        if (watcheeIsSelf && !watcherIsSelf)
        {
            if (_watchedBy is { } watchers && watchers.Remove(watcher))
            {
                LeaveAddressTopic(watcher);
                if (SystemImpl.Settings.DebugLifecycle)
                {
                    Debug($"no longer watched by {watcher}");
                }
            }
        }
        else if (!watcheeIsSelf && watcherIsSelf)
        {
            Unwatch(watchee);
        }
        else
        {
            Report(null, $"BUG: illegal Unwatch({watchee},{watcher}) for {Self}");
        }
    }

    protected void TellWatchersWeDied()
    {
        if (_watchedBy is not { Count: > 0 } watchers)
        {
            return;
        }

        // Elsewhere first: what is told here may end the remoting.
        Tell(watchers, local: false);
        Tell(watchers, local: true);
        _watchedBy = null;
        MaintainAddressTopic();

        void Tell(IEnumerable<IActorRef> all, bool local)
        {
            foreach (var watcher in all)
            {
                if (((IInternalActorRef)watcher).IsLocal == local && !watcher.Equals(Parent))
                {
                    ((IInternalActorRef)watcher).SendSystemMessage(new DeathWatchNotification(Self, existenceConfirmed: true, addressTerminated: false));
                }
            }
        }
    }

    protected void AddressTerminated(Address address)
    {
        _watchedBy?.RemoveWhere(w => w.Path.Address.Equals(address));
        if (_watching is not { } watching)
        {
            return;
        }

        foreach (var subject in watching.Keys.Where(w => w.Path.Address.Equals(address)).ToList())
        {
            _self.SendSystemMessage(new DeathWatchNotification(subject, TryGetChildStatsByRef(subject, out _), addressTerminated: true));
        }
    }

    private IActorRef Watch(IActorRef subject, object? message)
    {
        var target = (IInternalActorRef)subject;
        if (target.Equals(Self))
        {
            return target;
        }

        if (_watching is not null && _watching.TryGetValue(target, out var before))
        {
            if (!Equals(before, message))
            {
                throw new InvalidOperationException(
                    $"Watch({target}, {message}) termination message was not overwritten from [{before}] to [{message}]. "
                    + "If this was intended, unwatch first before using 'Watch' / 'WatchWith' with another message.");
            }

            return target;
        }

        target.SendSystemMessage(new Watch(target, _self));
        (_watching ??= []).Add(target, message);
        JoinAddressTopic(target);
        return target;
    }

    private bool TryTakeWatched(IActorRef actor, out object? custom)
    {
        custom = null;
        if (_watching is not { } watching)
        {
            return false;
        }

        if (watching.Remove(actor, out custom))
        {
            return true;
        }

        // A remote actor may have been watched by its path alone.
        var withoutUid = actor.Path.Uid == UndefinedUid
            ? null
            : watching.Keys.FirstOrDefault(w => w.Path.Uid == UndefinedUid && w.Path.Equals(actor.Path));
        return withoutUid is not null && watching.Remove(withoutUid, out custom);
    }

    private void UnwatchWatchedActors()
    {
        if (_watching is { } watching)
        {
            foreach (var subject in watching.Keys)
            {
                ((IInternalActorRef)subject).SendSystemMessage(new Unwatch((IInternalActorRef)subject, _self));
            }
        }

        _watching = null;
        _terminatedQueued = null;
        MaintainAddressTopic();
    }
}
