namespace Akka.Tests.Actor.Systems;

using Akka.Actor;
using Akka.TestKit.Xunit2;

public sealed class ExtensionSpecs : TestKit
{
    public ExtensionSpecs()
        : base($"akka.extensions = [\"{typeof(CounterId).AssemblyQualifiedName}\", \"Nothing.Of.That.Name, Nowhere\"]")
    {
    }

    [Fact(DisplayName = "An extension of the configuration is there when the system has started; what can't be loaded is skipped")]
    public void Configured()
    {
        Assert.True(Sys.HasExtension<Counter>());
        Assert.True(Sys.HasExtension(typeof(Counter)));
        Assert.True(Sys.TryGetExtension<Counter>(out var counter));
        Assert.True(Sys.TryGetExtension(typeof(Counter), out var same));
        Assert.Same(counter, same);
        Assert.Same(counter, Sys.GetExtension<Counter>());
        Assert.Same(counter, new CounterId().Get(Sys));
        Assert.Same(Sys, counter.System);
    }

    [Fact(DisplayName = "One is made on the first use, once for each system")]
    public void Made_once()
    {
        Assert.False(Sys.HasExtension<Late>());
        Assert.False(Sys.TryGetExtension<Late>(out var none));
        Assert.Null(none);
        var late = Sys.WithExtension<Late, LateId>();
        Assert.Same(late, new LateId().Apply(Sys));
        Assert.Same(late, Sys.RegisterExtension(new LateId()));
        Assert.Same(late, Sys.WithExtension<Late>(typeof(LateId)));
        Assert.True(Sys.HasExtension<Late>());
    }

    [Fact(DisplayName = "A failure of its making passes through, each time anew")]
    public void Failing_extension()
    {
        Assert.Equal("no", Assert.Throws<InvalidOperationException>(() => Sys.RegisterExtension(new FailingId())).Message);
        Assert.Equal("no", Assert.Throws<InvalidOperationException>(() => new FailingId().Apply(Sys)).Message);
    }

    [Fact(DisplayName = "An id says the type of its extension")]
    public void Ids() => Assert.Equal(typeof(Late), new LateId().ExtensionType);

    private sealed class Counter(ExtendedActorSystem system) : IExtension
    {
        public ActorSystem System { get; } = system;
    }

    private sealed class CounterId : ExtensionIdProvider<Counter>
    {
        public override Counter CreateExtension(ExtendedActorSystem system) => new(system);
    }

    private sealed class Late : IExtension;

    private sealed class LateId : ExtensionIdProvider<Late>
    {
        public override Late CreateExtension(ExtendedActorSystem system) => new();
    }

    private sealed class FailingId : ExtensionIdProvider<Late>
    {
        public override Late CreateExtension(ExtendedActorSystem system) => throw new InvalidOperationException("no");
    }
}
