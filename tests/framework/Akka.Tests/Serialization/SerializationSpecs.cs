namespace Akka.Tests.Serialization;

using System.Collections.Immutable;
using System.Runtime.Serialization;
using System.Text;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Serialization;
using Akka.Util;

public sealed class SerializationSpecs : IDisposable
{
    private const string Settings = """
        akka.stdout-loglevel = OFF
        akka.loglevel = OFF
        akka.actor {
          serializers {
            texts = "Akka.Tests.Serialization.SerializationSpecs+TextSerializer, Akka.Tests"
            others = "Akka.Tests.Serialization.SerializationSpecs+OtherSerializer, Akka.Tests"
          }
          serialization-bindings {
            "Akka.Tests.Serialization.SerializationSpecs+IMarked, Akka.Tests" = texts
            "Akka.Tests.Serialization.SerializationSpecs+Special, Akka.Tests" = others
          }
          serialization-identifiers { "Akka.Tests.Serialization.SerializationSpecs+OtherSerializer, Akka.Tests" = 4712 }
          serialization-settings.others { greeting = hello }
        }
        """;

    private readonly ExtendedActorSystem _system = (ExtendedActorSystem)ActorSystem.Create("serialization", ConfigurationFactory.ParseString(Settings));

    public interface IMarked;

    public void Dispose() => _system.Dispose();

    [Fact(DisplayName = "The binding of a type, or of its interface, serves it, and object's whatever has no nearer one")]
    public void Nearest()
    {
        Assert.IsType<TextSerializer>(_system.Serialization.FindSerializerForType(typeof(Message)));
        Assert.IsType<OtherSerializer>(_system.Serialization.FindSerializerFor(new Special("x")));
        Assert.IsType<ByteArraySerializer>(_system.Serialization.FindSerializerForType(typeof(byte[])));
        Assert.IsType<NewtonSoftJsonSerializer>(_system.Serialization.FindSerializerFor(new Plain(1, null)));
        Assert.Equal(0, _system.Serialization.FindSerializerFor(null!).Identifier);
        Assert.Same(_system.Serialization.FindSerializerForType(typeof(Message)), _system.Serialization.FindSerializerForType(typeof(Message)));
    }

    [Fact(DisplayName = "Ids are the serializer's own or the configuration's, and settings reach the constructor that wants them")]
    public void Identifiers()
    {
        var other = Assert.IsType<OtherSerializer>(_system.Serialization.FindSerializerForType(typeof(Special)));

        Assert.Equal((4712, "hello"), (other.Identifier, other.Greeting));
        Assert.Equal(1, _system.Serialization.FindSerializerForType(typeof(object)).Identifier);
        Assert.Equal(4, _system.Serialization.FindSerializerForType(typeof(byte[])).Identifier);
    }

    [Fact(DisplayName = "A message goes through bytes, id and manifest and comes back")]
    public void Round_trip()
    {
        foreach (var message in new object[] { new Message("a"), new Special("b"), new Plain(1, "x") })
        {
            var serializer = _system.Serialization.FindSerializerFor(message);
            var manifest = Serialization.ManifestFor(serializer, message);

            Assert.Equal(message, _system.Serialization.Deserialize(_system.Serialization.Serialize(message), serializer.Identifier, manifest));
        }

        Assert.Equal("M", Serialization.ManifestFor(_system.Serialization.FindSerializerForType(typeof(Message)), new Message("a")));
        Assert.Equal(string.Empty, Serialization.ManifestFor(_system.Serialization.FindSerializerForType(typeof(byte[])), Array.Empty<byte>()));
    }

    [Fact(DisplayName = "An unknown id and a manifest that names no type say what was looked for")]
    public void Unknown()
    {
        Assert.Contains("99", Assert.Throws<SerializationException>(() => _system.Serialization.Deserialize([1], 99, "m")).Message, StringComparison.Ordinal);
        Assert.Contains("No.Such", Assert.Throws<SerializationException>(() => _system.Serialization.Deserialize([1], 1, "No.Such, Type")).Message, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "Serializers of the setup and those added later win over the configuration")]
    public void By_code()
    {
        var setup = ActorSystemSetup.Create(
            BootstrapSetup.Create().WithConfig(ConfigurationFactory.ParseString(Settings)),
            SerializationSetup.Create(system => ImmutableHashSet.Create(SerializerDetails.Create("mine", new TextSerializer(system), ImmutableHashSet.Create(typeof(Special))))));
        using var system = ActorSystem.Create("by-code", setup);
        var late = new OtherSerializer((ExtendedActorSystem)system, Config.Empty);

        Assert.IsType<TextSerializer>(system.Serialization.FindSerializerForType(typeof(Special)));
        system.Serialization.AddSerializer("late", late);
        system.Serialization.AddSerializationMap(typeof(Special), late);
        Assert.Same(late, system.Serialization.FindSerializerForType(typeof(Special)));
    }

    [Fact(DisplayName = "A reference gets the address that its receiver can reach, and only within that call")]
    public void Transport()
    {
        var actor = _system.ActorOf(Props.Create(() => new Silent()), "a");
        var address = new Address("akka.tcp", "serialization", "far", 4711);

        var path = Serialization.WithTransport(_system, address, () => Serialization.SerializedActorPath(actor));

        Assert.Equal($"akka.tcp://serialization@far:4711/user/a#{actor.Path.Uid}", path);
        Assert.Equal($"akka://serialization/user/a#{actor.Path.Uid}", Serialization.SerializedActorPath(actor));
        Assert.Throws<InvalidOperationException>(() => Serialization.GetCurrentTransportInformation());
        Assert.Equal(actor, _system.Serialization.DeserializeActorRef(Serialization.SerializedActorPath(actor)));
        Assert.Throws<ArithmeticException>(() => Serialization.WithTransport<int>(_system, address, () => throw new ArithmeticException()));
        Assert.Throws<InvalidOperationException>(() => Serialization.GetCurrentTransportInformation());
    }

    [Fact(DisplayName = "Names of types have no versions, also within type arguments")]
    public void Type_names()
    {
        Assert.Equal("System.String, System.Private.CoreLib", typeof(string).TypeQualifiedName());
        Assert.Equal("Akka.Tests.Serialization.SerializationSpecs+Plain, Akka.Tests", typeof(Plain).TypeQualifiedName());
        foreach (var type in new[] { typeof(Dictionary<string, List<int[]>>), typeof(int[][]), typeof((int, string)) })
        {
            Assert.DoesNotContain("Version", type.TypeQualifiedName(), StringComparison.Ordinal);
            Assert.Equal(type, Type.GetType(type.TypeQualifiedName()));
        }
    }

    public sealed record Message(string Text) : IMarked;

    public sealed record Special(string Text) : IMarked;

    public sealed record Plain(int Number, string? Text);

    public sealed class Silent : UntypedActor
    {
        protected override void OnReceive(object message) => Unhandled(message);
    }

    public sealed class TextSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
    {
        public override int Identifier => 4711;

        public override byte[] ToBinary(object obj) => Encoding.UTF8.GetBytes(((Message)obj).Text);

        public override object FromBinary(byte[] bytes, string manifest) =>
            manifest == "M" ? new Message(Encoding.UTF8.GetString(bytes)) : throw new SerializationException(manifest);

        public override string Manifest(object o) => "M";
    }

    public sealed class OtherSerializer(ExtendedActorSystem system, Config config) : Serializer(system)
    {
        public string Greeting { get; } = config.GetString("greeting", string.Empty);

        public override bool IncludeManifest => false;

        public override byte[] ToBinary(object obj) => Encoding.UTF8.GetBytes(((Special)obj).Text);

        public override object FromBinary(byte[] bytes, Type type) => new Special(Encoding.UTF8.GetString(bytes));
    }
}
