namespace Akka.Actor;

using System.Collections.Concurrent;
using Akka.Event;

/// <summary>A branch of the tree that holds references without being an actor, such as <c>/temp</c>.</summary>
internal sealed class VirtualPathContainer : MinimalActorRef
{
    private readonly ConcurrentDictionary<string, IInternalActorRef> _children = new(StringComparer.Ordinal);
    private readonly IActorRefProvider _provider;
    private readonly ActorPath _path;
    private readonly IInternalActorRef _parent;

    public VirtualPathContainer(IActorRefProvider provider, ActorPath path, IInternalActorRef parent, ILoggingAdapter log)
    {
        _provider = provider;
        _path = path;
        _parent = parent;
        Log = log;
    }

    public ILoggingAdapter Log { get; }

    public override ActorPath Path => _path;

    public override IActorRefProvider Provider => _provider;

    public override IInternalActorRef Parent => _parent;

    public bool HasChildren => !_children.IsEmpty;

    public IEnumerable<IInternalActorRef> Children => _children.Values;

    /// <summary>Adds a child, in the place of an earlier one of that name.</summary>
    public void AddChild(string name, IInternalActorRef actor) => _children[name] = actor;

    public void RemoveChild(string name) => _children.TryRemove(name, out _);

    /// <summary>Removes the child only if it is still this very reference.</summary>
    public void RemoveChild(string name, IInternalActorRef child) => _children.TryRemove(new KeyValuePair<string, IInternalActorRef>(name, child));

    public bool TryGetChild(string name, out IInternalActorRef? child) => _children.TryGetValue(name, out child);

    public void ForEachChild(Action<IInternalActorRef> action)
    {
        foreach (var child in _children.Values)
        {
            action(child);
        }
    }

    public override IActorRef GetChild(IReadOnlyList<string> name)
    {
        if (name.Count == 0 || name[0].Length == 0)
        {
            return this;
        }

        if (name[0] == "..")
        {
            return _parent.GetChild([.. name.Skip(1)]);
        }

        if (!_children.TryGetValue(name[0], out var child))
        {
            return ActorRefs.Nobody;
        }

        return name.Count == 1 ? child : child.GetChild([.. name.Skip(1)]);
    }
}
