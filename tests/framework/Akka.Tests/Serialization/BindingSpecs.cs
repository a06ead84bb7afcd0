namespace Akka.Tests.Serialization;

using Akka.Actor;
using Akka.Serialization;
using Akka.Tests.Support;

/// <summary>Of all bindings that fit, the most specific one serves, in whatever order they were made.</summary>
public class BindingSpecs : SystemSpec
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_most_specific_class_wins_then_the_most_specific_interface(bool backwards)
    {
        var system = (ExtendedActorSystem)Sys;
        var bindings = new List<Type> { typeof(object), typeof(IWide), typeof(INarrow), typeof(Base), typeof(Derived) };
        if (backwards)
            bindings.Reverse();
        var serializers = bindings.ToDictionary(type => type, type => new Tagged(system, type, 5000 + bindings.IndexOf(type)));
        foreach (var (type, serializer) in serializers)
        {
            system.Serialization.AddSerializer(serializer);
            system.Serialization.AddSerializationMap(type, serializer);
        }

        Assert.Equal(typeof(Derived), Served<Derived>());
        Assert.Equal(typeof(Derived), Served<Further>());
        Assert.Equal(typeof(Base), Served<Base>());
        Assert.Equal(typeof(Base), Served<Sibling>());
        Assert.Equal(typeof(INarrow), Served<OnlyInterface>());
        Assert.Equal(typeof(IWide), Served<OnlyWide>());
        Assert.Equal(typeof(object), Served<Unrelated>());

        Type Served<T>() => Assert.IsType<Tagged>(system.Serialization.FindSerializerForType(typeof(T))).Bound;
    }

    private interface IWide;

    private interface INarrow : IWide;

    private class Base : INarrow;

    private class Derived : Base;

    private sealed class Further : Derived;

    private sealed class Sibling : Base;

    private sealed class OnlyInterface : INarrow;

    private sealed class OnlyWide : IWide;

    private sealed class Unrelated;

    private sealed class Tagged(ExtendedActorSystem system, Type bound, int identifier) : Serializer(system)
    {
        public Type Bound => bound;

        public override int Identifier => identifier;

        public override bool IncludeManifest => false;

        public override byte[] ToBinary(object obj) => [];

        public override object FromBinary(byte[] bytes, Type type) => new();
    }
}
