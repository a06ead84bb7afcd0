namespace Akka.P2P.Actors.Downloading;

using System.Collections.Immutable;
using Akka.Actor;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Identity;
using Akka.P2P.Protocol;
using static Akka.P2P.Actors.Peers.PeerCommands;

/// <summary>
/// Downloads that wait until others have ended; <see cref="DownloadTurns"/> decides. One that waits has no actor yet. What peers send each
/// other waits for nobody here: it has a bound of its own.
/// </summary>
internal sealed partial class DownloadsGuardian
{
    private readonly DownloadTurns _turns;
    private Dictionary<TorrentId, int> _places = [];

    private void Enter(StartDownload start)
    {
        _orders[start.Torrent] = start;
        if (start.IsPrivate)
        {
            Begin(start);
            return;
        }

        _turns.Enter(start.Torrent, start.Options.Priority);
        BeginNext();
    }

    /// <summary>It runs no more, or waits no more.</summary>
    private void LeaveTurn(TorrentId torrent)
    {
        _turns.Leave(torrent);
        if (!IsClosing)
            BeginNext();
    }

    private void BeginNext()
    {
        foreach (var torrent in _turns.Next())
            Begin(_orders[torrent]);
        TellPlaces();
    }

    private int PlaceOf(TorrentId torrent) => _places.GetValueOrDefault(torrent);

    // Said to all whose place is another than they were told.
    private void TellPlaces()
    {
        var before = _places;
        _places = _turns.InOrder().Select((torrent, i) => (torrent, Place: i + 1)).ToDictionary(p => p.torrent, p => p.Place);
        foreach (var (torrent, place) in _places)
        {
            if (before.GetValueOrDefault(torrent) != place)
                _orders[torrent].Report(Waiting(torrent), Context.System, Self);
        }
    }

    private void HandlePrioritize(PrioritizeDownload prioritize)
    {
        if (!_orders.ContainsKey(prioritize.Torrent))
        {
            Sender.Tell(new CommandRefused(OperationCode.GetTorrent, ReturnCode.NotFound, $"Torrent {prioritize.Torrent.ShortText} is not being fetched."));
            return;
        }

        _turns.Reprioritize(prioritize.Torrent, prioritize.Priority);
        TellPlaces();
        Sender.Tell(new DownloadPrioritized(prioritize.Torrent, PlaceOf(prioritize.Torrent)));
    }

    /// <summary>Nothing of it is open, so its end is that it waits no more.</summary>
    private void EndWaiting(TorrentId torrent, bool isPause)
    {
        _orders.Remove(torrent, out var order);
        LeaveTurn(torrent);
        order!.Report(EndedBy(torrent, isPause), Context.System, Self);
        Sender.Tell(isPause ? new DownloadPaused(torrent) : new DownloadCancelled(torrent));
    }

    private static IPeerEvent EndedBy(TorrentId torrent, bool isPause) => isPause
        ? new PeerEvents.DownloadPaused(torrent)
        : new PeerEvents.DownloadFailed(torrent, ReturnCode.Cancelled, "The download was cancelled.");

    private PeerEvents.DownloadProgress Waiting(TorrentId torrent)
    {
        var (metainfo, place) = (_orders[torrent].Metainfo, PlaceOf(torrent));
        return new PeerEvents.DownloadProgress(
            torrent, metainfo?.Name ?? "", PeerEvents.DownloadPhase.Queued, 0, metainfo?.TotalLength ?? 0, 0, [],
            $"It waits for its turn: {place} of {_turns.Waiting}.")
        {
            Place = place,
        };
    }

    private DownloadDetails WaitingDetails(TorrentId torrent)
    {
        var order = _orders[torrent];
        var grid = order.Metainfo?.Grid;
        return new DownloadDetails(Waiting(torrent), grid?.ChunkLength ?? 0, grid?.Count ?? 0, 0, 0, [], [], TimeSpan.Zero);
    }
}
