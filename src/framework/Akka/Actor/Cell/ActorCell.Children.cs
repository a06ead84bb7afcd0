namespace Akka.Actor;

using System.Diagnostics.CodeAnalysis;
using Akka.Actor.Internal;

public partial class ActorCell
{
    private ChildTable? _children;
    private long _nextRandomName = -1;

    protected bool IsNormal => _children?.IsNormal ?? true;

    protected bool IsTerminating => _children?.IsTerminating ?? false;

    private bool IsWaitingForChildren => _children?.IsWaiting ?? false;

    public IEnumerable<IInternalActorRef> GetChildren() => _children?.Refs() ?? [];

    IEnumerable<IActorRef> IActorContext.GetChildren() => GetChildren();

    IActorRef IActorContext.Child(string name) =>
        TryGetChildStatsByName(name, out var stats) && stats is ChildRestartStats child ? child.Child : ActorRefs.Nobody;

    public bool TryGetChildStatsByName(string name, [NotNullWhen(true)] out IChildStats? child)
    {
        child = null;
        return _children is { } children && children.TryGetByName(name, out child);
    }

    public IInternalActorRef GetChildByName(string name) => GetSingleChild(name);

    public IInternalActorRef GetSingleChild(string name)
    {
        var (plain, uid) = GetNameAndUid(name);
        return TryGetChildStatsByName(plain, out var stats) && stats is ChildRestartStats child && (uid == UndefinedUid || uid == child.Uid)
            ? child.Child
            : ActorRefs.Nobody;
    }

    public virtual IActorRef ActorOf(Props props, string? name = null) => AttachChild(props, false, name);

    /// <summary>Creates and starts a child.</summary>
    /// <exception cref="InvalidActorNameException">The name is malformed or taken.</exception>
    /// <exception cref="InvalidOperationException">This actor is stopping.</exception>
    public virtual IActorRef AttachChild(Props props, bool isSystemService, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(props);
        var childName = name is null ? Util.Base64Names.Encode(Interlocked.Increment(ref _nextRandomName)) : Checked(name);
        if (SystemImpl.Settings.SerializeAllCreators && !isSystemService && props.Deploy.Scope is not LocalScope)
        {
            VerifySerializable(props);
        }

        ReserveChild(childName);
        IInternalActorRef child;
        try
        {
            child = SystemImpl.Provider.ActorOf(
                SystemImpl, props, _self, new ChildActorPath(Self.Path, childName, NewUid()), isSystemService, deploy: null, lookupDeploy: true, async: false);
        }
        catch
        {
            UnreserveChild(childName);
            throw;
        }

        // A child of a suspended actor is born suspended as often, so that the resumes that come will match.
        if (Volatile.Read(ref _mailbox) is { } mailbox && IsFailed)
        {
            for (var i = mailbox.SuspendCount; i > 0; i--)
            {
                child.Suspend();
            }
        }

        InitChild(child);
        child.Start();
        return child;
    }

    /// <summary>Stops a child, or any actor whose reference one has.</summary>
    public void Stop(IActorRef child)
    {
        _children?.ShallDie(child);
        ((IInternalActorRef)child).Stop();
    }

    public void ReserveChild(string name) => Table().Reserve(name);

    protected void UnreserveChild(string name)
    {
        _children?.Unreserve(name);
        if (IsTerminating)
        {
            // Perhaps it was the last thing that the end waited for: to look again is what another order to stop does.
            _self.Stop();
        }
    }

    /// <summary>Puts a child in its reserved place; <c>null</c> when there is none.</summary>
    public ChildRestartStats? InitChild(IInternalActorRef actor) => Table().Init(actor);

    protected bool TryGetChildStatsByRef(IActorRef actor, [NotNullWhen(true)] out ChildRestartStats? child)
    {
        child = null;
        return _children is { } children && children.TryGetByRef(actor, out child);
    }

    /// <summary><c>true</c>: there are children to wait for, and the reason is set.</summary>
    protected bool SetChildrenTerminationReason(SuspendReason reason) => _children?.SetReason(reason) ?? false;

    private static string Checked(string name)
    {
        if (name.Length == 0)
        {
            throw new InvalidActorNameException("Actor name must not be empty.");
        }

        if (!ActorPath.IsValidPathElement(name))
        {
            throw new InvalidActorNameException(
                $"Illegal actor name [{name}]. Actor paths MUST: not start with `$`, include only ASCII letters and can only contain these special characters: {ActorPath.ValidSymbols}.");
        }

        return name;
    }

    private ChildTable Table() => _children ?? Interlocked.CompareExchange(ref _children, new ChildTable(), null) ?? _children;

    private IReadOnlyCollection<ChildRestartStats> Children() => _children?.Stats() ?? [];

    private void SetChildrenTerminated() => Table().Close();

    /// <summary>Copies the children only for those who look: a parent of many that all stop would copy each time.</summary>
    private IEnumerable<IInternalActorRef> ChildrenWhenAsked()
    {
        foreach (var child in GetChildren())
        {
            yield return child;
        }
    }

    private void SuspendChildren(IReadOnlyCollection<IActorRef>? except, IActorRef? perpetrator)
    {
        foreach (var stats in Children())
        {
            if (!stats.Child.Equals(perpetrator) && except?.Contains(stats.Child) != true)
            {
                stats.Child.Suspend();
            }
        }
    }

    private void HandleChildTerminated(IActorRef child)
    {
        var waitedFor = _children!.Remove(child);
        if (_actor is not null && !_failedFatally)
        {
            try
            {
                _actor.StrategyFor(Props).HandleChildTerminated(this, child, ChildrenWhenAsked());
            }
            catch (Exception e)
            {
                Report(e, "HandleChildTerminated failed");
                HandleInvokeFailure(e);
            }
        }

        switch (waitedFor)
        {
            case SuspendReason.Recreation recreation:
                FinishRecreate(recreation.Cause, _actor!);
                break;
            case SuspendReason.Creation:
                FinishCreate();
                break;
            case SuspendReason.Termination:
                FinishTerminate();
                break;
            default:
                break;
        }
    }

    private void VerifySerializable(Props props)
    {
        foreach (var argument in props.Arguments)
        {
            if (argument is null or INoSerializationVerificationNeeded)
            {
                continue;
            }

            var serialization = SystemImpl.Serialization;
            var serializer = serialization.FindSerializerFor(argument);
            serialization.Deserialize(
                serializer.ToBinary(argument), serializer.Identifier, Serialization.Serialization.ManifestFor(serializer, argument));
        }
    }
}
