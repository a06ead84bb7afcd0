namespace Akka.Serialization.Hyperion.Tests;

using System.Runtime.Serialization;
using Akka.Configuration;
using global::Hyperion;
using global::Hyperion.Internal;

public sealed class FilterSpecs
{
    private static readonly ITypeFilter Filter = TypeFilterBuilder.Create().Include<Dog>().Include<Cat>().Include(typeof(Box<>)).Build();

    private static readonly HyperionSerializer Filtered = Bytes.With(HyperionSerializerSettings.Default.WithTypeFilter(Filter));

    [Fact(DisplayName = "Allowed types pass, and with them primitives, tuples and collections of them")]
    public void Allowed()
    {
        foreach (var value in new object[]
        {
            new Dog("a", 1), new Cat("b", new Dog("a", 1)), 5, "text", (1, "a"), Guid.Empty, new DateOnly(2020, 1, 1), new Box<Dog> { Content = new Dog("c", 1) },
        })
        {
            Assert.Equal(value.ToString(), Bytes.Copy(value, Filtered).ToString());
        }

        Assert.Equal([new Dog("a", 1)], Bytes.Copy(new List<Dog> { new("a", 1) }, Filtered));
        Assert.Equal([[new Dog("a", 1)]], Bytes.Copy(new Dog[][] { [new("a", 1)] }, Filtered));
        Assert.Equal(new Dog("a", 1), Bytes.Copy(new Dictionary<string, (int, Dog)> { ["x"] = (1, new Dog("a", 1)) }, Filtered)["x"].Item2);
        Assert.Equal(Bytes.System.DeadLetters.Path, Bytes.Copy(Tuple.Create(Bytes.System.DeadLetters), Filtered).Item1.Path);
    }

    [Fact(DisplayName = "Anything else is refused wherever it stands, before it is loaded or made")]
    public void Refused()
    {
        foreach (var value in new object[]
        {
            new Gadget(), new List<Gadget>(), Array.Empty<Gadget>(), new object[] { new Gadget() }, new Dictionary<string, Gadget>(), Tuple.Create(new Gadget()),
            new Box<Gadget>(), new List<Box<Gadget>[]>(), typeof(Gadget), new Box<object> { Content = new Gadget() }, GadgetKind.One, new Exception(),
        })
        {
            var bytes = Bytes.Default.ToBinary(value);
            Gadget.Filled = false;

            var error = Assert.Throws<SerializationException>(() => Filtered.FromBinary(bytes, null!));

            Assert.IsType<EvilDeserializationException>(error.InnerException);
            Assert.False(Gadget.Filled);
        }
    }

    [Fact(DisplayName = "A gadget is really filled where nothing forbids it: the test above can fail")]
    public void Gadget_works()
    {
        Gadget.Filled = false;
        Bytes.Copy(new HashSet<Gadget> { new() });
        Assert.True(Gadget.Filled);
    }

    [Fact(DisplayName = "A name is refused before any assembly is looked for")]
    public void Not_loaded()
    {
        // An assembly that nothing else here has a use for; others load theirs meanwhile.
        const string Unused = "System.Runtime.Serialization.Json";
        var bytes = Bytes.Replace(Bytes.Default.ToBinary(new Dog("a", 1)), "Tests.Dog, Akka.Serialization.Hyperion.Tests", "Tests.Dog, " + Unused);

        Assert.IsType<EvilDeserializationException>(Assert.Throws<SerializationException>(() => Filtered.FromBinary(bytes, null!)).InnerException);
        Assert.DoesNotContain(AppDomain.CurrentDomain.GetAssemblies(), a => a.GetName().Name == Unused);
    }

    [Fact(DisplayName = "What one serializer has read opens no door in another")]
    public void No_shared_cache()
    {
        var bytes = Bytes.Default.ToBinary(new Gadget());
        Bytes.Default.FromBinary(bytes, null!);

        Assert.Throws<SerializationException>(() => Filtered.FromBinary(bytes, null!));
        Bytes.With(HyperionSerializerSettings.Default).FromBinary(bytes, null!);
        Assert.Throws<SerializationException>(() => Filtered.FromBinary(bytes, null!));
    }

    [Fact(DisplayName = "A known type needs the filter's leave like any other")]
    public void Known_is_not_allowed()
    {
        var settings = HyperionSerializerSettings.Default.WithKnownTypesProvider(typeof(Gadgets));
        var bytes = Bytes.With(settings).ToBinary(new Gadget());

        Assert.Throws<SerializationException>(() => Bytes.With(settings.WithTypeFilter(Filter)).FromBinary(bytes, null!));
    }

    [Fact(DisplayName = "Unsafe types are refused by name unless one insists")]
    public void Unsafe()
    {
        const string Name = "Akka.Serialization.Hyperion.Tests.Dog, Akka.Serialization.Hyperion.Tests";
        var bytes = Bytes.Replace(Bytes.Default.ToBinary(new Dog("a", 1)), Name, "System.Diagnostics.Process, System.Diagnostics.Process".PadRight(Name.Length, '-'));
        var exact = Bytes.Default.ToBinary(new List<Dog>());

        Assert.IsType<EvilDeserializationException>(Assert.Throws<SerializationException>(() => Bytes.Default.FromBinary(bytes, null!)).InnerException);
        Assert.Empty(Assert.IsType<List<Dog>>(Bytes.Default.FromBinary(exact, null!)));
        var careless = Bytes.With(HyperionSerializerSettings.Default.WithDisallowUnsafeType(false));
        Assert.IsNotType<EvilDeserializationException>(Assert.Throws<SerializationException>(() => careless.FromBinary(bytes, null!)).InnerException);
    }

    [Fact(DisplayName = "The configuration gives the same settings as code, and code wins")]
    public void Settings()
    {
        var settings = HyperionSerializerSettings.Create(ConfigurationFactory.ParseString($$"""
            preserve-object-references = false
            version-tolerance = off
            disallow-unsafe-type = false
            allowed-types = ["{{typeof(Dog).AssemblyQualifiedName}}"]
            known-types-provider = "{{typeof(Gadgets).AssemblyQualifiedName}}"
            surrogates = ["{{typeof(StreamSurrogate).AssemblyQualifiedName}}"]
            """));

        Assert.False(settings.PreserveObjectReferences || settings.VersionTolerance || settings.DisallowUnsafeType);
        Assert.Equal(typeof(Gadgets), settings.KnownTypesProvider);
        Assert.True(settings.TypeFilter.IsAllowed("Akka.Serialization.Hyperion.Tests.Dog, Akka.Serialization.Hyperion.Tests"));
        Assert.False(settings.TypeFilter.IsAllowed("Akka.Serialization.Hyperion.Tests.Cat, Akka.Serialization.Hyperion.Tests"));
        var surrogates = Bytes.With(HyperionSerializerSettings.Default.WithSurrogates(settings.Surrogates));
        Assert.Equal([1, 2], Bytes.Copy(new MemoryStream([1, 2]), surrogates).ToArray());
        Assert.Throws<ConfigurationException>(() => HyperionSerializerSettings.Create("surrogates = [\"System.String\"]"));
        Assert.Throws<ConfigurationException>(() => HyperionSerializerSettings.Create("allowed-types = [\"No.Such, Type\"]"));
        Assert.Throws<ConfigurationException>(() => HyperionSerializerSettings.Create("known-types-provider = \"System.String\""));
    }

    internal sealed class Gadget
    {
        public static bool Filled;

        private readonly int _number = 1;

        // A set asks for it: code of the type that runs while bytes are read.
        public override int GetHashCode()
        {
            Filled = true;
            return _number;
        }

        public override bool Equals(object? obj) => obj is Gadget;
    }

    internal enum GadgetKind
    {
        One,
    }

    internal sealed class Box<T>
    {
        public T? Content { get; set; }

        public override string ToString() => $"Box of {Content}";
    }

    public sealed class StreamSurrogate : Surrogate
    {
        public StreamSurrogate()
        {
            From = typeof(MemoryStream);
            To = typeof(Tuple<byte[]>);
            ToSurrogate = stream => Tuple.Create(((MemoryStream)stream).ToArray());
            FromSurrogate = bytes => new MemoryStream(((Tuple<byte[]>)bytes).Item1);
        }
    }

    public sealed class Gadgets : IKnownTypesProvider
    {
        public IEnumerable<Type> GetKnownTypes() => [typeof(Gadget)];
    }
}
