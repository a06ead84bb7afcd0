namespace Akka.Serialization;

using System.Collections.Concurrent;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Util;

/// <summary>The serializers of one system: which serves what type, and which has what id.</summary>
public partial class Serialization
{
    private readonly Lock _changes = new();
    private readonly ConcurrentDictionary<Type, Serializer> _chosen = new();
    private readonly NullSerializer _nullSerializer;

    // Replaced as a whole when something is added, so that readers need no lock.
    private volatile IReadOnlyDictionary<int, Serializer> _byId = new Dictionary<int, Serializer>();
    private volatile IReadOnlyDictionary<string, Serializer> _byName = new Dictionary<string, Serializer>();
    private volatile IReadOnlyList<(Type Type, Serializer Serializer)> _bindings = [];

    /// <summary>Reads the system's configuration and setup.</summary>
    public Serialization(ExtendedActorSystem system)
    {
        System = system;
        _nullSerializer = new NullSerializer(system);
        AddSerializer("null", _nullSerializer);
        ReadConfiguration();
        ReadSetup();
    }

    /// <summary>The system that these serializers belong to.</summary>
    public ExtendedActorSystem System { get; }

    /// <summary>The text that goes with a message so that its receiver knows what it is; empty for serializers that need none.</summary>
    public static string ManifestFor(Serializer s, object msg) => s switch
    {
        SerializerWithStringManifest named => named.Manifest(msg),
        { IncludeManifest: true } when msg is not null => msg.GetType().TypeQualifiedName(),
        _ => string.Empty,
    };

    /// <summary>Registers a serializer under its id.</summary>
    public void AddSerializer(Serializer serializer)
    {
        lock (_changes)
        {
            _byId = new Dictionary<int, Serializer>(_byId) { [serializer.Identifier] = serializer };
        }
    }

    /// <summary>Registers a serializer under its id and a name.</summary>
    public void AddSerializer(string name, Serializer serializer)
    {
        lock (_changes)
        {
            AddSerializer(serializer);
            _byName = new Dictionary<string, Serializer>(_byName) { [name] = serializer };
        }
    }

    /// <summary>Lets a serializer serve a class or interface and what derives from it.</summary>
    public void AddSerializationMap(Type type, Serializer serializer)
    {
        lock (_changes)
        {
            _bindings = [.. _bindings.Where(binding => binding.Type != type), (type, serializer)];
            _chosen.Clear();
        }
    }

    /// <summary>The bytes of a message; references in it get this system's own address.</summary>
    /// <exception cref="SerializationException">Nothing serves its type.</exception>
    public byte[] Serialize(object o) => WithTransport(System, (Self: this, o), static state => state.Self.FindSerializerFor(state.o).ToBinary(state.o));

    /// <summary>The message of the bytes.</summary>
    /// <exception cref="SerializationException">No serializer has that id, no type has that name, or the bytes are no such message.</exception>
    public object Deserialize(byte[] bytes, int serializerId, string manifest)
    {
        var serializer = OfId(serializerId, manifest);
        if (serializer is SerializerWithStringManifest named)
            return named.FromBinary(bytes, manifest);
        if (serializer is IClosedManifests closed)
        {
            return serializer.FromBinary(bytes, closed.TypeOf(manifest) ?? throw new SerializationException(
                $"[{TypeNames.Shorten(manifest ?? "")}] is no type of the serializer with id [{serializerId}]."));
        }

        // Who writes no manifest reads none: a name that nobody asked for is never looked up.
        return serializer.FromBinary(
            bytes, string.IsNullOrEmpty(manifest) || !serializer.IncludeManifest ? null! : TypeNames.OfManifest(manifest, serializerId));
    }

    /// <summary>The message of the bytes.</summary>
    /// <exception cref="SerializationException">No serializer has that id, or the bytes are no such message.</exception>
    public object Deserialize(byte[] bytes, int serializerId, Type type) => OfId(serializerId, type?.ToString()).FromBinary(bytes, type!);

    /// <summary>The reference that a path of <see cref="SerializedActorPath"/> stands for.</summary>
    public IActorRef DeserializeActorRef(string path) => System.Provider.ResolveActorRef(path);

    /// <summary>The serializer of an object's type.</summary>
    /// <exception cref="SerializationException">Nothing serves it.</exception>
    public Serializer FindSerializerFor(object obj, string? defaultSerializerName = null) =>
        obj is null ? _nullSerializer : FindSerializerForType(obj.GetType(), defaultSerializerName);

    /// <summary>
    /// The serializer of a type: the binding of the type itself, else of the nearest base class or interface, else of object.
    /// </summary>
    /// <param name="objectType">The type.</param>
    /// <param name="defaultSerializerName">The name of the serializer to take if there is no binding.</param>
    /// <exception cref="SerializationException">Nothing serves it.</exception>
    public Serializer FindSerializerForType(Type objectType, string? defaultSerializerName = null)
    {
        if (_chosen.TryGetValue(objectType, out var known))
            return known;

        lock (_changes)
        {
            var chosen = Choose(objectType);
            // The default is the caller's and not to be remembered for others.
            if (chosen is null)
            {
                return defaultSerializerName is not null && _byName.TryGetValue(defaultSerializerName, out var named)
                    ? named
                    : throw new SerializationException($"No serializer is bound to [{objectType.TypeQualifiedName()}] or to any class or interface above it.");
            }

            _chosen[objectType] = chosen;
            return chosen;
        }
    }

    private Serializer? Choose(Type objectType)
    {
        (Type Type, Serializer Serializer)? best = null;
        foreach (var candidate in _bindings)
        {
            if (!candidate.Type.IsAssignableFrom(objectType))
                continue;
            if (best is null || Nearer(candidate.Type, best.Value.Type))
                best = candidate;
        }

        return best?.Serializer;
    }

    /// <summary>Whether a type is further down than another. Between strangers a class beats an interface, and else the earlier stays.</summary>
    private static bool Nearer(Type candidate, Type than)
    {
        if (than.IsAssignableFrom(candidate))
            return candidate != than;
        return !candidate.IsAssignableFrom(than) && than.IsInterface && !candidate.IsInterface;
    }

    private Serializer OfId(int serializerId, string? manifest) => _byId.TryGetValue(serializerId, out var serializer)
        ? serializer
        : throw new SerializationException($"No serializer has the id [{serializerId}] (manifest [{TypeNames.Shorten(manifest ?? string.Empty)}]): "
            + "the entries of 'akka.actor.serializers' differ between the two systems, most likely.");
}
