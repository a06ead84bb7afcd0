namespace Petabridge.Cmd.Usage.Tests;

using Akka.Actor;
using Petabridge.Cmd.Host;

/// <summary>Makes what its handlers share when it is registered.</summary>
public sealed class DiskPaletteHandler : CommandPaletteHandler
{
    private Props _props = Props.Empty;

    public DiskPaletteHandler()
        : base(DiskCommands.Palette)
    {
    }

    public override Props HandlerProps => _props;

    public override void OnRegister(PetabridgeCmd plugin)
    {
        var store = plugin.Sys.ActorOf(Props.Create(() => new DiskStoreActor()), "disk-store");
        _props = Props.Create(() => new DiskHandlerActor(store));
        base.OnRegister(plugin);
    }
}

/// <summary>The same with an actor given to it, its recipe made once.</summary>
public sealed class GivenDiskPaletteHandler : CommandPaletteHandler
{
    public GivenDiskPaletteHandler(IActorRef store)
        : base(DiskCommands.Palette)
    {
        HandlerProps = Props.Create(() => new DiskHandlerActor(store));
    }

    public override Props HandlerProps { get; }
}

/// <summary>And as a singleton without state.</summary>
public sealed class EchoPaletteHandler : CommandPaletteHandler
{
    public static readonly EchoPaletteHandler Instance = new EchoPaletteHandler();

    private EchoPaletteHandler()
        : base(new CommandPalette("echo", new[] { new CommandDefinitionBuilder().WithName("hi").WithDescription("Greets.").Build() }))
    {
    }

    public override Props HandlerProps => Props.Create(() => new EchoActor(Palette));

    private sealed class EchoActor : CommandHandlerActor
    {
        public EchoActor(CommandPalette palette)
            : base(palette)
        {
            Process("hi", cmd => Sender.Tell(new CommandResponse($"hi {Sender.Path.Name}")));
        }
    }
}
