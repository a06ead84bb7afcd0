namespace Akka.Actor.Internal;

using System.Diagnostics.CodeAnalysis;

/// <summary>The children of one actor. The actor changes them on its turn; others look in from outside, hence the lock.</summary>
internal sealed class ChildTable
{
    private readonly Dictionary<string, IChildStats> _byName = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private HashSet<IActorRef>? _toDie;
    private SuspendReason? _reason;
    private bool _closed;

    public bool IsNormal
    {
        get
        {
            lock (_gate)
            {
                return !_closed && _reason is null or SuspendReason.UserRequest;
            }
        }
    }

    public bool IsTerminating
    {
        get
        {
            lock (_gate)
            {
                return _closed || _reason is SuspendReason.Termination;
            }
        }
    }

    public bool IsWaiting
    {
        get
        {
            lock (_gate)
            {
                return _reason is SuspendReason.IWaitingForChildren;
            }
        }
    }

    public IReadOnlyList<IInternalActorRef> Refs()
    {
        lock (_gate)
        {
            var refs = new List<IInternalActorRef>(_byName.Count);
            foreach (var stats in _byName.Values)
            {
                if (stats is ChildRestartStats child)
                {
                    refs.Add(child.Child);
                }
            }

            return refs;
        }
    }

    public IReadOnlyCollection<ChildRestartStats> Stats()
    {
        lock (_gate)
        {
            return [.. _byName.Values.OfType<ChildRestartStats>()];
        }
    }

    public bool TryGetByName(string name, [NotNullWhen(true)] out IChildStats? stats)
    {
        lock (_gate)
        {
            return _byName.TryGetValue(name, out stats);
        }
    }

    public bool TryGetByRef(IActorRef actor, [NotNullWhen(true)] out ChildRestartStats? stats)
    {
        lock (_gate)
        {
            stats = _byName.TryGetValue(actor.Path.Name, out var found) && found is ChildRestartStats child && child.Child.Equals(actor) ? child : null;
            return stats is not null;
        }
    }

    public void Reserve(string name)
    {
        lock (_gate)
        {
            if (_closed || _reason is SuspendReason.Termination)
            {
                throw new InvalidOperationException($"Cannot reserve actor name '{name}': {(_closed ? "terminated" : "terminating")}");
            }

            if (!_byName.TryAdd(name, ChildNameReserved.Instance))
            {
                throw new InvalidActorNameException($"Actor name \"{name}\" is not unique!");
            }
        }
    }

    public void Unreserve(string name)
    {
        lock (_gate)
        {
            if (_byName.TryGetValue(name, out var stats) && stats is ChildNameReserved)
            {
                _byName.Remove(name);
            }
        }
    }

    public ChildRestartStats? Init(IInternalActorRef actor)
    {
        lock (_gate)
        {
            if (!_byName.TryGetValue(actor.Path.Name, out var stats))
            {
                return null;
            }

            if (stats is ChildRestartStats known)
            {
                return known;
            }

            var made = new ChildRestartStats(actor);
            _byName[actor.Path.Name] = made;

            // An outside thread got in while the actor began to stop: this one goes too, and is waited for.
            if (_reason is SuspendReason.Termination)
            {
                (_toDie ??= []).Add(actor);
                actor.Stop();
            }

            return made;
        }
    }

    /// <summary>Remembers that a child was told to stop.</summary>
    public void ShallDie(IActorRef actor)
    {
        lock (_gate)
        {
            if (_byName.TryGetValue(actor.Path.Name, out var found) && found is ChildRestartStats child && child.Child.Equals(actor))
            {
                (_toDie ??= []).Add(actor);
                _reason ??= SuspendReason.UserRequest.Instance;
            }
        }
    }

    /// <summary><c>true</c> when children are on their way out: the reason then stands until the last of them is gone.</summary>
    public bool SetReason(SuspendReason reason)
    {
        lock (_gate)
        {
            if (_toDie is not { Count: > 0 } && !(reason is SuspendReason.Termination && _byName.Count > 0))
            {
                return false;
            }

            _reason = reason;
            if (reason is SuspendReason.Termination)
            {
                StopTheRest();
            }

            return true;
        }
    }

    /// <summary>An outside thread got a child in while the others were told to stop: it would be waited for, and never end.</summary>
    private void StopTheRest()
    {
        foreach (var stats in _byName.Values)
        {
            if (stats is ChildRestartStats { Child: var child } && (_toDie ??= []).Add(child))
            {
                child.Stop();
            }
        }
    }

    /// <summary>Takes out a child that is gone. Not <c>null</c>: it was the last one waited for, and for that reason.</summary>
    public SuspendReason? Remove(IActorRef actor)
    {
        lock (_gate)
        {
            _byName.Remove(actor.Path.Name);
            if (_toDie is null)
            {
                return null;
            }

            _toDie.Remove(actor);
            if (_toDie.Count > 0 || (_reason is SuspendReason.Termination && _byName.Count > 0))
            {
                return null;
            }

            var reason = _reason;
            _toDie = null;
            _reason = null;
            if (reason is SuspendReason.Termination)
            {
                _closed = true;
            }

            return reason;
        }
    }

    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
        }
    }
}
