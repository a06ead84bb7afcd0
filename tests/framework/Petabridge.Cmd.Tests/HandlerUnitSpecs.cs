namespace Petabridge.Cmd.Tests;

using Akka.Actor;
using Petabridge.Cmd.Host;
using Petabridge.Cmd.Tests.Support;
using Xunit.Abstractions;

/// <summary>Handlers without a host, a console or a network, as their authors test them.</summary>
public sealed class HandlerUnitSpecs(ITestOutputHelper output) : Akka.TestKit.Xunit2.TestKit("akka.test.single-expect-default = 60s", "unit", output)
{
    [Fact(DisplayName = "A handler answers a command that was made by hand to whoever told it")]
    public void By_hand()
    {
        var handler = Sys.ActorOf(new TestCommands(TestActor).HandlerProps);

        handler.Tell(new Command("test", "echo", [Tuple.Create("-m", "a"), Tuple.Create("--message", "b")]), TestActor);

        Assert.Equal(["a", "b", ""], Enumerable.Range(0, 3).Select(_ => ExpectMsg<CommandResponse>().Msg));
        Assert.True(LastMessage is CommandResponse { Final: true });
    }

    [Fact(DisplayName = "An argument that isn't given has its default value, or none")]
    public void Defaults()
    {
        var handler = Sys.ActorOf(new TestCommands(TestActor).HandlerProps);

        handler.Tell(new Command("test", "count", []), TestActor);
        Assert.Equal(["1", "2", "3"], Enumerable.Range(0, 3).Select(_ => ExpectMsg<CommandResponse>().Msg));
        handler.Tell(new Command("test", "echo", []), TestActor);
        Assert.Equal(CommandResponse.Empty, ExpectMsg<CommandResponse>());
    }

    [Fact(DisplayName = "A handler that throws answers with the reason, and is restarted")]
    public void Throws()
    {
        var handler = Sys.ActorOf(new TestCommands(TestActor).HandlerProps);

        handler.Tell(new Command("test", "throw", []), TestActor);
        Assert.Equal("test throw failed: I was told to", ExpectMsg<ErroredCommandResponse>().Msg);
        handler.Tell(new Command("test", "undone", []), TestActor);
        Assert.Equal("The handler of 'test' does nothing for 'undone'.", ExpectMsg<ErroredCommandResponse>().Msg);
    }

    [Fact(DisplayName = "To define what the palette doesn't have is an error of the author's, and shows at once")]
    public void Unknown_name() =>
        EventFilter.Exception<ActorInitializationException>().ExpectOne(() => Sys.ActorOf(Props.Create(() => new Wrong())));

    private sealed class Wrong : CommandHandlerActor
    {
        public Wrong()
            : base(TestCommands.Commands) => Process("misspelt", _ => { });
    }
}
