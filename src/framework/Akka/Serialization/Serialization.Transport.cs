namespace Akka.Serialization;

using Akka.Actor;

/// <content>The address that local references get when they leave.</content>
public partial class Serialization
{
    [ThreadStatic]
    private static Information? _current;

    /// <summary>Runs <paramref name="action"/> for a receiver that reaches <paramref name="system"/> at <paramref name="address"/>.</summary>
    public static T WithTransport<T>(ActorSystem system, Address address, Func<T> action) =>
        WithInformation(new Information(address, system), action, static run => run());

    /// <summary>Runs <paramref name="action"/> with the address by which other systems reach this one.</summary>
    public static T WithTransport<T>(ExtendedActorSystem system, Func<T> action) =>
        WithInformation(system.Provider.SerializationInformation, action, static run => run());

    /// <summary>Runs <paramref name="action"/> with the address by which other systems reach this one.</summary>
    public static T WithTransport<TState, T>(ExtendedActorSystem system, TState state, Func<TState, T> action) =>
        WithInformation(system.Provider.SerializationInformation, state, action);

    /// <summary>For whom the running code serializes.</summary>
    /// <exception cref="InvalidOperationException">It isn't called from within <c>WithTransport</c>.</exception>
    public static Information GetCurrentTransportInformation() => _current
        ?? throw new InvalidOperationException("There is no transport information here: serialize within Serialization.WithTransport.");

    /// <summary>
    /// The path of a reference as text that leads back to the actor from wherever the message goes; empty for no reference.
    /// </summary>
    public static string SerializedActorPath(IActorRef actorRef)
    {
        if (actorRef is null || actorRef.Equals(ActorRefs.NoSender))
            return string.Empty;

        var path = actorRef.Path;
        var origin = (actorRef as ActorRefWithCell)?.Underlying?.System as ExtendedActorSystem;
        if (_current is not { } current)
        {
            return origin is null ? path.ToSerializationFormat() : path.ToSerializationFormatWithAddress(origin.Provider.DefaultAddress);
        }

        if (origin is null || ReferenceEquals(origin, current.System))
            return path.ToSerializationFormatWithAddress(current.Address);
        // A reference of another system in this process keeps that system's address.
        return path.ToSerializationFormatWithAddress(origin.Provider.GetExternalAddressFor(current.Address) ?? origin.Provider.DefaultAddress);
    }

    internal static T WithInformation<TState, T>(Information information, TState state, Func<TState, T> action)
    {
        var before = _current;
        _current = information;
        try
        {
            return action(state);
        }
        finally
        {
            _current = before;
        }
    }
}
