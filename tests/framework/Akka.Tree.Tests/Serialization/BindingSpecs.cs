namespace Akka.Tree.Tests.Serialization;

using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;

public sealed class BindingSpecs : IDisposable
{
    private const string Settings = """
        akka.stdout-loglevel = OFF
        akka.loglevel = OFF
        akka.actor.serialization-bindings {
          "Akka.Tree.Tests.Serialization.BindingSpecs+IMarked, Akka.Tree.Tests" = bytes
          "Akka.Tree.Tests.Serialization.BindingSpecs+Special, Akka.Tree.Tests" = json
        }
        """;

    private readonly ActorSystem _system = ActorSystem.Create("bindings", Settings);

    public interface IMarked;

    public void Dispose() => _system.Dispose();

    [Fact(DisplayName = "The binding of the nearest base serves a type that has none of its own")]
    public void Nearest()
    {
        Assert.IsType<NewtonSoftJsonSerializer>(_system.Serialization.FindSerializerForType(typeof(MoreSpecial)));
        Assert.IsType<ByteArraySerializer>(_system.Serialization.FindSerializerForType(typeof(Marked)));
    }

    [Fact(DisplayName = "Manifests that name no type are refused, whatever they are made of")]
    public void Manifests()
    {
        foreach (var manifest in new[] { "[", "]]", "a[[b", ", ,", "\\", "*", "\0", new string('[', 50_000), string.Concat(Enumerable.Repeat("System.Nullable`1[[", 10_000)) })
            Assert.Throws<SerializationException>(() => _system.Serialization.Deserialize([1], 1, manifest));
    }

    [Fact(DisplayName = "A serializer that takes over a name with settings must take them, as the packages demand")]
    public void Settings_want_a_constructor()
    {
        const string Plain = "Akka.Serialization.ByteArraySerializer, Akka";

        var refused = Assert.ThrowsAny<Exception>(() => ActorSystem.Create("settings", $$"""akka.actor.serializers.json = "{{Plain}}" """)).GetBaseException();

        Assert.IsType<MissingMethodException>(refused);
        using var system = ActorSystem.Create("no-settings", $$"""
            akka.actor { serializers.other = "{{Plain}}", serialization-settings.other {} }
            """);
        Assert.IsType<ByteArraySerializer>(system.Serialization.FindSerializerForType(typeof(byte[])));
    }

    public sealed class Marked : IMarked;

    public record Special(string Text) : IMarked;

    public sealed record MoreSpecial(string Text) : Special(Text);
}
