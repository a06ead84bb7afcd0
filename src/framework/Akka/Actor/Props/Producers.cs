namespace Akka.Actor;

using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.ExceptionServices;

/// <summary>The way in which a recipe makes its actor.</summary>
internal interface IActorProducer
{
    Type ActorType { get; }

    ActorBase Produce();

    void Release(ActorBase actor);
}

/// <summary>Calls a constructor.</summary>
internal sealed class ReflectiveProducer : IActorProducer
{
    private static readonly ConcurrentDictionary<Type, ConstructorInvoker?> Parameterless = new();

    private readonly object?[] _args;

    public ReflectiveProducer(Type type, object?[]? args)
    {
        if (!typeof(ActorBase).IsAssignableFrom(type))
        {
            if (typeof(IIndirectActorProducer).IsAssignableFrom(type))
            {
                throw new ArgumentException($"{type} is a producer of actors: use Props.CreateBy.", nameof(type));
            }

            throw new ArgumentException($"Props needs a class of actors; {type} is none.", nameof(type));
        }

        ActorType = type;
        _args = args ?? [];
    }

    public Type ActorType { get; }

    public ActorBase Produce()
    {
        try
        {
            if (_args.Length == 0 && Parameterless.GetOrAdd(ActorType, static t => Find(t)) is { } constructor)
            {
                return (ActorBase)constructor.Invoke();
            }

            return (ActorBase)Activator.CreateInstance(
                ActorType, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, null, _args, null)!;
        }
        catch (Exception e)
        {
            var cause = e is TargetInvocationException { InnerException: { } inner } ? inner : e;
            throw new TypeLoadException(
                $"Error while creating actor instance of type {ActorType} with {_args.Length} args: ({string.Join(",", _args)})", cause);
        }
    }

    public void Release(ActorBase actor) => (actor as IDisposable)?.Dispose();

    private static ConstructorInvoker? Find(Type type)
    {
        var found = type.GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, Type.EmptyTypes);
        return found is null || type.IsAbstract ? null : ConstructorInvoker.Create(found);
    }
}

/// <summary>Asks a producer of the user's.</summary>
internal sealed class IndirectProducer : IActorProducer
{
    private readonly IIndirectActorProducer _producer;

    public IndirectProducer(IIndirectActorProducer producer) => _producer = producer;

    public Type ActorType => _producer.ActorType;

    public ActorBase Produce() => _producer.Produce();

    public void Release(ActorBase actor) => _producer.Release(actor);
}
