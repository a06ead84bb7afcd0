namespace Akka.P2P.Protocol.Tests;

using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

/// <summary>The names that make whatever type a peer says are taken over, and nothing else of Akka's is.</summary>
public sealed class ClosedSerializerTests : IDisposable
{
    private static readonly Config Ours = ConfigurationFactory.FromResource("Akka.P2P.Protocol.reference.conf", typeof(WireLimits).Assembly);

    private readonly ExtendedActorSystem _system = (ExtendedActorSystem)ActorSystem.Create(
        "closed", ConfigurationFactory.ParseString("akka.actor.provider = remote, akka.loglevel = OFF, akka.stdout-loglevel = OFF, akka.remote.dot-netty.tcp { hostname = 127.0.0.1, port = 0 }")
            .WithFallback(Ours));

    public static TheoryData<string, Type> Closed { get; } = new()
    {
        { "json", typeof(ClosedJsonSerializer) },
        { "proto", typeof(ClosedProtobufSerializer) },
    };

    [Theory(DisplayName = "Akka can make it, whether there are settings under its name or not, and it reads and writes nothing")]
    [MemberData(nameof(Closed))]
    public void Both_constructors(string name, Type type)
    {
        var settings = _system.Settings.Config.GetConfig($"akka.actor.serialization-settings.{name}") ?? Config.Empty;
        foreach (var arguments in new object[][] { [_system], [_system, settings], [_system, Config.Empty] })
        {
            var serializer = Assert.IsAssignableFrom<ClosedSerializer>(Activator.CreateInstance(type, arguments));

            Assert.True(serializer.Identifier > 1000, "0 to 40 are Akka's");
            Assert.Throws<SerializationException>(() => serializer.ToBinary("text"));
            Assert.Throws<SerializationException>(() => serializer.FromBinary([1], typeof(string)));
        }
    }

    [Fact(DisplayName = "Objects without a binding of their own meet the closed serializer, and the numbers 1 and 2 lead nowhere")]
    public void Closed_by_number()
    {
        Assert.IsType<ClosedJsonSerializer>(_system.Serialization.FindSerializerForType(typeof(ClosedSerializerTests)));
        foreach (var number in new[] { 1, 2 })
            Assert.Throws<SerializationException>(() => _system.Serialization.Deserialize([1], number, "System.Version, System.Private.CoreLib"));
    }

    [Fact(DisplayName = "Akka's own messages keep their serializers")]
    public void Untouched()
    {
        using var plain = ActorSystem.Create("plain", ConfigurationFactory.ParseString(
            "akka.actor.provider = remote, akka.loglevel = OFF, akka.stdout-loglevel = OFF, akka.remote.dot-netty.tcp { hostname = 127.0.0.1, port = 0 }"));
        Type[] types =
        [
            typeof(ActorSelectionMessage), typeof(Identify), typeof(ActorIdentity), typeof(IActorRef), typeof(PoisonPill), typeof(Kill), typeof(Status.Success), typeof(Status.Failure),
            typeof(Akka.Dispatch.SysMsg.Watch), typeof(Akka.Dispatch.SysMsg.Unwatch), typeof(Config), typeof(string), typeof(int), typeof(long), typeof(byte[]),
        ];
        Assert.All(types, type => Assert.Equal(
            plain.Serialization.FindSerializerForType(type).GetType(), _system.Serialization.FindSerializerForType(type).GetType()));

        // And none of them is one that we have closed.
        Assert.All(types, type => Assert.IsNotAssignableFrom<ClosedSerializer>(_system.Serialization.FindSerializerForType(type)));
        Assert.Equal("a", _system.Serialization.Deserialize(_system.Serialization.Serialize("a"), 17, "S"));
    }

    public void Dispose() => _system.Dispose();
}
