namespace Akka.P2P.Actors.Talking;

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using Akka.P2P.Actors.Settings;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Core.Talking;
using Akka.P2P.Protocol;

/// <summary>
/// The files that others offered to us: which may wait for a decision, which are fetched now, which have lapsed. What has ended is remembered
/// a while, since its sender may ask once more. It decides and performs nothing.
/// </summary>
internal sealed class OfferBook(TalkSettings settings)
{
    // What has ended, remembered for late questions and for people.
    private const int MaxEnded = 256;

    private readonly Dictionary<Guid, IncomingOffer> _offers = [];

    /// <summary>In the order of their coming.</summary>
    public ImmutableArray<IncomingOffer> All => [.. _offers.Values.OrderBy(o => o.MadeAt)];

    public bool IsEmpty => _offers.Count == 0;

    public IEnumerable<IncomingOffer> Open => _offers.Values.Where(o => !o.IsOver);

    public bool TryGet(Guid id, [NotNullWhen(true)] out IncomingOffer? offer) => _offers.TryGetValue(id, out offer);

    /// <summary>The one whose download this is.</summary>
    public IncomingOffer? Fetching(TorrentId torrent) => _offers.Values.FirstOrDefault(o => o.IsFetching && o.Torrent == torrent);

    /// <summary>One sentence when the offer can't be taken whoever it is from, with its code; else null.</summary>
    public (ReturnCode Code, string Reason)? Problem(TalkProtocol.OfferFile offer)
    {
        if (offer.FileName is null || offer.Length < 0 || offer.Files < 1)
            return (ReturnCode.BadRequest, "The offer is malformed.");
        if (SafeName.Problem(offer.FileName) is { } problem)
            return (ReturnCode.BadRequest, problem);
        if (settings.Accept == OfferPolicy.Never)
            return (ReturnCode.Forbidden, "This peer takes no files.");
        if (offer.Length > settings.MaxFileSize)
            return (ReturnCode.Forbidden, $"This peer takes no file of more than {settings.MaxFileSize} bytes.");
        if (Open.Count() >= settings.MaxOffers || Open.Count(o => o.From.Address == offer.From.Address) >= settings.MaxOffersPerPeer)
            return (ReturnCode.Overloaded, "Too many files are offered to this peer already.");
        return null;
    }

    public IncomingOffer Add(TalkProtocol.OfferFile offer, IActorRef sender, TimeSpan now)
    {
        var added = new IncomingOffer(offer, SafeText.Of(offer.Name, WireLimits.MaxNodeName), sender, now);
        _offers.Add(added.Id, added);
        return added;
    }

    public static void Accept(IncomingOffer offer, TimeSpan now)
    {
        offer.State = TransferState.Accepted;
        offer.AcceptedAt = offer.MovedAt = now;
    }

    /// <summary>Ends one. False when it has ended already: then nothing changed.</summary>
    public bool TryEnd(IncomingOffer offer, TransferState state, ReturnCode code, string reason, TimeSpan now)
    {
        if (offer.IsOver)
            return false;
        (offer.State, offer.Code, offer.Reason, offer.EndedAt, offer.IsFetching) = (state, code, reason, now, false);
        var ended = _offers.Values.Where(o => o.IsOver).OrderBy(o => o.EndedAt).ToList();
        foreach (var old in ended.Take(ended.Count - MaxEnded))
            _offers.Remove(old.Id);
        return true;
    }

    /// <summary>Accepted ones for which there is a place now; each is fetching from this moment on. Two of one torrent never are.</summary>
    public ImmutableArray<IncomingOffer> TakeNext(TimeSpan now)
    {
        var next = ImmutableArray.CreateBuilder<IncomingOffer>();
        foreach (var offer in _offers.Values.Where(o => o is { State: TransferState.Accepted, IsFetching: false }).OrderBy(o => o.AcceptedAt).ToList())
        {
            if (_offers.Values.Count(o => o.IsFetching) >= settings.MaxFetches)
                break;
            if (Fetching(offer.Torrent) is not null)
                continue;
            offer.IsFetching = true;
            offer.MovedAt = now;
            next.Add(offer);
        }

        return next.DrainToImmutable();
    }

    /// <summary>What must end now, and why. What ended long ago is forgotten.</summary>
    public ImmutableArray<(IncomingOffer Offer, TransferState State, ReturnCode Code, string Reason)> Due(TimeSpan now)
    {
        foreach (var old in _offers.Values.Where(o => o.IsOver && now - o.EndedAt >= settings.Remember).ToList())
            _offers.Remove(old.Id);
        var due = ImmutableArray.CreateBuilder<(IncomingOffer, TransferState, ReturnCode, string)>();
        foreach (var offer in Open)
        {
            if (now - offer.RenewedAt >= settings.OfferLease)
            {
                due.Add((offer, offer.State == TransferState.Offered ? TransferState.Declined : TransferState.Failed, ReturnCode.Unreachable,
                    "The sender doesn't renew its offer any more."));
            }
            else if (offer.State == TransferState.Offered && now - offer.MadeAt >= settings.OfferTimeout)
            {
                due.Add((offer, TransferState.Declined, ReturnCode.Unreachable, "Nobody decided in time."));
            }
            else if (offer.IsFetching && now - offer.MovedAt >= settings.StallTimeout)
            {
                due.Add((offer, TransferState.Failed, ReturnCode.FailedToDownload, $"Nothing of it came for {settings.StallTimeout.TotalSeconds:0} s."));
            }
        }

        return due.DrainToImmutable();
    }

    /// <summary>What a person names by the beginning of an id; the only open one when nothing is named.</summary>
    public ImmutableArray<IncomingOffer> Find(string prefix) =>
        [.. Open.Where(o => o.Id.ToString("n").StartsWith(prefix.ToLowerInvariant(), StringComparison.Ordinal)).OrderBy(o => o.MadeAt)];
}
