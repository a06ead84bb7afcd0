namespace Akka.P2P.Actors.Talking;

using Akka.Actor;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Core.Swarms;
using Akka.P2P.Protocol;
using static Akka.P2P.Actors.Talking.TalkCommands;

/// <summary>Files that others offer. What is accepted is fetched like any torrent, from its sender, without a word to the trackers.</summary>
internal sealed partial class TalkActor
{
    private readonly OfferBook _offers;

    private void HandleOffer(TalkProtocol.OfferFile offer)
    {
        if (_offers.TryGet(offer.RequestId, out var known))
        {
            Renew(known, offer);
            return;
        }

        if (!WireGuard.IsSound(offer.From) || !IsFrom(offer.From))
        {
            RefuseOffer(offer.RequestId, ReturnCode.BadRequest, "The offer is malformed.");
            return;
        }

        if (!_gate.TryPass($"{offer.From.Address}", Now))
        {
            RefuseOffer(offer.RequestId, ReturnCode.Overloaded, "Too many messages at once.");
            return;
        }

        if (_isClosing || _services.Files is null)
        {
            Decline(ReturnCode.Forbidden, _isClosing ? "This peer is leaving." : "This peer takes no files.");
            return;
        }

        if (_offers.Problem(offer) is { } problem)
        {
            Decline(problem.Code, problem.Reason);
            return;
        }

        var added = _offers.Add(offer, Sender, Now);
        Wake();
        Decide(added);

        void Decline(ReturnCode code, string reason) => Sender.Tell(new TalkProtocol.OfferDeclined(offer.RequestId, code, reason), Self);
    }

    private void Renew(IncomingOffer known, TalkProtocol.OfferFile offer)
    {
        // Said again by the one who said it first, about the very same: else it is somebody's who learned of the id.
        if (offer.From != known.From || offer.Torrent != known.Torrent || !IsFrom(known.From))
            return;
        known.RenewedAt = Now;
        known.Sender = Sender;
        Answer(known);
    }

    private bool IsFrom(SwarmPeer from) => Origin(Sender) is not { } origin || origin == from.Address;

    private void RefuseOffer(Guid id, ReturnCode code, string reason)
    {
        Refused(reason);
        Sender.Tell(new TalkProtocol.OfferDeclined(id, code, reason), Self);
    }

    private void Decide(IncomingOffer offer)
    {
        switch (_settings.Accept)
        {
            case OfferPolicy.Always:
                Accept(offer);
                break;
            case OfferPolicy.Known when _settings.KnownPeers.IsKnown(offer.From.Address):
                Accept(offer);
                break;
            case OfferPolicy.Known when _settings.KnownPeers.IsNamed(offer.From.Id):
                // Anybody can say that it is that peer; the trackers know where the one is that proved it.
                Answer(offer);
                var id = offer.Id;
                _lookup.FindAsync($"{offer.From.Id}", OperationCode.OfferFile).PipeTo(Self, Self, found => new WhoOffers(id, found.Found), _ => new WhoOffers(id, null));
                break;
            case OfferPolicy.Known:
                EndOffer(offer, TransferState.Declined, ReturnCode.Forbidden, "This peer takes files from peers that it knows only.");
                break;
            default:
                Answer(offer);
                Publish(new TalkEvents.OfferMade(Status(offer)));
                break;
        }
    }

    private void HandleWhoOffers(WhoOffers who)
    {
        if (!_offers.TryGet(who.Offer, out var offer) || offer.State != TransferState.Offered)
            return;
        if (who.Known == offer.From)
            Accept(offer);
        else
            EndOffer(offer, TransferState.Declined, ReturnCode.Forbidden, "No tracker of this peer confirms who offers it.");
    }

    private void Accept(IncomingOffer offer)
    {
        OfferBook.Accept(offer, Now);
        Answer(offer);
        FetchNext();
    }

    /// <param name="isOurs">Whether a download of ours may be under way for it.</param>
    private void EndOffer(IncomingOffer offer, TransferState state, ReturnCode code, string reason, bool isOurs = true)
    {
        var wasFetching = offer.IsFetching;
        if (!_offers.TryEnd(offer, state, code, reason, Now))
            return;
        if (wasFetching && isOurs)
            _downloads.Tell(new PeerCommands.CancelDownload(offer.Torrent), Self);
        _stats = _stats with { FilesNotReceived = _stats.FilesNotReceived + 1 };
        Answer(offer);
        Publish(new TalkEvents.OfferEnded(Status(offer)));
        FetchNext();
    }

    private void Answer(IncomingOffer offer) => offer.Sender.Tell(offer.Answer(), Self);

    private void StepOffers()
    {
        foreach (var (offer, state, code, reason) in _offers.Due(Now))
            EndOffer(offer, state, code, reason);
    }

    private void HandleDecision(string name, IActorRef asker, Action<IncomingOffer> decide, Predicate<IncomingOffer> mayBe)
    {
        var found = _offers.Find(name).Where(o => mayBe(o)).ToList();
        switch (found)
        {
            case [var one]:
                decide(one);
                asker.Tell(Status(one), Self);
                break;
            case []:
                asker.Tell(new PeerCommands.CommandRefused(OperationCode.OfferFile, ReturnCode.NotFound,
                    name.Length == 0 ? "No file is offered." : $"No offer's id begins with {SafeName.Quote(name)}."), Self);
                break;
            default:
                asker.Tell(new PeerCommands.CommandRefused(OperationCode.OfferFile, ReturnCode.BadRequest, $"That names {found.Count} offers.")
                {
                    Candidates = [.. found.Take(10).Select(o => $"{o.Id:n} {SafeName.Quote(o.FileName)} from {o.From.Id.ShortText}")],
                }, Self);
                break;
        }
    }

    private void DeclineByHand(IncomingOffer offer) => EndOffer(
        offer, offer.State == TransferState.Offered ? TransferState.Declined : TransferState.Cancelled, ReturnCode.Cancelled,
        offer.State == TransferState.Offered ? "It was declined." : "The receiver cancelled it.");

    private OfferStatus Status(IncomingOffer o) =>
        new(o.Id, o.From, o.SenderName, o.Torrent, o.FileName, o.Length, o.Files, o.State, o.BytesHeld, Now - o.MadeAt, o.Code, o.Reason);

    private static void Publish(IPeerEvent happened) => Context.System.EventStream.Publish(happened);

    private sealed record WhoOffers(Guid Offer, SwarmPeer? Known) : ILocalMessage;
}
