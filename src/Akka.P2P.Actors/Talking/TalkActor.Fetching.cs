namespace Akka.P2P.Actors.Talking;

using Akka.Actor;
using Akka.Event;
using Akka.P2P.Actors.Downloading;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Actors.Seeding;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Protocol;

/// <summary>What was accepted is fetched by a download of its own, whose events come here and go nowhere else.</summary>
internal sealed partial class TalkActor
{
    private void FetchNext()
    {
        if (_isClosing)
            return;
        foreach (var offer in _offers.TakeNext(Now))
        {
            var (id, files) = (offer.Id, _services.Files!);
            var (name, length, count) = (offer.FileName, offer.Length, offer.Files);
            var start = new PeerCommands.StartDownload(offer.Torrent, null, OpenAsync, [offer.From.Address]) { Owner = Self, OwnerTag = id };
            _downloads.Ask<object>(start, _localTimeout)
                .PipeTo(Self, Self, answer => new FetchAnswered(id, answer), e => new FetchAnswered(id, e));

            async Task<IChunkStore> OpenAsync(Metainfo metainfo, CancellationToken cancellation)
            {
                if (metainfo.Name != name || metainfo.TotalLength != length || metainfo.Info.Files.Length != count)
                    throw new ChunkStoreException("What the sender has under that id is not what it offered.");
                return await files.ReceiveAsync(metainfo, cancellation);
            }
        }
    }

    private void HandleFetchAnswered(FetchAnswered answered)
    {
        var isOpen = _offers.TryGet(answered.Offer, out var offer) && offer.IsFetching;
        switch (answered.Answer)
        {
            case PeerCommands.DownloadStarted { Joined: false } started when !isOpen:
                // It ended meanwhile.
                _downloads.Tell(new PeerCommands.CancelDownload(started.Torrent), Self);
                break;
            case PeerCommands.DownloadStarted { Joined: false }:
                break;
            case PeerCommands.DownloadStarted when isOpen:
                EndOffer(offer!, TransferState.Declined, ReturnCode.AlreadySeeding, "This peer is fetching that very torrent already.", isOurs: false);
                break;
            case PeerCommands.CommandRefused refused when isOpen:
                EndOffer(offer!, TransferState.Declined, refused.Code, refused.Reason, isOurs: false);
                break;
            default:
                if (isOpen)
                    EndOffer(offer!, TransferState.Failed, ReturnCode.Fail, "The download did not begin.");
                break;
        }
    }

    /// <summary>What a download of ours tells. One that was called off may still have something to say when the next one of its torrent runs.</summary>
    private void HandleFetch(OwnedEvent owned)
    {
        if (!_offers.TryGet(owned.Tag, out var offer) || !offer.IsFetching)
            return;
        switch (owned.Happened)
        {
            case PeerEvents.DownloadProgress progress:
                if (progress.BytesHeld > offer.BytesHeld || progress.Phase == PeerEvents.DownloadPhase.Publishing)
                    offer.MovedAt = Now;
                offer.BytesHeld = progress.BytesHeld;
                Publish(new TalkEvents.ReceiveProgress(Status(offer), progress.BytesPerSecond));
                break;
            case PeerEvents.DownloadFinished finished:
                offer.BytesHeld = finished.Bytes;
                if (!_offers.TryEnd(offer, TransferState.Received, ReturnCode.FinishedDownload, "", Now))
                    break;
                // It was for us alone: we don't hand it on.
                _seeders.Tell(new SeedersGuardian.Abandon(finished.Torrent));
                _stats = _stats with { FilesReceived = _stats.FilesReceived + 1, BytesReceived = _stats.BytesReceived + finished.Bytes };
                _log.Info("{0} came from peer {1} and lies at {2}", SafeName.Quote(offer.FileName), offer.From.Id.ShortText, finished.Path);
                Answer(offer);
                Publish(new TalkEvents.FileReceived(Status(offer), finished.Path, Now - offer.AcceptedAt));
                FetchNext();
                break;
            case PeerEvents.DownloadFailed failed:
                EndOffer(offer, TransferState.Failed, failed.Code, failed.Reason, isOurs: false);
                break;
            case PeerEvents.DownloadPaused:
                // By somebody who took it for one of the node's own.
                EndOffer(offer, TransferState.Cancelled, ReturnCode.Cancelled, "The receiver cancelled it.", isOurs: false);
                break;
            case PeerEvents.SourceBanned banned when banned.Peer.Id == offer.From.Id || banned.Peer.Address == offer.From.Address:
                _log.Warning("Peer {0} at {1} sent {2} with bytes that don't verify: {3}", offer.From.Id.ShortText, offer.From.Address,
                    SafeName.Quote(offer.FileName), string.Join("; ", banned.Evidence));
                Publish(banned);
                EndOffer(offer, TransferState.Failed, ReturnCode.FailedToDownload, "What the sender sent does not verify.");
                break;
            default:
                break;
        }
    }

    private sealed record FetchAnswered(Guid Offer, object Answer) : ILocalMessage;
}
