namespace Akka.P2P.Pbm.Tests.Running;

using System.Collections.Concurrent;
using System.Globalization;
using Akka.Actor;
using Akka.Configuration;
using Akka.P2P.Testing;
using Petabridge.Cmd;
using Petabridge.Cmd.Host;

/// <summary>A host in this process, at a port of its own, with <see cref="SamplePalettes"/>.</summary>
internal sealed class SampleHost : IAsyncDisposable
{
    private readonly ActorSystem _system;
    private readonly ConcurrentQueue<IActorRef> _watchers = new();
    private readonly SemaphoreSlim _begun = new(0);
    private readonly SemaphoreSlim _ended = new(0);
    private int _watches;
    private int _cancelled;

    private SampleHost(ActorSystem system) => _system = system;

    public int Port { get; private set; }

    public string Address => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    public static async Task<SampleHost> StartAsync(int port = 0, string config = "")
    {
        var settings = ConfigurationFactory.ParseString(config).WithFallback(ConfigurationFactory.ParseString(
            $"petabridge.cmd {{ host = \"127.0.0.1\", port = {port.ToString(CultureInfo.InvariantCulture)}, log-palettes-on-startup = off, handshake-timeout = 60s }}\nakka.loglevel = OFF\nakka.stdout-loglevel = OFF"));
        var host = new SampleHost(ActorSystem.Create("sample", settings));
        var cmd = PetabridgeCmd.Get(host._system);
        cmd.RegisterCommandPalette(new Palette(SamplePalettes.Disk, Props.Create(() => new DiskActor(host))));
        cmd.RegisterCommandPalette(new Palette(SamplePalettes.Echo, Props.Create(() => new EchoActor(host))));
        cmd.Start();
        host.Port = (await cmd.Bound.Within("the host's port"))?.Port ?? throw new InvalidOperationException($"Port {port} could not be had.");
        return host;
    }

    public void Register(CommandPalette palette) =>
        PetabridgeCmd.Get(_system).RegisterCommandPalette(new Palette(palette, Props.Create(() => new EchoActor(this))));

    /// <summary>Waits until one more <c>disk watch</c> runs.</summary>
    public Task WatchBegunAsync() => WaitAsync(_begun, "a watch to begin");

    /// <summary>Waits until the handler of one more <c>disk watch</c> has learnt that nobody wants it any more.</summary>
    public Task WatchCancelledAsync() => WaitAsync(_ended, "a watch's handler to learn that it ended");

    /// <summary>A line for every watch that was begun.</summary>
    public void Change(string line)
    {
        foreach (var watcher in _watchers)
            watcher.Tell(new CommandResponse(line, final: false));
    }

    public async ValueTask DisposeAsync() => await _system.Terminate().Within("the host's end", TimeSpan.FromSeconds(60));

    private static async Task WaitAsync(SemaphoreSlim semaphore, string what)
    {
        if (!await semaphore.WaitAsync(TimeSpan.FromSeconds(60)))
            throw new TimeoutException($"Waited 60 s for {what}.");
    }

    private sealed class Palette(CommandPalette palette, Props props) : CommandPaletteHandler(palette)
    {
        public override Props HandlerProps => props;
    }

    private sealed class DiskActor : CommandHandlerActor
    {
        public DiskActor(SampleHost host)
            : base(SamplePalettes.Disk)
        {
            Process(SamplePalettes.Usage.Name, (command, arguments) =>
            {
                foreach (var volume in arguments.ArgumentValues("volume").DefaultIfEmpty("C"))
                {
                    Sender.Tell(new CommandResponse(
                        command.WantsJson ? $"{{\"volume\":\"{volume}\",\"bytes\":1048576}}" : $"{volume}  1 {arguments.ArgumentValues("unit").Single()}", final: false));
                }

                Sender.Tell(CommandResponse.Empty);
            });
            Process(SamplePalettes.Purge.Name, (_, arguments) =>
                Sender.Tell(new ErroredCommandResponse($"There is no volume {arguments.ArgumentValues("volume").Single()}.")));
            Process(SamplePalettes.Copy.Name, _ => Sender.Tell(CommandResponse.Empty));
            Process(SamplePalettes.Watch.Name, _ =>
            {
                Interlocked.Increment(ref host._watches);
                Sender.Tell(new CommandResponse("watching", final: false));
                host._watchers.Enqueue(Sender);
                host._begun.Release();
            });
            Receive<CommandCancelled>(_ =>
            {
                Interlocked.Increment(ref host._cancelled);
                host._ended.Release();
            });
        }
    }

    private sealed class EchoActor : CommandHandlerActor
    {
        public EchoActor(SampleHost host)
            : base(SamplePalettes.Echo)
        {
            Process(SamplePalettes.Say.Name, (_, arguments) =>
            {
                foreach (var word in arguments.ArgumentValues("words"))
                    Sender.Tell(new CommandResponse(word, final: false));
                Sender.Tell(arguments.IsGiven("error") ? new ErroredCommandResponse("That was an error.") : CommandResponse.Empty);
            });
            Process(SamplePalettes.Hostile.Name, _ => Sender.Tell(new CommandResponse("\e[2J\e]0;owned\ared\rover \u009b31m\u202eend")));
            Process(SamplePalettes.Big.Name, (_, arguments) =>
            {
                var lines = int.Parse(arguments.ArgumentValues("lines").Single(), CultureInfo.InvariantCulture);
                for (var i = 1; i <= lines; i++)
                    Sender.Tell(new CommandResponse(string.Create(CultureInfo.InvariantCulture, $"line {i}"), final: i == lines));
            });
            Process(SamplePalettes.Count.Name, _ => Sender.Tell(new CommandResponse(
                string.Create(CultureInfo.InvariantCulture, $"{Volatile.Read(ref host._watches)} begun, {Volatile.Read(ref host._cancelled)} ended"))));
        }
    }
}
