namespace Akka.P2P.Actors.Downloading;

using Akka.Actor;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Actors.Seeding;
using Akka.P2P.Core.Identity;
using Akka.P2P.Protocol;
using static Akka.P2P.Actors.Peers.PeerCommands;

/// <summary>
/// Downloads that somebody ends, for good or for a while. First the coordinator ends, so that nothing is written any more, then the store
/// is closed; only after that is the order answered, and the torrent may be fetched again.
/// </summary>
internal sealed partial class DownloadsGuardian
{
    private readonly Dictionary<TorrentId, Ending> _endings = [];

    private void HandleEnd(TorrentId torrent, bool isPause)
    {
        if (_endings.ContainsKey(torrent))
        {
            Sender.Tell(new CommandRefused(OperationCode.GetTorrent, ReturnCode.Overloaded,
                $"Torrent {torrent.ShortText} is being stopped already."));
            return;
        }

        if (_turns.IsWaiting(torrent))
        {
            EndWaiting(torrent, isPause);
            return;
        }

        if (!_downloads.Remove(torrent, out var download))
        {
            Sender.Tell(new CommandRefused(OperationCode.GetTorrent, ReturnCode.NotFound,
                $"Torrent {torrent.ShortText} is not being fetched."));
            return;
        }

        _endings.Add(torrent, new Ending(Sender, isPause));
        StopAndTell(download, new CoordinatorGone(torrent));
    }

    private void HandleGone(CoordinatorGone gone)
    {
        _endings[gone.Torrent].IsGone = true;
        LeaveTurn(gone.Torrent);
        _trackers.Tell(new SwarmDuty.LeaveSwarm(gone.Torrent));
        // Whatever it still handed over is known to the seeders by now: it said so before it was gone.
        _seeders.Ask<SeedersGuardian.StoreIsClosed>(new SeedersGuardian.CloseStore(gone.Torrent), _settings.CloseTimeout)
            .PipeTo(Self, Self, _ => new EndingClosed(gone.Torrent, IsLate: false), _ => new EndingClosed(gone.Torrent, IsLate: true));
        if (IsClosing)
            AnswerClosers();
    }

    private void HandleEndingClosed(EndingClosed closed)
    {
        if (!_endings.Remove(closed.Torrent, out var ending))
            return;
        if (_orders.Remove(closed.Torrent, out var order))
        {
            order.Report(EndedBy(closed.Torrent, ending.IsPause), Context.System, Self);
        }

        ending.Asker.Tell(
            closed.IsLate
                ? new CommandRefused(OperationCode.GetTorrent, ReturnCode.StorageFailed,
                    $"The download of {closed.Torrent.ShortText} has ended, but its files did not close within {_settings.CloseTimeout}.")
                : ending.IsPause ? new DownloadPaused(closed.Torrent) : new DownloadCancelled(closed.Torrent));
        foreach (var (start, asker) in ending.Waiting)
            Self.Tell(start, asker);
    }

    private sealed class Ending(IActorRef asker, bool isPause)
    {
        public IActorRef Asker { get; } = asker;

        public bool IsPause { get; } = isPause;

        /// <summary>The coordinator has ended.</summary>
        public bool IsGone { get; set; }

        /// <summary>Orders to fetch it again, which wait for the end of this; each is a local caller's, with a time-out of its own.</summary>
        public List<(StartDownload Order, IActorRef Asker)> Waiting { get; } = [];
    }

    private sealed record CoordinatorGone(TorrentId Torrent) : ILocalMessage;

    /// <param name="IsLate">The store did not close in time.</param>
    private sealed record EndingClosed(TorrentId Torrent, bool IsLate) : ILocalMessage;
}
