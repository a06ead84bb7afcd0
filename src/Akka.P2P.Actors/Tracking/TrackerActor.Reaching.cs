namespace Akka.P2P.Actors.Tracking;

using Akka.Actor;
using Akka.Event;
using Akka.P2P.Core.Swarms;
using Akka.P2P.Protocol;
using static Akka.P2P.Protocol.TrackerProtocol;

/// <summary>
/// Whether others can reach a peer at the address that it named: dialled once for each registration of a new one, outside of the
/// actor and a few at a time. What comes of it is the peer's to tell its user; it changes nothing here.
/// </summary>
public sealed partial class TrackerActor
{
    private readonly AddressProbe? _probe;
    // One entry a registered peer at most: those who left or moved meanwhile are passed over, and max-peers bounds the others.
    private readonly Queue<(SwarmPeer Peer, IActorRef Handle)> _toReach = [];
    private int _reaching;

    private void CheckAddress(SwarmPeer peer, IActorRef handle)
    {
        if (_probe is null || _toReach.Count >= _settings.MaxPeers)
            return;
        _toReach.Enqueue((peer, handle));
        ReachMore();
    }

    private void ReachMore()
    {
        while (_reaching < _settings.MaxReachChecks && _toReach.TryDequeue(out var next))
        {
            var (peer, handle) = next;
            if (!_peers.TryGet(peer.Id, out var known, out var speaker) || known != peer || !speaker.Equals(handle))
                continue;
            _reaching++;
            ReachAsync(_probe!, peer, handle, _settings.ReachTimeout).PipeTo(Self);
        }
    }

    private static async Task<ReachChecked> ReachAsync(AddressProbe probe, SwarmPeer peer, IActorRef handle, TimeSpan timeout)
    {
        using var limit = new CancellationTokenSource(timeout);
        try
        {
            // A probe that heeds no cancellation must not keep its place for ever.
            return new ReachChecked(peer, handle, await Task.Run(() => probe(peer.Address, limit.Token)).WaitAsync(limit.Token));
        }
        catch (Exception)
        {
            return new ReachChecked(peer, handle, false);
        }
    }

    private void HandleReachChecked(ReachChecked reached)
    {
        _reaching--;
        var (peer, handle, isReachable) = reached;
        if (!isReachable)
            _log.Info("Peer {0} can't be reached at {1}", peer.Id.ShortText, peer.Address);
        handle.Tell(new AddressChecked(peer.Address, isReachable ? Reachability.Reachable : Reachability.Unreachable), Self);
        ReachMore();
    }

    private sealed record ReachChecked(SwarmPeer Peer, IActorRef Handle, bool IsReachable) : ILocalMessage;
}
