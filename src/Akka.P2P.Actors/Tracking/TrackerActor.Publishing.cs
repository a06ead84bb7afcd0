namespace Akka.P2P.Actors.Tracking;

using Akka.Actor;
using Akka.Event;
using Akka.P2P.Core.Catalogue;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Protocol;
using static Akka.P2P.Protocol.TrackerProtocol;

/// <summary>
/// Publications whose pages arrive. A page is answered with where the next one begins, so a lost page or answer is just sent again;
/// the last one is answered when the catalogue has it. A publication that began anew after its end is answered by the catalogue as
/// the first time, by its request id.
/// </summary>
public sealed partial class TrackerActor
{
    private readonly Dictionary<Guid, IncomingPublication> _incoming = [];

    private void HandlePublish(Publish publish, IActorRef sender)
    {
        if (MayNotSpeak(publish.Publisher, publish.Session, sender, publish.RequestId, OperationCode.UploadFile, publish.Torrent))
            return;
        if (!_incoming.TryGetValue(publish.RequestId, out var incoming))
        {
            if (_incoming.Count >= _settings.MaxPublications)
            {
                Refuse(sender, publish.RequestId, OperationCode.UploadFile, ReturnCode.Overloaded, publish.Torrent,
                    "Too many publications are arriving.");
                return;
            }

            incoming = new IncomingPublication(publish.Publisher, publish.Torrent);
            _incoming.Add(publish.RequestId, incoming);
        }

        if (publish.Bytes is null || incoming.Torrent != publish.Torrent || incoming.Publisher != publish.Publisher)
        {
            Refuse(sender, publish.RequestId, OperationCode.UploadFile, ReturnCode.BadRequest, publish.Torrent,
                "The page does not belong to the publication of that request id.");
            return;
        }

        incoming.LastSeen = Now;
        // One page at a time: those that come meanwhile are taken after it, and answered then.
        if (incoming.IsBusy)
        {
            incoming.Keep(publish);
            return;
        }

        if (publish.Offset != incoming.Assembler.NextOffset)
        {
            sender.Tell(new PageTaken(publish.RequestId, incoming.Assembler.NextOffset), Self);
            return;
        }

        BeginStep(incoming, publish, sender);
    }

    private void BeginStep(IncomingPublication incoming, Publish publish, IActorRef sender)
    {
        incoming.IsBusy = true;
        _pool.RunAsync(ct => Step(incoming, publish, ct))
            .PipeTo(Self, Self, outcome => new PublicationStepped(publish, sender, outcome, null),
                e => new PublicationStepped(publish, sender, null, e));
    }

    /// <returns>Null while pages are missing.</returns>
    private async ValueTask<PublishOutcome?> Step(IncomingPublication incoming, Publish publish, CancellationToken ct)
    {
        var page = new MetainfoPage(publish.InfoLength, publish.TotalLength, publish.Offset, publish.Bytes);
        if (!incoming.Assembler.Add(page) || incoming.Assembler.Result is not { } metainfo)
            return null;
        var publication = new Publication(
            publish.RequestId, metainfo.Id, metainfo.Name, metainfo.TotalLength, metainfo.Grid.Count, publish.Publisher,
            MetainfoWriter.Write(metainfo));
        return await _catalogue.PublishAsync(publication, ct);
    }

    private void HandleStep(PublicationStepped step)
    {
        var (publish, sender, outcome, failure) = step;
        if (failure is null && outcome is null)
        {
            if (_incoming.TryGetValue(publish.RequestId, out var incoming))
            {
                incoming.IsBusy = false;
                sender.Tell(new PageTaken(publish.RequestId, incoming.Assembler.NextOffset), Self);
                if (incoming.TakeEarly() is { } next)
                    BeginStep(incoming, next, sender);
            }

            return;
        }

        _incoming.Remove(publish.RequestId);
        switch (failure)
        {
            case MetainfoException bad:
                Refuse(sender, publish.RequestId, OperationCode.UploadFile, ReturnCode.BadRequest, publish.Torrent, bad.Message);
                break;
            case not null:
                _log.Error(failure, "Torrent {0} could not be published", publish.Torrent.ShortText);
                Refuse(sender, publish.RequestId, OperationCode.UploadFile, ReturnCode.Fail, publish.Torrent,
                    "The tracker can't write its catalogue.");
                break;
            case null when outcome == PublishOutcome.RequestIdTaken:
                Refuse(sender, publish.RequestId, OperationCode.UploadFile, ReturnCode.BadRequest, publish.Torrent,
                    "That request id was used for another torrent.");
                break;
            default:
                _known.Add(publish.Torrent);
                sender.Tell(new Published(publish.RequestId, publish.Torrent, outcome == PublishOutcome.Published), Self);
                break;
        }
    }

    private void ForgetIdlePublications()
    {
        var idle = _incoming.Where(i => !i.Value.IsBusy && Now - i.Value.LastSeen > _settings.PublicationTimeout)
            .Select(i => i.Key).ToArray();
        foreach (var request in idle)
            _incoming.Remove(request);
    }

    private sealed class IncomingPublication(PeerId publisher, TorrentId torrent)
    {
        // By where they begin.
        private readonly Dictionary<int, Publish> _early = [];

        public PeerId Publisher { get; } = publisher;

        public TorrentId Torrent { get; } = torrent;

        public MetainfoAssembler Assembler { get; } = new(torrent);

        public TimeSpan LastSeen { get; set; }

        /// <summary>A page is being looked at outside of the actor, which must not touch the assembler meanwhile.</summary>
        public bool IsBusy { get; set; }

        /// <summary>For later. Of one that sends more than may be on the way they are dropped: it sends them again.</summary>
        public void Keep(Publish page)
        {
            if (_early.Count < WireLimits.MaxPagesOnTheWay)
                _early.TryAdd(page.Offset, page);
        }

        /// <summary>The page that is wanted now, if it is here; those before it are forgotten.</summary>
        public Publish? TakeEarly()
        {
            foreach (var old in _early.Keys.Where(offset => offset < Assembler.NextOffset).ToArray())
                _early.Remove(old);
            return _early.Remove(Assembler.NextOffset, out var page) ? page : null;
        }
    }

    private sealed record PublicationStepped(Publish Page, IActorRef Sender, PublishOutcome? Outcome, Exception? Failure) : ILocalMessage;
}
