namespace Akka.Event;

using Akka.Actor;

/// <summary>The source text and the type that a log event names, worked out from whatever was given to <c>GetLogger</c>.</summary>
public readonly struct LogSource
{
    private LogSource(string source, Type type)
    {
        Source = source;
        Type = type;
    }

    /// <summary>The text.</summary>
    public string Source { get; }

    /// <summary>The type.</summary>
    public Type Type { get; }

    /// <summary>A source of that text and type.</summary>
    public static LogSource Create(string source, Type t) => new(source, t);

    /// <summary>A source without a system: actors are named by their local path, types by their name.</summary>
    public static LogSource Create(object o) => o switch
    {
        IActorContext context => new(context.Self.Path.ToString(), SourceType(o)),
        IActorRef actor => new(actor.Path.ToString(), SourceType(o)),
        string text => new(text, SourceType(o)),
        Type type => new(Logging.SimpleName(type), type),
        _ => new(Logging.SimpleName(o), SourceType(o)),
    };

    /// <summary>A source inside a system: actors are named by path with the system's address, texts and types carry the system in brackets.</summary>
    public static LogSource Create(object o, ActorSystem system) => o switch
    {
        IActorContext context => new(FromActor(context, system), SourceType(o)),
        IActorRef actor => new(FromActorRef(actor, system), SourceType(o)),
        string text => new(FromString(text, system), SourceType(o)),
        Type type => new(FromType(type, system), type),
        _ => new(FromType(o.GetType(), system), SourceType(o)),
    };

    /// <summary>The type to name for an object: an actor's class, a type itself, or the object's type.</summary>
    public static Type SourceType(object o) => o switch
    {
        Type type => type,
        IActorContext context => context.Props.Type,
        ActorRefWithCell { Underlying: { Props: { } props } } => props.Type,
        string => typeof(DummyClassForStringSources),
        _ => o.GetType(),
    };

    /// <summary><c>TypeName (akka://system)</c>.</summary>
    public static string FromType(Type t, ActorSystem system) => $"{Logging.SimpleName(t)} ({system})";

    /// <summary><c>text (akka://system)</c>.</summary>
    public static string FromString(string source, ActorSystem system) => $"{source} ({system})";

    /// <summary>The path of the actor, see <see cref="FromActorRef"/>.</summary>
    public static string FromActor(IActorContext actor, ActorSystem system) => FromActorRef(actor.Self, system);

    /// <summary>The actor's path with the default address of the system, or without it while the system is still starting.</summary>
    public static string FromActorRef(IActorRef a, ActorSystem system) =>
        system is ExtendedActorSystem { Provider: { DefaultAddress: { } address } }
            ? a.Path.ToStringWithAddress(address)
            : a.Path.ToString();
}
