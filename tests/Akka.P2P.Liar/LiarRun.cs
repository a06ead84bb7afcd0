namespace Akka.P2P.Liar;

using System.Text.Json.Nodes;
using System.Threading.Channels;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Actors.Settings;
using Akka.P2P.Actors.Storing;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Core.Swarms;
using Akka.P2P.Lies;
using Akka.P2P.Node;
using Akka.P2P.Node.ByHand;
using Akka.P2P.Node.CommandLine;
using Akka.P2P.Node.Hosting;
using Akka.P2P.Node.Reporting;
using Akka.P2P.Protocol;
using Akka.P2P.Storage;
using Akka.Serialization.Hyperion;

/// <param name="Data">Where its peer id is kept; null for one that nothing remembers.</param>
internal sealed record LiarRequest(
    string Path, LieSettings Lies, string Name, string? Data, IReadOnlyList<PeerAddress> Trackers, BindAddress? Bind, IReadOnlyList<string> Sets);

/// <summary>A node as <c>akka-p2p</c> starts it, but with a <see cref="LyingPeer"/> in the place of its peer.</summary>
/// <remarks>
/// Events: <c>ready</c> (name, address, peer), <c>sharing</c> (id, name, bytes, lie, share, seed), <c>published</c> (id, tracker),
/// <c>lied</c> (victim, chunk, attempt, lie), <c>done</c>.
/// </remarks>
internal sealed class LiarRun(LiarRequest request, IReporter reporter)
{
    // What a liar says is not bound by the wire's serializer: it has one that writes longer slices.
    private const string LyingSerializer = """
        akka.actor {
          serializers.p2p-slice = "Akka.P2P.Lies.LyingSliceSerializer, Akka.P2P.Lies"
          serialization-bindings."Akka.P2P.Lies.OverlongSlice, Akka.P2P.Lies" = p2p-slice
        }
        """;

    public async Task<ExitCode> RunAsync(CancellationToken cancellation)
    {
        var hashed = await SourceHashing.HashAsync(request.Path, null, cancellation);
        var config = ConfigurationFactory.ParseString(LyingSerializer)
            .WithFallback(ByHandConfig.Build(request.Trackers, request.Bind ?? new BindAddress("127.0.0.1", 0), null, request.Sets));
        var settings = PeerSettings.From(config);
        using var identity = NodeIdentity.Take(request.Data);
        using var pool = new WorkPool(settings.IoThreads);
        var system = ActorSystem.Create(NodeHost.SystemName, ActorSystemSetup.Create(
            BootstrapSetup.Create().WithConfig(config), HyperionSerializerSetup.Empty.WithTypeFilter(new WireTypeFilter())));
        var address = ((ExtendedActorSystem)system).Provider.DefaultAddress;
        var self = new SwarmPeer(identity.Id, new PeerAddress((address.Host ?? "").Trim('[', ']'), address.Port ?? 0));
        var events = Channel.CreateUnbounded<ILocalMessage>();
        system.ActorOf(Props.Create(() => new LinkWatcher()), "links");
        system.ActorOf(Props.Create(() => new Ear(events.Writer)), "ear");
        var peer = system.ActorOf(LyingPeer.CreateProps(PeerActor.CreateProps(Services(system, self, identity.Secret, pool), settings), request.Lies), "peer");
        reporter.Emit("ready", new JsonObject { ["name"] = request.Name, ["address"] = self.Address.ToString(), ["peer"] = self.Id.ToString() });
        await peer.Ask<PeerCommands.TorrentShared>(new PeerCommands.ShareTorrent(hashed.Metainfo, SourceStore.Open(hashed)), cancellation);
        reporter.Emit("sharing", Sharing(hashed.Metainfo));
        await ReportAsync(events.Reader, cancellation);
        await peer.Ask<object>(new PeerCommands.Leave(), settings.CloseTimeout, CancellationToken.None);
        await system.Terminate();
        reporter.Emit("done", []);
        return ExitCode.Done;
    }

    private JsonObject Sharing(Metainfo metainfo)
    {
        var fields = SharingReport.Fields(
            metainfo, new Magnet(metainfo.Id, metainfo.Name, metainfo.TotalLength, [.. request.Trackers], []).ToString());
        fields["lie"] = LieSettings.NameOf(request.Lies.Lie);
        fields["share"] = request.Lies.Share;
        fields["seed"] = request.Lies.Seed;
        return fields;
    }

    private PeerServices Services(ActorSystem system, SwarmPeer self, NodeSecret secret, WorkPool pool) => new()
    {
        Self = self,
        Secret = secret,
        Name = request.Name,
        Locator = new SelectionLocator(system, "akka.tcp", NodeHost.SystemName),
        Pool = pool,
        Time = TimeProvider.System,
        Seed = request.Lies.Seed,
    };

    private async Task ReportAsync(ChannelReader<ILocalMessage> events, CancellationToken cancellation)
    {
        try
        {
            await foreach (var happened in events.ReadAllAsync(cancellation))
                Report(happened);
        }
        catch (OperationCanceledException)
        {
            // Being asked to end is how it ends.
        }
    }

    private void Report(ILocalMessage happened)
    {
        switch (happened)
        {
            case LieTold told:
                reporter.Emit("lied", new JsonObject
                {
                    ["victim"] = told.Victim.ToString(),
                    ["chunk"] = told.Chunk,
                    ["attempt"] = told.Attempt,
                    ["lie"] = LieSettings.NameOf(told.Lie),
                });
                break;
            case PeerEvents.TorrentPublished published:
                reporter.Emit("published", new JsonObject { ["id"] = published.Torrent.ToString(), ["tracker"] = published.Tracker.ToString() });
                break;
            default:
                break;
        }
    }

    private sealed class Ear(ChannelWriter<ILocalMessage> writer) : UntypedActor
    {
        protected override void PreStart()
        {
            Context.System.EventStream.Subscribe(Self, typeof(LieTold));
            Context.System.EventStream.Subscribe(Self, typeof(IPeerEvent));
        }

        protected override void OnReceive(object message) => writer.TryWrite((ILocalMessage)message);
    }
}
