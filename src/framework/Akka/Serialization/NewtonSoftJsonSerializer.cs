namespace Akka.Serialization;

using System.Globalization;
using System.Runtime.Serialization;
using System.Text;
using Akka.Actor;
using Akka.Configuration;
using Akka.Util;
using Newtonsoft.Json;
using Newtonsoft.Json.Serialization;

/// <summary>The default for objects: JSON with types' names, so that members of any type come back as what they were.</summary>
public class NewtonSoftJsonSerializer : Serializer
{
    private readonly NewtonSoftJsonSerializerSettings _options;
    private readonly JsonSerializer _serializer;

    [ThreadStatic]
    private static StringBuilder? _kept;

    /// <summary>A serializer with the default settings.</summary>
    public NewtonSoftJsonSerializer(ExtendedActorSystem system)
        : this(system, NewtonSoftJsonSerializerSettings.Default)
    {
    }

    /// <summary>A serializer with the settings of a section.</summary>
    public NewtonSoftJsonSerializer(ExtendedActorSystem system, Config config)
        : this(system, NewtonSoftJsonSerializerSettings.Create(config))
    {
    }

    /// <summary>A serializer with these settings.</summary>
    public NewtonSoftJsonSerializer(ExtendedActorSystem system, NewtonSoftJsonSerializerSettings settings)
        : base(system)
    {
        _options = settings;
        Settings = new JsonSerializerSettings
        {
            PreserveReferencesHandling = settings.PreserveObjectReferences ? PreserveReferencesHandling.Objects : PreserveReferencesHandling.None,
            ObjectCreationHandling = ObjectCreationHandling.Replace,
            ConstructorHandling = ConstructorHandling.AllowNonPublicDefaultConstructor,
            TypeNameHandling = settings.EncodeTypeNames ? TypeNameHandling.All : TypeNameHandling.None,
            SerializationBinder = new GuardedBinder(),
            ContractResolver = new PrivateSetterResolver(),
        };
        foreach (var type in settings.Converters)
        {
            var takesSystem = type.GetConstructor([typeof(ExtendedActorSystem)]) is not null;
            Settings.Converters.Add((JsonConverter)(takesSystem ? Activator.CreateInstance(type, system) : Activator.CreateInstance(type))!);
        }

        Settings.Converters.Add(new SurrogateConverter(system));
        if (system?.Settings.Setup.Get<NewtonSoftJsonSerializerSetup>() is { HasValue: true } setup)
            setup.Value.ApplySettings(Settings);
        _serializer = JsonSerializer.Create(Settings);
    }

    /// <summary>The settings of the JSON library as they came out.</summary>
    public JsonSerializerSettings Settings { get; }

    /// <summary>The JSON library's serializer.</summary>
    public object Serializer => _serializer;

    /// <summary>True: receivers that were told not to write types' names still know the message's own.</summary>
    public override bool IncludeManifest => true;

    /// <inheritdoc/>
    /// <exception cref="SerializationException">The object can't be written, for one because it runs in a circle and references aren't kept.</exception>
    public override byte[] ToBinary(object obj)
    {
        // A converter may serialize in turn: whoever works takes the buffer away, and the next makes its own.
        var text = _options.UsePooledStringBuilder ? _kept : null;
        _kept = null;
        text ??= new StringBuilder(_options.StringBuilderMinSize);
        try
        {
            using var writer = new JsonTextWriter(new StringWriter(text, CultureInfo.InvariantCulture));
            _serializer.Serialize(writer, obj);
            writer.Flush();
            return Utf8(text);
        }
        catch (JsonException e)
        {
            throw new SerializationException($"[{obj?.GetType().TypeQualifiedName()}] can't be written as JSON: {e.Message}", e);
        }
        finally
        {
            if (_options.UsePooledStringBuilder && text.Capacity <= _options.StringBuilderMaxSize)
                _kept = text.Clear();
        }
    }

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, Type type)
    {
        try
        {
            using var reader = new JsonTextReader(new StreamReader(new MemoryStream(bytes, writable: false), Encoding.UTF8));
            return _serializer.Deserialize(reader, type ?? typeof(object))!;
        }
        catch (Exception e) when (e is not (OutOfMemoryException or SerializationException))
        {
            // What a constructor or a converter throws is the bytes' fault as well: any other exception would cost the connection.
            throw new SerializationException($"The bytes are no JSON of [{type?.TypeQualifiedName() ?? "any type"}]: {e.Message}", e);
        }
    }

    private static byte[] Utf8(StringBuilder text)
    {
        var count = 0;
        foreach (var chunk in text.GetChunks())
            count += chunk.Length;
        var pooled = global::System.Buffers.ArrayPool<char>.Shared.Rent(Math.Max(1, count));
        try
        {
            text.CopyTo(0, pooled, 0, count);
            return Encoding.UTF8.GetBytes(pooled, 0, count);
        }
        finally
        {
            global::System.Buffers.ArrayPool<char>.Shared.Return(pooled);
        }
    }

    private sealed class PrivateSetterResolver : DefaultContractResolver
    {
        protected override JsonProperty CreateProperty(global::System.Reflection.MemberInfo member, MemberSerialization memberSerialization)
        {
            var property = base.CreateProperty(member, memberSerialization);
            if (!property.Writable && member is global::System.Reflection.PropertyInfo info)
                property.Writable = info.GetSetMethod(nonPublic: true) is not null;
            return property;
        }
    }
}
