namespace Akka.Remote.Tests;

using Akka.Actor;

public sealed class UntrustedSpecs : RemoteSpec
{
    private const string Untrusted = """
        akka.remote { untrusted-mode = on, trusted-selection-paths = ["/user/open"] }
        """;

    [Fact]
    public async Task In_untrusted_mode_only_named_paths_can_be_selected_and_nobody_can_be_killed()
    {
        var other = Other(more: Untrusted);
        Echo(other, "open");
        Echo(other, "hidden");
        var root = new RootActorPath(AddressOf(other)) / "user";

        Sys.ActorSelection(root / "hidden").Tell("psst", TestActor);
        Sys.ActorSelection(root / "open").Tell("hello", TestActor);
        ExpectMsg("hello");

        var open = LastSender;
        open.Tell(PoisonPill.Instance);
        Assert.Equal("alive", await open.Ask<string>("alive", Patience));
    }
}
