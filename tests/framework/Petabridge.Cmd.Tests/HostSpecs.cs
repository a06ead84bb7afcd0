namespace Petabridge.Cmd.Tests;

using System.Globalization;
using Akka.Actor;
using Petabridge.Cmd.Host;
using Petabridge.Cmd.Tests.Support;
using Xunit.Abstractions;

public sealed class HostSpecs(ITestOutputHelper output) : PbmSpec(output)
{
    [Theory(DisplayName = "A command's answers arrive in order, and the final one ends it")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Answers_arrive(bool tcp)
    {
        var client = await ClientAsync(tcp);

        Assert.Equal(["1", "2", "3"], (await RunAsync(client, "test count")).Select(response => response.Msg));
        Assert.Equal(["a b", "c", ""], (await RunAsync(client, "test echo -m 'a b' --message=c")).Select(response => response.Msg));
        Assert.Equal(["A", ""], (await RunAsync(client, "test echo --upper -m a")).Select(response => response.Msg));
    }

    [Theory(DisplayName = "A console is told the palettes, with all that they describe")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Palettes_arrive(bool tcp)
    {
        var client = await ClientAsync(tcp);
        var palettes = (await client.GetAvailablePalettes()).ToDictionary(palette => palette.ModuleName);

        Assert.Equal(["actor", "log", "system", "test"], palettes.Keys.Order());
        var echo = palettes["test"].CommandsByName["echo"];
        Assert.Equal(TestCommands.Echo.Description, echo.Description);
        Assert.Equal(TestCommands.Echo.Usage, echo.Usage);
        Assert.Equal("--message <message>... [--upper]", echo.Usage["echo ".Length..]);
        Assert.Equal(TestCommands.Count.ArgumentsByName["to"].DefaultValue, palettes["test"].CommandsByName["count"].ArgumentsByName["to"].DefaultValue);
        Assert.Equal(["debug", "info", "warning", "error"], palettes["log"].CommandsByName["tail"].ArgumentsByName["level"].SuggestedValues);
    }

    [Fact(DisplayName = "Fifty consoles over TCP and ten inside, all at once, each get their own answers")]
    public async Task Fifty_consoles()
    {
        var clients = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => ClientAsync(tcp: i % 6 != 0)));

        var answers = await Task.WhenAll(clients.SelectMany((client, i) => new[]
        {
            RunAsync(client, $"test echo -m {i}"), RunAsync(client, $"test count {i + 1}"), RunAsync(client, "test throw"),
        }));

        for (var i = 0; i < clients.Length; i++)
        {
            Assert.Equal([$"{i}", ""], answers[3 * i].Select(response => response.Msg));
            Assert.Equal(Enumerable.Range(1, i + 1).Select(n => n.ToString(CultureInfo.InvariantCulture)), answers[(3 * i) + 1].Select(response => response.Msg));
            Assert.True(Assert.Single(answers[(3 * i) + 2]).IsError);
        }
    }

    [Theory(DisplayName = "A line that isn't understood is answered with one sentence, and reaches no handler")]
    [InlineData("", "No command was given. Palettes: actor, log, system, test.")]
    [InlineData("tset count", "There is no palette 'tset'; did you mean 'test'? Palettes: actor, log, system, test.")]
    [InlineData("test", "'test' needs a command. Commands: echo, count, page, throw, hang, late, stop, undone, error.")]
    [InlineData("test cuont", "'test' has no command 'cuont'; did you mean 'count'? Commands: echo, count, page, throw, hang, late, stop, undone, error.")]
    [InlineData("test echo", "test echo: the argument 'message' (-m, --message) is missing (What to say). Usage: test echo --message <message>... [--upper]")]
    [InlineData("test echo -m a --uper", "test echo: there is no switch '--uper'; did you mean '--upper'? Usage: test echo --message <message>... [--upper]")]
    [InlineData("test echo -m a --upper --upper", "test echo: '--upper' can be given only once. Usage: test echo --message <message>... [--upper]")]
    [InlineData("test echo -m 'a", "A quote is opened in column 14 or after it, and never closed.")]
    public async Task Lines_not_understood(string line, string error)
    {
        var answer = Assert.Single(await RunAsync(await ClientAsync(tcp: true), line));

        Assert.True(answer.IsError);
        Assert.True(answer.Final);
        Assert.Equal(error, answer.Msg);
    }

    [Fact(DisplayName = "A line longer than any sensible one is refused, and the console can go on")]
    public async Task Long_line()
    {
        var client = await ClientAsync(tcp: true);

        Assert.StartsWith("The command line is too long", (await LastAsync(client, $"test echo -m {new string('x', 100_000)}")).Msg, StringComparison.Ordinal);
        Assert.StartsWith("The command line is too long", (await LastAsync(client, $"test echo -m {new string('x', 2_000_000)}")).Msg, StringComparison.Ordinal);
        Assert.Equal("3", (await LastAsync(client, "test count")).Msg);
    }

    [Fact(DisplayName = "A palette of a name that is taken is refused; one that is registered late can be used by consoles that were there")]
    public async Task Registering()
    {
        Assert.False(Host.RegisterCommandPalette(new TestCommands(TestActor)));
        var client = await ClientAsync(tcp: true);
        Assert.True((await LastAsync(client, "late-one hi")).IsError);

        Assert.True(Host.RegisterCommandPalette(new LateCommands()));

        Assert.Equal("hi", (await LastAsync(client, "late-one hi")).Msg);
        Assert.Contains("late-one", (await client.GetAvailablePalettes()).Select(palette => palette.ModuleName));
    }

    [Fact(DisplayName = "Starting again changes nothing, and the bound port is told")]
    public async Task Started_twice()
    {
        Host.Start();

        Assert.NotEqual(0, Address.Port);
        Assert.Equal("3", (await LastAsync(await ConnectAsync(), "test count")).Msg);
    }

    [Fact(DisplayName = "A port that is taken is reported, and the actor system runs on, with consoles inside")]
    public async Task Port_taken()
    {
        using var other = ActorSystem.Create("other", Akka.Configuration.ConfigurationFactory.ParseString(
            $"petabridge.cmd {{ host = \"127.0.0.1\", port = {Address.Port} }}"));
        var host = PetabridgeCmd.Get(other);
        host.Start();

        Assert.Null(await host.Bound.WaitAsync(Patience));
        var client = await host.StartLocalClient(CancellationToken.None);
        Assert.Equal("akka://other", (await LastAsync(client, "actor system")).Msg);
        await other.Terminate();
    }

    [Fact(DisplayName = "The console is known to handlers by the name of the sender: its address")]
    public async Task Sender_is_named()
    {
        var client = await ConnectAsync();
        await client.ExecuteTextCommandAsync("test late");
        ExpectMsg("late");

        Assert.Matches("^127\\.0\\.0\\.1%3A[0-9]+$", LastSender.Path.Name);
        Assert.StartsWith($"/user/petabridge.cmd/{LastSender.Path.Name}/", LastSender.Path.ToStringWithoutAddress(), StringComparison.Ordinal);
        LastSender.Tell(CommandResponse.Empty);
    }

    private sealed class LateCommands() : CommandPaletteHandler(
        new CommandPalette("late-one", [new CommandDefinitionBuilder().WithName("hi").WithDescription("Greets.").Build()]))
    {
        public override Props HandlerProps => Props.Create(() => new Handler(Palette));

        private sealed class Handler : CommandHandlerActor
        {
            public Handler(CommandPalette palette)
                : base(palette) => Process("hi", _ => Sender.Tell(new CommandResponse("hi")));
        }
    }
}
