namespace Akka.P2P.Actors.Downloading;

using System.Collections.Immutable;
using System.Globalization;
using Akka.Actor;
using Akka.Event;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Swarms;
using Akka.P2P.Protocol;

/// <summary>Where sources are, and which of them give nothing.</summary>
internal sealed partial class DownloadCoordinator
{
    // Addresses in one sentence.
    private const int MaxNamed = 5;

    // Peers of the order that have not said yet who they are, and since when they are known to be silent.
    private readonly Dictionary<PeerAddress, TimeSpan?> _nameless = [];
    private DownloadAction.Stalled? _stalled;
    private TimeSpan? _stalledAt;

    /// <summary>Peers that were named by their address alone are asked who they are, until they say.</summary>
    private void FindNamedPeers()
    {
        foreach (var address in _nameless.Keys)
        {
            _services.Locator.Peer(address).Ask<PeerProtocol.Pong>(new PeerProtocol.Ping(0), _settings.ConnectTimeout)
                .PipeTo(Self, Self, pong => new SwarmDuty.SourcesFound(Torrent, [new SwarmPeer(pong.Peer, address)]),
                    _ => new NamedPeerSilent(address));
        }
    }

    private void HandleNamedPeerSilent(NamedPeerSilent silent)
    {
        if (_nameless.TryGetValue(silent.Address, out var since))
            _nameless[silent.Address] = since ?? _services.Now - _settings.ConnectTimeout;
    }

    private void HandleSourcesFound(SwarmDuty.SourcesFound found)
    {
        foreach (var peer in found.Peers)
        {
            _nameless.Remove(peer.Address);
            _book.Learn(peer);
            _book.Holds(peer.Id, found.Seeders.Contains(peer.Id));
            if (found.JustJoined)
                _plan?.CameBack(peer.Id);
            // Whoever registered this moment is where it says, whatever the link to where it was still looks like.
            MoveIfNeeded(peer.Id, evenIfWell: found.JustJoined);
        }
    }

    /// <summary>What the plan holds against the source is written into the book as well.</summary>
    private void Judge(PeerId source, FetchFailure kind, string why, Func<DownloadPlan, ImmutableArray<DownloadAction>> judge)
    {
        var plan = _plan!;
        var before = plan.FailuresOf(source);
        var actions = judge(plan);
        if (plan.FailuresOf(source) > before)
            _book.Failed(source, kind, why, _services.Now);
        Perform(actions);
    }

    /// <summary>The connection to where it was ends, and one to where it is begins.</summary>
    private void MoveIfNeeded(PeerId source, bool evenIfWell)
    {
        if (!_fetchers.TryGetValue(source, out var fetcher) || !_book.TryMove(source, evenIfWell))
            return;
        _log.Info("Source {0} of {1} is at {2} now.", source.ShortText, Torrent.ShortText, _book[source].Address);
        Context.Unwatch(fetcher);
        Context.Stop(fetcher);
        Disconnect(source);
        _plan!.CameBack(source);
        Perform(_plan.SourceLeft(source, _services.Now));
        ConnectMore();
    }

    private ImmutableArray<PeerEvents.SourceTrouble> Troubles()
    {
        var now = _services.Now;
        return
        [
            .. _nameless.Where(n => n.Value is not null)
                .Select(n => new PeerEvents.SourceTrouble(null, n.Key, now - n.Value!.Value, "it does not answer")),
            .. _book.Troubles(now, _plan?.Banned),
        ];
    }

    /// <summary>Said anew when other sources fail, and only then.</summary>
    private void SayStalled()
    {
        if (_stalled is not { } stalled)
            return;
        var troubles = Troubles();
        var some = string.Join(", ", troubles.Take(MaxNamed).Select(t => t.Address));
        var more = troubles.Length > MaxNamed ? $" and {troubles.Length - MaxNamed} more" : "";
        var who = troubles.IsEmpty ? "" : $"; {troubles.Length} {(troubles.Length == 1 ? "source fails" : "sources fail")}: {some}{more}";
        Enter(PeerEvents.DownloadPhase.Stalled,
            $"{stalled.MissingChunks} of {_plan!.Grid.Count} chunks are missing ({stalled.Names}), {stalled.WithoutSource} of them without any source{who}.");
    }

    /// <summary>Whoever ordered it so is not kept waiting for ever for chunks that nobody gives.</summary>
    private void GiveUpIfDue()
    {
        if (_settings.GiveUpAfter == TimeSpan.Zero || _phase != PeerEvents.DownloadPhase.Stalled)
            _stalledAt = null;
        else if (_services.Now - (_stalledAt ??= _services.Now) >= _settings.GiveUpAfter)
            Fail(ReturnCode.FailedToDownload, string.Create(
                CultureInfo.InvariantCulture, $"Nothing came for {_settings.GiveUpAfter.TotalSeconds:0} s, so it was given up; what is here stays for the next time. {_detail}"));
    }

    private sealed record NamedPeerSilent(PeerAddress Address) : ILocalMessage;
}
