namespace Hyperion.Internal;

using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Util;

/// <summary>All that one serializer knows about types. Nothing of it is shared with another: what one may read says nothing about the next.</summary>
internal sealed class CodecTable
{
    /// <summary>Descriptions of others that are kept: a sender can make up as many as it likes.</summary>
    private const int MaxKept = 4096;

    private readonly ExtendedActorSystem _system;
    private readonly Type[] _knownTypes;
    private readonly Dictionary<Type, int> _knownNumbers = [];
    private readonly Surrogate[] _surrogates;
    private readonly ConcurrentDictionary<Type, Route> _routes = new();
    private readonly ConcurrentDictionary<byte[], WireType> _named = new(new DescriptionComparer());
    private readonly ConcurrentDictionary<byte[], WireType> _nameless = new(new DescriptionComparer());

    public CodecTable(ExtendedActorSystem system, bool keepReferences, bool writeNames, TypeGate gate, IEnumerable<Type> knownTypes, IEnumerable<Surrogate> surrogates)
    {
        _system = system;
        KeepReferences = keepReferences;
        WriteNames = writeNames;
        Gate = gate;
        _knownTypes = [.. knownTypes];
        for (var i = 0; i < _knownTypes.Length; i++)
            _knownNumbers.TryAdd(_knownTypes[i], i);
        _surrogates = [.. surrogates];
    }

    public bool KeepReferences { get; }

    public bool WriteNames { get; }

    public TypeGate Gate { get; }

    public int? KnownNumberOf(Type type) => _knownNumbers.TryGetValue(type, out var number) ? number : null;

    public Type KnownType(uint number)
    {
        if (number >= _knownTypes.Length)
            throw Wire.Bad($"it has the known type {number}, and there are {_knownTypes.Length}");
        Gate.Check(_knownTypes[number]);
        return _knownTypes[number];
    }

    public bool IsSurrogate(Type type) => Array.Exists(_surrogates, surrogate => surrogate.To == type);

    public object FromSurrogate(object value)
    {
        if (value is ISurrogate akka)
            return akka.FromSurrogate(_system) ?? throw Wire.Bad($"a [{value.GetType()}] stands for nothing");
        foreach (var surrogate in _surrogates)
        {
            if (surrogate.To == value.GetType())
                return surrogate.FromSurrogate(value);
        }

        return value;
    }

    public Route RouteOf(Type type) => _routes.TryGetValue(type, out var known) ? known : _routes.GetOrAdd(type, MakeRoute(type));

    /// <summary>The codec for values of a type that bytes name, after the gate let it pass.</summary>
    public TypeCodec CodecOf(Type type) =>
        (type.IsAbstract && !CollectionCodecs.Definitions.Contains(type.IsGenericType ? type.GetGenericTypeDefinition() : type)) || type.ContainsGenericParameters
            ? throw new SerializationException($"There are no values of the type [{type}].")
            : (CodecRoute(type) ?? RouteOf(type)).Codec ?? throw new SerializationException($"[{type}] is not written like this.");

    public WireType TypeOf(ReadOnlySpan<byte> description, bool hasNames)
    {
        var kept = hasNames ? _named : _nameless;
        if (kept.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(description, out var known))
            return known;
        var type = new WireType(description, hasNames);
        if (kept.Count < MaxKept)
            kept.TryAdd(description.ToArray(), type);
        return type;
    }

    private static string? Refusal(Type type)
    {
        if (typeof(Delegate).IsAssignableFrom(type))
            return "a delegate";
        if (type.IsPointer || type.IsByRefLike || type == typeof(IntPtr) || type == typeof(UIntPtr) || type == typeof(TypedReference) || type == typeof(void))
            return "a pointer";
        if (type.IsArray && (type.GetArrayRank() != 1 || !type.IsSZArray))
            return "an array of several dimensions";
        var root = new[]
        {
            typeof(MarshalByRefObject), typeof(Task), typeof(Thread), typeof(SafeHandle), typeof(CancellationTokenSource), typeof(MemberInfo),
            typeof(Assembly), typeof(Module), typeof(ActorSystem), typeof(WeakReference), typeof(Timer),
        }.FirstOrDefault(root => root.IsAssignableFrom(type));
        return root is null ? null : $"a {root.Name}";
    }

    private Route MakeRoute(Type type)
    {
        foreach (var surrogate in _surrogates)
        {
            if (surrogate.From.IsAssignableFrom(type))
                return new Route(surrogate.ToSurrogate, WireKind.Any, null);
        }

        if (typeof(ISurrogated).IsAssignableFrom(type))
            return new Route(value => ((ISurrogated)value).ToSurrogate(_system), WireKind.Any, null);
        if (Slots.OfValue(type) is var kind and not WireKind.Any)
            return new Route(null, kind, null);
        // The lists that compilers make for collection expressions have names that no allow-list can foresee.
        if (type.Name.StartsWith("<>z__ReadOnly", StringComparison.Ordinal) && typeof(IList).IsAssignableFrom(type))
            return new Route(ToArray, WireKind.Any, null);
        return CodecRoute(type) ?? new Route(null, WireKind.Any, new MembersCodec(type, this));
    }

    private Route? CodecRoute(Type type)
    {
        if (Refusal(type) is { } refusal)
            throw new SerializationException($"[{type}] can't be serialized: it is {refusal}.");
        if (type.IsEnum)
            return new Route(null, WireKind.Any, _routes.TryGetValue(type, out var made) ? made.Codec : new EnumCodec(type, this));
        if ((type.IsArray ? type : CollectionCodecs.CollectionOf(type)) is not { } collection)
            return null;
        if (collection != type && _routes.TryGetValue(collection, out var ofBase))
            return ofBase;
        if (_routes.TryGetValue(type, out var known))
            return known;
        var route = new Route(null, WireKind.Any, CollectionCodecs.Make(collection, this));
        return _routes.GetOrAdd(collection, route);
    }

    private static Array ToArray(object value)
    {
        var list = (IList)value;
        var element = value.GetType().GetInterfaces().Single(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IEnumerable<>)).GetGenericArguments()[0];
        var array = Array.CreateInstance(element, list.Count);
        list.CopyTo(array, 0);
        return array;
    }
}
