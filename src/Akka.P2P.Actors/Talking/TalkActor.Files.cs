namespace Akka.P2P.Actors.Talking;

using Akka.Actor;
using Akka.P2P.Actors.Downloading;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Actors.Seeding;
using Akka.P2P.Protocol;
using static Akka.P2P.Actors.Talking.TalkCommands;

/// <summary>What is about files, and how all of it ends.</summary>
internal sealed partial class TalkActor
{
    private bool HandleFiles(object message, IActorRef asker)
    {
        switch (message)
        {
            case TalkProtocol.OfferFile offer:
                HandleOffer(offer);
                return true;
            case TalkProtocol.OfferWithdrawn withdrawn:
                HandleWithdrawn(withdrawn);
                return true;
            case TalkProtocol.OfferPending or TalkProtocol.OfferAccepted or TalkProtocol.OfferDeclined or TalkProtocol.OfferReceived
                or TalkProtocol.OfferFailed:
                HandleAnswer((IWithRequest)message);
                return true;
            case PeerEvents.SeedingFailed failed:
                HandleSeedingFailed(failed);
                return true;
            case OwnedEvent owned:
                HandleFetch(owned);
                return true;
            case WhoOffers who:
                HandleWhoOffers(who);
                return true;
            case FetchAnswered answered:
                HandleFetchAnswered(answered);
                return true;
            case SendFile send:
                HandleSendFile(send, asker);
                return true;
            case ToSend to:
                BeginSend(to, asker);
                return true;
            case Hashed hashed:
                HandleHashed(hashed);
                return true;
            case CancelSend cancel:
                HandleCancelSend(cancel.Send, asker);
                return true;
            case ListSends:
                asker.Tell(new SendList([.. _sends.Values.Select(Status)]), Self);
                return true;
            case ListOffers:
                asker.Tell(new OfferList([.. _offers.All.Select(Status)]), Self);
                return true;
            case AcceptOffer accept:
                HandleDecision(accept.Offer, asker, Accept, o => o.State == TransferState.Offered);
                return true;
            case DeclineOffer decline:
                HandleDecision(decline.Offer, asker, DeclineByHand, _ => true);
                return true;
            case Closing.Close:
                _isClosing = true;
                End("This peer is leaving.");
                asker.Tell(new Closing.Closed(), Self);
                return true;
            case SeedersGuardian.Lent or PeerCommands.DownloadCancelled or PeerCommands.CommandRefused:
                return true;
            default:
                return false;
        }
    }

    /// <summary>Whoever waits for us hears that it is over.</summary>
    private void End(string reason)
    {
        foreach (var offer in _offers.Open.ToList())
        {
            EndOffer(offer, offer.State == TransferState.Offered ? TransferState.Declined : TransferState.Failed, ReturnCode.Cancelled, reason);
        }

        foreach (var send in _sends.Values.ToList())
            EndSend(send, ReturnCode.Cancelled, reason);
    }
}
