namespace Akka.P2P.Actors.Downloading;

using System.Collections.Immutable;
using Akka.Actor;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Actors.Seeding;
using Akka.P2P.Protocol;

/// <summary>After the last chunk: the files get their names, the trackers hear of it, and the peer goes on as a seeder.</summary>
internal sealed partial class DownloadCoordinator
{
    private void Finish()
    {
        Timers.Cancel(Beat.Tick);
        Timers.Cancel(Beat.Wake);
        Timers.Cancel(Beat.Flush);
        Become(Publishing);
        Publish();
    }

    private void Publish()
    {
        Enter(PeerEvents.DownloadPhase.Publishing, null);
        var store = _store!;
        _services.Pool.RunAsync(store.PublishAsync).PipeTo(Self, Self, path => new Named(path), e => new NotNamed(e));
    }

    private void Publishing(object message)
    {
        switch (message)
        {
            case Named named:
                // Whoever wanted some files only is no seeder, but serves what he has.
                var left = _metainfo!.TotalLength - _plan!.HeldBytes;
                _trackers.Tell(new SwarmDuty.SwarmProgress(
                    Torrent, left, left > 0 ? TrackerProtocol.AnnounceEvent.Progress : TrackerProtocol.AnnounceEvent.Completed));
                _seeders.Tell(new SeedersGuardian.PartEnded(Torrent));
                Enter(PeerEvents.DownloadPhase.Finished, null);
                Tell(new PeerEvents.DownloadFinished(
                    Torrent, _metainfo.Name, named.Path, _plan.ChosenBytes, _services.Now - _startedAt, _book.Progress,
                    _plan.Banned.ToImmutableDictionary())
                {
                    BytesFound = _bytesFound ?? 0,
                });
                Context.Parent.Tell(new Ended(Torrent, null));
                break;
            case NotNamed failed:
                Reopen(failed.Cause);
                break;
            case FetchProtocol.Report or FetcherStopped or Beat.TickBeat or Beat.WakeBeat or Beat.FlushBeat or Beat.AskPeersBeat
                or StoreFlushed or FlushFailed:
                break;
            default:
                if (!HandleCommon(message))
                    Unhandled(message);
                break;
        }
    }

    private sealed record Named(string Path) : ILocalMessage;

    private sealed record NotNamed(Exception Cause) : ILocalMessage;
}
