namespace Akka.Tests.Serialization;

using System.Collections.Immutable;
using System.Runtime.Serialization;
using System.Text;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Serialization;
using Newtonsoft.Json;

public sealed class JsonSpecs : IDisposable
{
    private readonly ExtendedActorSystem _system = (ExtendedActorSystem)ActorSystem.Create("json", "akka.stdout-loglevel = OFF, akka.loglevel = OFF");

    private NewtonSoftJsonSerializer Json => (NewtonSoftJsonSerializer)_system.Serialization.FindSerializerForType(typeof(object));

    public void Dispose() => _system.Dispose();

    [Fact(DisplayName = "Numbers in members of type object come back as what they were")]
    public void Numbers()
    {
        var values = new object[] { 1, 1L, 1.5f, 1.5, 1.5m, "I1", true };

        var copy = Copy(new Holder(values, 2, 2.5f, 2.5m, 3));

        Assert.Equal(values, copy.Anything);
        Assert.Equal((2, 2.5f, 2.5m, 3), (copy.Whole, copy.Real, copy.Money, copy.Some));
        Assert.Equal(5, Copy<object>(5));
        Assert.Equal(5, Json.FromBinary(Encoding.UTF8.GetBytes("5"), typeof(int)));
    }

    [Fact(DisplayName = "Private setters, base types, immutable collections and circles come back")]
    public void Shapes()
    {
        var node = Node.Create("a");
        node.Next = node;
        node.Things = ImmutableList.Create<object>("x", new Holder([], 1, 0, 0, null));

        var copy = Copy(node);

        Assert.Equal("a", copy.Name);
        Assert.Same(copy, copy.Next);
        Assert.Equal("x", copy.Things[0]);
        Assert.Equal(1, Assert.IsType<Holder>(copy.Things[1]).Whole);
    }

    [Fact(DisplayName = "References to actors come back as references, at the root and within")]
    public void Actors()
    {
        var actor = _system.ActorOf(Props.Create(() => new SerializationSpecs.Silent()), "a");

        Assert.Equal(actor, Copy(actor));
        Assert.Equal([actor, ActorRefs.Nobody], Copy(new Refs(actor, ActorRefs.Nobody)).All);
        Assert.Equal(new Address("akka", "x", "h", 1), Copy(new Address("akka", "x", "h", 1)));
    }

    [Fact(DisplayName = "Settings come from the configuration, and the setup changes them last")]
    public void Settings()
    {
        var setup = ActorSystemSetup.Create(
            BootstrapSetup.Create().WithConfig("akka.stdout-loglevel = OFF, akka.loglevel = OFF, akka.actor.serialization-settings.json { preserve-object-references = false }"),
            NewtonSoftJsonSerializerSetup.Create(settings => settings.Formatting = Formatting.Indented));
        using var system = ActorSystem.Create("json-setup", setup);
        var json = (NewtonSoftJsonSerializer)system.Serialization.FindSerializerForType(typeof(object));

        Assert.Equal(PreserveReferencesHandling.None, json.Settings.PreserveReferencesHandling);
        Assert.Equal(Formatting.Indented, json.Settings.Formatting);
        Assert.Contains((byte)'\n', json.ToBinary(new Holder([], 1, 0, 0, null)));
        Assert.Equal(PreserveReferencesHandling.Objects, Json.Settings.PreserveReferencesHandling);
    }

    private T Copy<T>(T value) => Json.FromBinary<T>(Json.ToBinary(value!));

    public sealed record Holder(object[] Anything, int Whole, float Real, decimal Money, int? Some);

    public sealed record Refs(params IActorRef[] All);

    public sealed class Node
    {
        public string Name { get; private set; } = "unset";

        public Node? Next { get; set; }

        public ImmutableList<object> Things { get; set; } = [];

        public static Node Create(string name) => new() { Name = name };
    }
}
