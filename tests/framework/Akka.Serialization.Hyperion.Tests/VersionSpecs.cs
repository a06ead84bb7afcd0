namespace Akka.Serialization.Hyperion.Tests;

using System.Runtime.Serialization;

/// <summary>A class of an older and of a newer version: their names have the same length, so that one can be written for the other.</summary>
public sealed class VersionSpecs
{
    [Fact(DisplayName = "Members that are new stay at their default, those that are gone are passed over")]
    public void Added_and_removed()
    {
        var old = new OldMessage { Id = 5, Name = "n", Gone = new GoneType { Inner = new OldMessage { Id = 6 }, List = [1, 2], Map = new() { ["a"] = Colour.Red } }, Kept = [new Dog("a", 1)] };
        var bytes = Bytes.Replace(Bytes.Replace(Bytes.Default.ToBinary(old), nameof(OldMessage), nameof(NewMessage)), nameof(GoneType), "NeverWas");

        var read = Assert.IsType<NewMessage>(Bytes.Default.FromBinary(bytes, null!));

        Assert.Equal((5L, "n", 0, (string?)null), (read.Id, read.Name, read.Added, read.AlsoAdded));
        Assert.Equal([new Dog("a", 1)], read.Kept);
    }

    [Fact(DisplayName = "A number that no longer fits is refused, and so is a member that became something else")]
    public void Changed()
    {
        var tooBig = Bytes.Replace(Bytes.Default.ToBinary(new NewMessage { Id = 1L << 40 }), nameof(NewMessage), nameof(OldMessage));
        var other = Bytes.Replace(Bytes.Default.ToBinary(new OthMessage { Name = new Dog("x", 1) }), nameof(OthMessage), nameof(OldMessage));

        Assert.Throws<SerializationException>(() => Bytes.Default.FromBinary(tooBig, null!));
        Assert.Throws<SerializationException>(() => Bytes.Default.FromBinary(other, null!));
    }

    [Fact(DisplayName = "Without version tolerance other members are refused")]
    public void Intolerant()
    {
        var serializer = Bytes.With(HyperionSerializerSettings.Default.WithVersionTolerance(false));
        var bytes = Bytes.Replace(serializer.ToBinary(new OldMessage { Id = 5 }), nameof(OldMessage), nameof(NewMessage));

        Assert.Throws<SerializationException>(() => serializer.FromBinary(bytes, null!));
    }

    [Fact(DisplayName = "Both kinds of bytes are read by either setting")]
    public void Mixed()
    {
        var nameless = Bytes.With(HyperionSerializerSettings.Default.WithVersionTolerance(false).WithPreserveObjectReference(false));

        Assert.Equal(new Dog("x", 1), Bytes.Default.FromBinary(nameless.ToBinary(new Dog("x", 1)), null!));
        Assert.Equal(new Dog("x", 1), nameless.FromBinary(Bytes.Default.ToBinary(new Dog("x", 1)), null!));
    }

    [Fact(DisplayName = "A renamed assembly is found through the overrides")]
    public void Renamed()
    {
        const string Assembly = "Akka.Serialization.Hyperion.Tests";
        var bytes = Bytes.Replace(Bytes.Default.ToBinary(new Dog("x", 1)), ", " + Assembly, ", " + Assembly.Replace("Hyperion", "Titanium", StringComparison.Ordinal));
        var serializer = Bytes.With(HyperionSerializerSettings.Create(
            "cross-platform-package-name-overrides { net = [{ fingerprint = Titanium, rename-from = Titanium, rename-to = Hyperion }] }"));

        Assert.Throws<SerializationException>(() => Bytes.Default.FromBinary(bytes, null!));
        Assert.Equal(new Dog("x", 1), serializer.FromBinary(bytes, null!));
    }

    internal sealed class OldMessage
    {
        public int Id { get; set; }

        public GoneType? Gone { get; set; }

        public string? Name { get; set; }

        public List<Dog> Kept { get; set; } = [];
    }

    internal sealed class NewMessage
    {
        public string? AlsoAdded { get; set; }

        public List<Dog> Kept { get; set; } = [];

        public int Added { get; set; }

        public long Id { get; set; }

        public string? Name { get; set; }
    }

    internal sealed class OthMessage
    {
        public object? Name { get; set; }
    }

    internal sealed class GoneType
    {
        public OldMessage? Inner { get; set; }

        public int[] List { get; set; } = [];

        public Dictionary<string, Colour> Map { get; set; } = [];
    }
}
