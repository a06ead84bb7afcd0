namespace Akka.Actor;

using System.Collections;
using Akka.Event;

/// <summary>A step around the making and the end of actors of some types.</summary>
public interface IActorProducerPlugin
{
    bool CanBeAppliedTo(Type actorType);

    void AfterIncarnated(ActorBase actor, IActorContext context);

    void BeforeIncarnated(ActorBase actor, IActorContext context);
}

/// <summary>A plugin for every actor, until its subclass says otherwise.</summary>
public abstract class ActorProducerPluginBase : IActorProducerPlugin
{
    public virtual bool CanBeAppliedTo(Type actorType) => typeof(ActorBase).IsAssignableFrom(actorType);

    public virtual void AfterIncarnated(ActorBase actor, IActorContext context)
    {
    }

    public virtual void BeforeIncarnated(ActorBase actor, IActorContext context)
    {
    }
}

/// <summary>A plugin for the actors of one class and of those that derive from it.</summary>
/// <typeparam name="TActor">That class.</typeparam>
public abstract class ActorProducerPluginBase<TActor> : IActorProducerPlugin
    where TActor : ActorBase
{
    public virtual bool CanBeAppliedTo(Type actorType) => typeof(TActor).IsAssignableFrom(actorType);

    void IActorProducerPlugin.AfterIncarnated(ActorBase actor, IActorContext context) => AfterIncarnated((TActor)actor, context);

    void IActorProducerPlugin.BeforeIncarnated(ActorBase actor, IActorContext context) => BeforeIncarnated((TActor)actor, context);

    public virtual void AfterIncarnated(TActor actor, IActorContext context)
    {
    }

    public virtual void BeforeIncarnated(TActor actor, IActorContext context)
    {
    }
}

/// <summary>The plugins that one class of actors gets, in order.</summary>
public class ActorProducerPipeline : IEnumerable<IActorProducerPlugin>
{
    private readonly Lazy<ILoggingAdapter> _log;
    private readonly IActorProducerPlugin[] _plugins;

    public ActorProducerPipeline(Lazy<ILoggingAdapter> log, IEnumerable<IActorProducerPlugin> plugins)
    {
        _log = log;
        _plugins = [.. plugins];
    }

    public int Count => _plugins.Length;

    /// <summary>Runs after the constructor; what a plugin throws is logged and does not stop the others.</summary>
    public void AfterActorIncarnated(ActorBase actor, IActorContext context)
    {
        foreach (var plugin in _plugins)
        {
            Guarded(plugin, actor, context, static (p, a, c) => p.AfterIncarnated(a, c));
        }
    }

    /// <summary>Runs before the instance is let go, in the reverse order.</summary>
    public void BeforeActorIncarnated(ActorBase actor, IActorContext context)
    {
        for (var i = _plugins.Length - 1; i >= 0; i--)
        {
            Guarded(_plugins[i], actor, context, static (p, a, c) => p.BeforeIncarnated(a, c));
        }
    }

    public IEnumerator<IActorProducerPlugin> GetEnumerator() => ((IEnumerable<IActorProducerPlugin>)_plugins).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Guarded(
        IActorProducerPlugin plugin, ActorBase actor, IActorContext context, Action<IActorProducerPlugin, ActorBase, IActorContext> step)
    {
        try
        {
            step(plugin, actor, context);
        }
        catch (Exception e)
        {
            _log.Value.Log(LogLevel.ErrorLevel, e, $"An exception occurred while running plugin [{plugin.GetType()}] on [{actor.GetType()}]");
        }
    }
}

/// <summary>The system's plugins; each class of actors has its pipeline worked out once.</summary>
public class ActorProducerPipelineResolver
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<Type, ActorProducerPipeline> _pipelines = new();
    private readonly Lock _gate = new();
    private readonly List<IActorProducerPlugin> _plugins = [];
    private readonly Lazy<ILoggingAdapter> _log;

    public ActorProducerPipelineResolver(Func<ILoggingAdapter> logBuilder) => _log = new Lazy<ILoggingAdapter>(logBuilder);

    public int TotalPluginCount
    {
        get
        {
            lock (_gate)
            {
                return _plugins.Count;
            }
        }
    }

    /// <summary>Adds a plugin at the end; at most one of each class.</summary>
    public bool Register(IActorProducerPlugin plugin) => Insert(int.MaxValue, plugin);

    public bool Insert(int index, IActorProducerPlugin plugin)
    {
        lock (_gate)
        {
            if (_plugins.Exists(p => p.GetType() == plugin.GetType()))
            {
                return false;
            }

            _plugins.Insert(Math.Min(index, _plugins.Count), plugin);
            _pipelines.Clear();
            return true;
        }
    }

    public bool Unregister(IActorProducerPlugin plugin)
    {
        lock (_gate)
        {
            _pipelines.Clear();
            return _plugins.RemoveAll(p => p.GetType() == plugin.GetType()) > 0;
        }
    }

    public bool IsRegistered(IActorProducerPlugin plugin)
    {
        lock (_gate)
        {
            return _plugins.Exists(p => p.GetType() == plugin.GetType());
        }
    }

    internal ActorProducerPipeline ResolvePipeline(Type actorType)
    {
        if (_pipelines.TryGetValue(actorType, out var known))
        {
            return known;
        }

        lock (_gate)
        {
            return _pipelines[actorType] = new ActorProducerPipeline(_log, _plugins.Where(p => p.CanBeAppliedTo(actorType)));
        }
    }
}
