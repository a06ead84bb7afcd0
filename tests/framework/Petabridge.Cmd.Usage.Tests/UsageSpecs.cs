namespace Petabridge.Cmd.Usage.Tests;

using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Akka.Actor;
using Akka.Configuration;
using Petabridge.Cmd;
using Petabridge.Cmd.Common.Client;
using Petabridge.Cmd.Host;
using Petabridge.Cmd.Remote;

/// <summary>What others' code relies on, run.</summary>
public sealed class UsageSpecs : Akka.TestKit.Xunit2.TestKit
{
    private static readonly Config PbmConfig = ConfigurationFactory.ParseString("petabridge.cmd.port = 0\nakka.test.single-expect-default = 60s")
        .WithFallback(ConfigurationFactory.ParseString("petabridge.cmd { host = \"127.0.0.1\", log-palettes-on-startup = on }"));

    public UsageSpecs()
        : base(PbmConfig)
    {
    }

    [Fact(DisplayName = "Palettes are registered, and the host is started")]
    public void Register_and_start()
    {
        var cmd = PetabridgeCmd.Get(Sys);
        ExtendedActorSystem system = cmd.Sys;

        Assert.Same(Sys, system);
        Assert.True(cmd.RegisterCommandPalette(RemoteCommands.Instance));
        cmd.RegisterCommandPalette(new DiskPaletteHandler());
        cmd.RegisterCommandPalette(EchoPaletteHandler.Instance);
        cmd.Start();
        Assert.Same(cmd, PetabridgeCmd.Get(Sys));
        Assert.Equal("disk", new DiskPaletteHandler().Palette.ModuleName);
    }

    [Fact(DisplayName = "A palette of Remote is also made with new")]
    public void Remote_is_made() => Assert.True(PetabridgeCmd.Get(Sys).RegisterCommandPalette(new RemoteCommands()));

    [Fact(DisplayName = "A handler is tested by hand: commands told, responses until the final one")]
    public void By_hand()
    {
        var store = Sys.ActorOf(Props.Create(() => new DiskStoreActor()));
        var handler = Sys.ActorOf(new GivenDiskPaletteHandler(store).HandlerProps);

        handler.Tell(new Command(DiskCommands.Palette.ModuleName, DiskCommands.Usage.Name, new[] { Tuple.Create("-v", "C"), Tuple.Create("--volume", "D") }), TestActor);

        CommandResponse response;
        var rows = 0;
        while (!(response = ExpectMsg<CommandResponse>()).Final)
        {
            rows++;
            Assert.EndsWith("17 kB", response.ToString(), StringComparison.Ordinal);
        }

        Assert.Equal(2, rows);
        Assert.True(response.Equals(CommandResponse.Empty));

        handler.Tell(new Command("disk", "watch", Array.Empty<Tuple<string, string>>()), TestActor);
        Assert.True(ExpectMsg<CommandResponse>(r => Assert.Equal("No such volume.", r.Msg)).IsError);
        handler.Tell(new Command("disk", "watch", new[] { Tuple.Create("-v", "E") }), TestActor);
        Assert.Equal(new[] { "E 1", "E 2", "E 3" }, Enumerable.Range(0, 3).Select(_ => ExpectMsg<CommandResponse>().Msg));
        handler.Tell(new Command("disk", "ListVolumes", Array.Empty<Tuple<string, string>>()), TestActor);
        Assert.False(ExpectMsg<CommandResponse>().Final);
        Assert.True(ExpectMsg<CommandResponse>().Final);
    }

    [Fact(DisplayName = "Definitions are looked into: names, arguments by name, their switches")]
    public void Definitions()
    {
        Assert.Equal("usage", DiskCommands.Usage.Name);
        // As handlers ask it.
        bool isVolume = DiskCommands.Usage.ArgumentsByName["volume"].Switch.Contains("-V");
        Assert.True(isVolume);
        Assert.NotNull(new CommandParser(DiskCommands.Palette));
        Assert.True(new ErroredCommandResponse("x", final: false) is CommandResponse { IsError: true, Final: false });
    }

    [Fact(DisplayName = "A console in the process runs the line that a user would type")]
    public async Task Local_client()
    {
        var cmd = PetabridgeCmd.Get(Sys);
        cmd.RegisterCommandPalette(new DiskPaletteHandler());
        IPbmClient client = await cmd.StartLocalClient(CancellationToken.None);

        var palettes = await client.GetAvailablePalettes();
        Assert.Contains("disk", palettes.Select(palette => palette.ModuleName));
        var session = await client.ExecuteTextCommandAsync("disk usage -v C", CancellationToken.None);
        session.KillSwitch.Shutdown();
    }

    [Fact(DisplayName = "The console in the process can be piped to an actor")]
    public void Piped_client()
    {
        PetabridgeCmd.Get(Sys).StartLocalClient(CancellationToken.None).PipeTo(TestActor, failure: e => new Status.Failure(e));

        Assert.IsAssignableFrom<IPbmClient>(ExpectMsg<object>());
    }
}
