namespace Akka.TestKit.Tests;

using Akka.Actor;
using Xunit.Abstractions;

public sealed class ShutdownSpecs(ITestOutputHelper output) : Spec(output)
{
    [Fact]
    public void A_system_ends()
    {
        Shutdown(verifySystemShutdown: true);
        Assert.True(Sys.WhenTerminated.IsCompleted);
    }

    [Fact]
    public void A_system_that_does_not_end_fails_the_test_with_its_tree()
    {
        using var release = new ManualResetEventSlim();
        var other = ActorSystem.Create("stubborn", DefaultConfig);
        other.ActorOf(Props.Create(() => new Stubborn(release)), "holdout");
        var failure = Assert.Throws<TimeoutException>(() => Shutdown(other, Moment, verifySystemShutdown: true));
        Assert.Contains("stubborn", failure.Message, StringComparison.Ordinal);
        Assert.Contains("holdout", failure.Message, StringComparison.Ordinal);
        release.Set();
        Shutdown(other, Ample, verifySystemShutdown: true);
    }

    [Fact]
    public void A_given_system_is_used_with_the_defaults_filled_in()
    {
        var given = ActorSystem.Create("given");
        using var kit = new Given(given);
        Assert.Same(given, kit.Sys);
        Assert.Equal(TimeSpan.FromSeconds(3), kit.TestKitSettings.SingleExpectDefault);
        kit.TestActor.Tell("hello", ActorRefs.NoSender);
        kit.ExpectMsg("hello");
    }

    private sealed class Given(ActorSystem system) : Xunit2.TestKit(system);

    private sealed class Stubborn(ManualResetEventSlim release) : ActorBase
    {
        protected override void PostStop() => release.Wait();

        protected override bool Receive(object message) => false;
    }
}
