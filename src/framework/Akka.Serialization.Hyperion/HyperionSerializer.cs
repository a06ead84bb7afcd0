namespace Akka.Serialization;

using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization.Hyperion;
using Akka.Util;
using global::Hyperion.Internal;

/// <summary>
/// Objects of any type and shape, field by field, with their types' names. Only types that pass the filter of the settings are read.
/// </summary>
/// <remarks>The bytes are this implementation's own: both ends need it.</remarks>
public class HyperionSerializer : Serializer
{
    /// <summary>The settings in force.</summary>
    public readonly HyperionSerializerSettings Settings;

    // A converter or a surrogate may serialize in turn: whoever works takes these away, and the next makes its own.
    [ThreadStatic]
    private static WireWriter? _writer;

    [ThreadStatic]
    private static WireReader? _reader;

    private readonly CodecTable _codecs;

    /// <summary>A serializer with the default settings.</summary>
    public HyperionSerializer(ExtendedActorSystem system)
        : this(system, HyperionSerializerSettings.Default)
    {
    }

    /// <summary>A serializer with the settings of a section.</summary>
    public HyperionSerializer(ExtendedActorSystem system, Config config)
        : this(system, HyperionSerializerSettings.Create(config))
    {
    }

    /// <summary>A serializer with these settings; a <see cref="HyperionSerializerSetup"/> of the system wins over them.</summary>
    public HyperionSerializer(ExtendedActorSystem system, HyperionSerializerSettings settings)
        : base(system)
    {
        var setup = system?.Settings.Setup.Get<HyperionSerializerSetup>();
        Settings = setup is { HasValue: true } found ? found.Value.Over(settings) : settings;
        var gate = new TypeGate(Settings.TypeFilter, Settings.DisallowUnsafeType, [.. Settings.PackageNameOverrides]);
        _codecs = new CodecTable(
            system!, Settings.PreserveObjectReferences, Settings.VersionTolerance, gate, KnownTypes(Settings.KnownTypesProvider, system), Settings.Surrogates);
    }

    /// <summary>-5.</summary>
    public override int Identifier => -5;

    /// <summary>False: the bytes name their types.</summary>
    public override bool IncludeManifest => false;

    /// <summary>The default of every setting.</summary>
    public static Config DefaultConfiguration() => ConfigurationFactory.FromResource<HyperionSerializer>("reference.conf");

    /// <inheritdoc/>
    /// <exception cref="SerializationException">Something in the object can't be serialized, or it is nested too deep.</exception>
    public override byte[] ToBinary(object obj)
    {
        var writer = _writer ?? new WireWriter();
        _writer = null;
        try
        {
            return writer.Write(obj, _codecs);
        }
        catch (Exception e) when (e is not (SerializationException or OutOfMemoryException))
        {
            throw new SerializationException($"A [{obj?.GetType().TypeQualifiedName()}] can't be serialized: {e.Message}", e);
        }
        finally
        {
            _writer = writer;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="SerializationException">
    /// The bytes are no message, or have a type that may not be read (then the inner exception is an <see cref="EvilDeserializationException"/>).
    /// </exception>
    public override object FromBinary(byte[] bytes, Type type)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        var reader = _reader ?? new WireReader();
        _reader = null;
        try
        {
            return reader.Read(bytes, _codecs)!;
        }
        catch (Exception e) when (e is not (SerializationException or OutOfMemoryException))
        {
            // What a surrogate or a comparison throws on such values is the bytes' fault as well.
            throw new SerializationException($"The bytes can't be deserialized: {e.Message}", e);
        }
        finally
        {
            _reader = reader;
        }
    }

    private static IEnumerable<Type> KnownTypes(Type provider, ExtendedActorSystem? system)
    {
        var made = provider.GetConstructor([typeof(ExtendedActorSystem)]) is null
            ? Activator.CreateInstance(provider)
            : Activator.CreateInstance(provider, system);
        return ((IKnownTypesProvider)made!).GetKnownTypes();
    }
}
