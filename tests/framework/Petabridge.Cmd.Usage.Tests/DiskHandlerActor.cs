namespace Petabridge.Cmd.Usage.Tests;

using System;
using System.Linq;
using System.Threading.Tasks;
using Akka.Actor;
using Petabridge.Cmd;
using Petabridge.Cmd.Host;

/// <summary>Handlers in every form that is in use.</summary>
public sealed class DiskHandlerActor : CommandHandlerActor
{
    private int _finished;

    public DiskHandlerActor(IActorRef store)
        : base(DiskCommands.Palette)
    {
        // With the arguments by name, told on with the sender.
        Process(DiskCommands.Usage.Name, (command, arguments) =>
        {
            var volumes = arguments.ArgumentValues("volume").ToArray();
            var unit = arguments.ArgumentValues("unit").FirstOrDefault();
            store.Tell(new UsageRequest(volumes.Length == 0 ? ["C"] : volumes, unit ?? "kB"), Sender);
        });

        // A method group, and the worker that answers for it.
        Process(DiskCommands.Watch.Name, Follow);

        // A lambda with the command alone, forwarded.
        Process(DiskCommands.Purge.Name, cmd => store.Forward(new PurgeRequest()));

        // By hand.
        Receive<Command>(cmd => cmd.Name.Equals(DiskCommands.ListVolumes.Name, StringComparison.Ordinal), cmd => ExecuteCommand(cmd, List));

        // Other messages besides.
        Receive<Finished>(_ => _finished++);
    }

    private void Follow(Command command)
    {
        var volume = command.Arguments
            .FirstOrDefault(t => DiskCommands.Watch.ArgumentsByName["volume"].Switch.Contains(t.Item1))?.Item2;
        if (string.IsNullOrEmpty(volume))
        {
            Sender.Tell(new ErroredCommandResponse("No such volume."));
            return;
        }

        var client = Sender;
        Context.ActorOf(Props.Create(() => new WatcherActor(client, volume)));
    }

    private void List(Command command)
    {
        var client = Sender;
        var self = Self;
        Task.Run(() =>
        {
            client.Tell(new CommandResponse("C", false));
            client.Tell(new CommandResponse("D"));
            self.Tell(new Finished());
            return _finished;
        });
    }

    private sealed record Finished;
}

/// <summary>A worker that tells a console itself.</summary>
public sealed class WatcherActor : ReceiveActor, IWithTimers
{
    private int _ticks;

    public WatcherActor(IActorRef client, string volume) => Receive<string>(_ =>
    {
        var last = ++_ticks == 3;
        client.Tell(new CommandResponse($"{volume} {_ticks}", final: last));
        if (last)
            Context.Stop(Self);
    });

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart() => Timers.StartPeriodicTimer("tick", "tick", TimeSpan.FromMilliseconds(1));
}
