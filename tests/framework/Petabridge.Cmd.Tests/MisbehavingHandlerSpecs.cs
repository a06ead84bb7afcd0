namespace Petabridge.Cmd.Tests;

using Akka.Actor;
using Petabridge.Cmd.Host;
using Petabridge.Cmd.Tests.Support;
using Xunit.Abstractions;

public sealed class MisbehavingHandlerSpecs(ITestOutputHelper output) : PbmSpec(output)
{
    [Theory(DisplayName = "A handler that throws answers once, with the reason, and does the next command")]
    [InlineData(true, "")]
    [InlineData(false, "")]
    [InlineData(true, " --async")]
    public async Task Throws(bool tcp, string how)
    {
        var client = await ClientAsync(tcp);

        var answer = Assert.Single(await RunAsync(client, $"test throw{how}"));
        Assert.True(answer.IsError);
        Assert.Equal("test throw failed: I was told to", answer.Msg);
        Assert.Equal("3", (await LastAsync(client, "test count")).Msg);
    }

    [Fact(DisplayName = "A handler that throws at something else ends what it has in hand with the reason, whatever kind of actor it is")]
    public async Task Throws_later()
    {
        Host.RegisterCommandPalette(new PlainCommands(TestActor));
        var client = await ClientAsync(tcp: true);
        var waiting = await client.ExecuteTextCommandAsync("plain wait");
        var handler = ExpectMsg<IActorRef>();

        var ended = waiting.ToListAsync();
        while (!ended.IsCompleted)
        {
            // The host may not have noticed yet that the handler has it.
            handler.Tell("throw");
            await Task.WhenAny(ended, Task.Delay(50));
        }

        var answer = Assert.Single(await ended);
        Assert.True(answer.IsError);
        Assert.Equal("plain wait failed: at something else", answer.Msg);
        var again = await client.ExecuteTextCommandAsync("plain wait");
        ExpectMsg<IActorRef>();
        again.KillSwitch.Shutdown();
    }

    [Fact(DisplayName = "A handler that can't be made says why, and other palettes are as before")]
    public async Task Cannot_be_made()
    {
        Host.RegisterCommandPalette(new UnbornCommands());
        var client = await ClientAsync(tcp: true);

        for (var i = 0; i < 2; i++)
        {
            var answer = Assert.Single(await RunAsync(client, "unborn go"));
            Assert.True(answer.IsError);
            Assert.Contains("no disk today", answer.Msg, StringComparison.Ordinal);
        }

        Assert.Equal("3", (await LastAsync(client, "test count")).Msg);
    }

    [Theory(DisplayName = "A command that is never answered can be cancelled: it ends at the console, and the handler learns of it")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Never_answers(bool tcp)
    {
        var client = await ClientAsync(tcp);
        var session = await client.ExecuteTextCommandAsync("test hang");
        ExpectMsg("hang");
        Watch(LastSender);

        session.KillSwitch.Shutdown();

        Assert.Empty(await session.ToListAsync());
        var (told, ended) = (ExpectMsgEither());
        Assert.Equal("hang", told.Command.Name);
        Assert.True(ended);
        Assert.Equal("3", (await LastAsync(client, "test count")).Msg);
    }

    [Fact(DisplayName = "A token given with the command cancels it later, too")]
    public async Task Cancelled_by_token()
    {
        using var enough = new CancellationTokenSource();
        var client = await ClientAsync(tcp: true);
        var session = await client.ExecuteTextCommandAsync("test hang", enough.Token);
        ExpectMsg("hang");

        await enough.CancelAsync();

        Assert.Empty(await session.ToListAsync());
        ExpectMsg<CommandCancelled>();
    }

    [Theory(DisplayName = "When a console leaves, the handlers of what still runs are told before they end")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Console_leaves(bool tcp)
    {
        var client = await ClientAsync(tcp);
        await client.ExecuteTextCommandAsync("test hang");
        ExpectMsg("hang");

        await ((IAsyncDisposable)client).DisposeAsync();

        Assert.Equal("The console has left.", ExpectMsg<CommandCancelled>().Reason);
    }

    [Theory(DisplayName = "Answers that come after the console left, or after the final one, go nowhere, and nothing is disturbed")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Late_answers(bool tcp)
    {
        var client = await ClientAsync(tcp);
        var session = await client.ExecuteTextCommandAsync("test late");
        ExpectMsg("late");
        var answers = LastSender;
        Watch(answers);
        answers.Tell(new CommandResponse("one", final: false));
        answers.Tell(new CommandResponse("two"));
        answers.Tell(new CommandResponse("too late"));
        Assert.Equal(["one", "two"], (await session.ToListAsync()).Select(response => response.Msg));
        ExpectTerminated(answers);

        answers.Tell(new CommandResponse("much too late"));
        await client.ExecuteTextCommandAsync("test late");
        ExpectMsg("late");
        answers = LastSender;
        Watch(answers);
        await ((IAsyncDisposable)client).DisposeAsync();
        ExpectMsgEither();
        answers.Tell(new CommandResponse("nobody there"));

        Assert.Equal("3", (await LastAsync(await ClientAsync(tcp), "test count")).Msg);
    }

    [Fact(DisplayName = "A handler that stops ends its commands with an error, and the next command gets a new one")]
    public async Task Stops()
    {
        var client = await ClientAsync(tcp: true);
        var hanging = await client.ExecuteTextCommandAsync("test hang");
        ExpectMsg("hang");

        Assert.Equal("The handler of 'test' has stopped before it answered.", (await LastAsync(client, "test stop")).Msg);
        Assert.True(Assert.Single(await hanging.ToListAsync()).IsError);
        Assert.Equal("3", (await LastAsync(client, "test count")).Msg);
    }

    [Fact(DisplayName = "A command that its handler forgot is answered with an error; a failed task that was piped, with its reason")]
    public async Task Forgotten()
    {
        var client = await ClientAsync(tcp: true);

        Assert.Equal("The handler of 'test' does nothing for 'undone'.", (await LastAsync(client, "test undone")).Msg);
        Assert.Equal("piped", (await LastAsync(client, "test error")).Msg);
    }

    [Fact(DisplayName = "Answers told all as one message arrive one by one")]
    public async Task Told_as_one()
    {
        var client = await ClientAsync(tcp: true);
        var session = await client.ExecuteTextCommandAsync("test late");
        ExpectMsg("late");
        LastSender.Tell(new List<CommandResponse> { new("a", final: false), new("b", final: false), CommandResponse.Empty });

        Assert.Equal(["a", "b", ""], (await session.ToListAsync()).Select(response => response.Msg));
    }

    [Fact(DisplayName = "More commands at once than a console may run are refused, those that run go on")]
    public async Task Too_many_at_once()
    {
        var client = await ClientAsync(tcp: true);
        for (var i = 0; i < 16; i++)
            await client.ExecuteTextCommandAsync("test hang");
        ReceiveN(16);

        Assert.Contains("16 commands of this console are running", (await LastAsync(client, "test count")).Msg, StringComparison.Ordinal);
        LastSender.Tell(CommandResponse.Empty);
        await AwaitAssertAsync(async () => Assert.Equal("3", (await LastAsync(client, "test count")).Msg), Patience);
    }

    // The two come from different actors, in any order.
    private (CommandCancelled Told, bool Ended) ExpectMsgEither()
    {
        var both = ReceiveN(2).ToList();
        return (Assert.Single(both.OfType<CommandCancelled>()), both.OfType<Terminated>().Any());
    }

    private sealed class PlainCommands(IActorRef probe) : CommandPaletteHandler(
        new CommandPalette("plain", [new CommandDefinitionBuilder().WithName("wait").WithDescription("Waits.").Build()]))
    {
        public override Props HandlerProps => Props.Create(() => new Handler(probe));

        private sealed class Handler(IActorRef probe) : UntypedActor
        {
            protected override void OnReceive(object message)
            {
                if (message is "throw")
                    throw new InvalidOperationException("at something else");
                if (message is Command)
                    probe.Tell(Self);
            }
        }
    }

    private sealed class UnbornCommands() : CommandPaletteHandler(
        new CommandPalette("unborn", [new CommandDefinitionBuilder().WithName("go").WithDescription("Goes.").Build()]))
    {
        public override Props HandlerProps => Props.Create(() => new Handler(Palette));

        private sealed class Handler : CommandHandlerActor
        {
            public Handler(CommandPalette palette)
                : base(palette) => throw new InvalidOperationException("no disk today");
        }
    }
}
