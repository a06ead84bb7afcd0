namespace Akka.Actor;

using System.Linq.Expressions;
using Akka.Util;

/// <summary>The recipe of an actor: class, constructor arguments, deployment. Immutable, reusable.</summary>
public partial class Props : IEquatable<Props>, ISurrogated
{
    public static readonly Props None = new TerminatedProps();

    private readonly IActorProducer _producer;
    private Type? _inputType;

    public Props(Type type)
        : this(type, [])
    {
    }

    public Props(Type type, object?[] args)
        : this(new ReflectiveProducer(type, args), args, Deploy.None, null)
    {
    }

    public Props(Type type, SupervisorStrategy supervisorStrategy, params object?[] args)
        : this(new ReflectiveProducer(type, args), args, Deploy.None, supervisorStrategy)
    {
    }

    public Props(Type type, SupervisorStrategy supervisorStrategy, IEnumerable<object?> args)
        : this(type, supervisorStrategy, [.. args])
    {
    }

    public Props(Deploy deploy, Type type, params object?[] args)
        : this(new ReflectiveProducer(type, args), args, deploy, null)
    {
    }

    public Props(Deploy deploy, Type type, IEnumerable<object?> args)
        : this(deploy, type, [.. args])
    {
    }

    protected Props(Props copy)
        : this(copy._producer, copy.Arguments, copy.Deploy, copy.SupervisorStrategy) => _inputType = copy._inputType;

    protected Props()
        : this(new ReflectiveProducer(typeof(EmptyActor), []), [], Deploy.None, null)
    {
    }

    private Props(IActorProducer producer, object?[]? args, Deploy deploy, SupervisorStrategy? strategy)
    {
        _producer = producer;
        Arguments = args ?? [];
        Deploy = deploy;
        SupervisorStrategy = strategy;
    }

    public static Props Empty { get; } = Create<EmptyActor>();

    public Type Type => _inputType ??= _producer.ActorType;

    public string TypeName => Type.AssemblyQualifiedName ?? Type.FullName ?? Type.Name;

    public object?[] Arguments { get; }

    public Deploy Deploy { get; protected set; }

    /// <summary>Overrides the strategy that the actor's class says; <c>null</c> when not given.</summary>
    public SupervisorStrategy? SupervisorStrategy { get; protected set; }

    public string? Mailbox => Deploy.Mailbox;

    public string Dispatcher => Deploy.Dispatcher ?? Akka.Dispatch.Dispatchers.DefaultDispatcherId;

    /// <summary>The recipe in <c>() =&gt; new T(…)</c>; the arguments are evaluated now, once.</summary>
    /// <exception cref="ArgumentException">The expression is something else than a constructor call.</exception>
    public static Props Create<TActor>(Expression<Func<TActor>> factory, SupervisorStrategy? supervisorStrategy = null)
        where TActor : ActorBase
    {
        if (factory.Body is not NewExpression construction)
        {
            throw new ArgumentException("The create function must be a 'new T (args)' expression", nameof(factory));
        }

        return new Props(construction.Type, supervisorStrategy!, ExpressionArguments.Evaluate(construction));
    }

    public static Props Create<TActor>(params object?[] args)
        where TActor : ActorBase => new(typeof(TActor), args);

    public static Props Create<TActor>(SupervisorStrategy supervisorStrategy)
        where TActor : ActorBase, new() => new(typeof(TActor), supervisorStrategy);

    public static Props Create(Type type, params object?[] args)
    {
        ArgumentNullException.ThrowIfNull(type);
        return new Props(type, args);
    }

    /// <summary>Lets a producer make the actor; its type must have a constructor for the arguments.</summary>
    public static Props CreateBy<TProducer>(params object?[] args)
        where TProducer : class, IIndirectActorProducer =>
        new(new IndirectProducer((IIndirectActorProducer)Activator.CreateInstance(typeof(TProducer), args)!), args, Deploy.None, null);

    public static Props CreateBy(IIndirectActorProducer producer, params object?[] args) => new(new IndirectProducer(producer), args, Deploy.None, null);

    public Props WithMailbox(string mailbox) => With(p => p.Deploy = Deploy.WithMailbox(mailbox));

    public Props WithDispatcher(string dispatcher) => With(p => p.Deploy = Deploy.WithDispatcher(dispatcher));

    public Props WithStashCapacity(int stashCapacity) => With(p => p.Deploy = Deploy.WithStashCapacity(stashCapacity));

    public Props WithDeploy(Deploy deploy) => With(p => p.Deploy = deploy.WithFallback(Deploy));

    public Props WithSupervisorStrategy(SupervisorStrategy supervisorStrategy) => With(p => p.SupervisorStrategy = supervisorStrategy);

    /// <summary>Makes one actor.</summary>
    /// <exception cref="TypeLoadException">The class has no constructor for the arguments, or it threw.</exception>
    public virtual ActorBase NewActor() => _producer.Produce();

    internal void Release(ActorBase actor) => _producer.Release(actor);

    protected virtual Props Copy() => new(this);

    private Props With(Action<Props> change)
    {
        var copy = Copy();
        change(copy);
        return copy;
    }
}
