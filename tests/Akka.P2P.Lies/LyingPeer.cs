namespace Akka.P2P.Lies;

using Akka.Actor;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Protocol;

/// <summary>
/// Stands where a peer's actor stands, with the real one as its child. Everything goes through to that one, but whoever is interested
/// in a torrent talks to a <see cref="LyingSession"/> between them, which changes what it likes: so every lie is told by a peer that
/// registers, publishes, serves and leaves as any other.
/// </summary>
public sealed class LyingPeer : UntypedActor
{
    private readonly Props _honest;
    private readonly LieSettings _lies;
    private readonly Dictionary<(IActorRef Fetcher, TorrentId Torrent), IActorRef> _sessions = [];
    private readonly Dictionary<TorrentId, Metainfo> _torrents = [];
    private IActorRef _peer = ActorRefs.Nobody;

    public LyingPeer(Props honest, LieSettings lies)
    {
        _honest = honest;
        _lies = lies;
    }

    public static Props CreateProps(Props honest, LieSettings lies) => Props.Create(() => new LyingPeer(honest, lies));

    protected override void PreStart() => _peer = Context.ActorOf(_honest, "honest");

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case PeerCommands.ShareTorrent share:
                _torrents[share.Metainfo.Id] = share.Metainfo;
                _peer.Forward(message);
                break;
            case PeerProtocol.Interested interested when _torrents.TryGetValue(interested.Torrent, out var metainfo):
                if (!_sessions.TryGetValue((Sender, interested.Torrent), out var session))
                {
                    session = Context.ActorOf(LyingSession.CreateProps(_lies, metainfo, Sender, interested.Peer.Id, _peer));
                    _sessions.Add((Sender, interested.Torrent), session);
                }

                session.Forward(message);
                break;
            case PeerProtocol.Uninterested gone when _sessions.TryGetValue((Sender, gone.Torrent), out var left):
                left.Forward(message);
                break;
            default:
                _peer.Forward(message);
                break;
        }
    }
}
