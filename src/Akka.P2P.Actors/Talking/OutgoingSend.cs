namespace Akka.P2P.Actors.Talking;

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Akka.P2P.Actors.Settings;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Core.Swarms;
using Akka.P2P.Protocol;

/// <summary>
/// One file on its way to one or many peers: who is to be told of it now, for the first time or again, and who is silent too long. It decides and
/// performs nothing.
/// </summary>
internal sealed class OutgoingSend
{
    private readonly TalkSettings _settings;
    private readonly List<OutgoingOffer> _offers;
    private readonly Dictionary<Guid, OutgoingOffer> _byId;

    public OutgoingSend(Guid id, string path, IEnumerable<SwarmPeer> to, Func<Guid> newId, TalkSettings settings)
    {
        (Id, Path, _settings) = (id, path, settings);
        _offers = [.. to.Select(peer => new OutgoingOffer(newId(), peer))];
        _byId = _offers.ToDictionary(o => o.Id);
    }

    public Guid Id { get; }

    public string Path { get; }

    /// <summary>Cancelled when it ends: nobody waits for its hashes any more.</summary>
    public CancellationTokenSource Ending { get; } = new();

    /// <summary>Null until it is hashed.</summary>
    public Metainfo? Metainfo { get; set; }

    /// <summary>It is served for this.</summary>
    public bool IsLent { get; set; }

    public IReadOnlyList<OutgoingOffer> Offers => _offers;

    public bool IsDone => _offers.TrueForAll(o => o.IsOver);

    public bool TryGet(Guid offer, [NotNullWhen(true)] out OutgoingOffer? found) => _byId.TryGetValue(offer, out found);

    /// <summary>Gives up the silent, and says who is to be told now.</summary>
    /// <param name="now">The moment.</param>
    /// <param name="silent">Those who were given up.</param>
    public ImmutableArray<OutgoingOffer> Step(TimeSpan now, out ImmutableArray<OutgoingOffer> silent)
    {
        silent = [.. _offers.Where(o => !o.IsOver && IsSilent(o, now))];
        foreach (var offer in silent)
            TryEnd(offer, TransferState.Failed, ReturnCode.Unreachable, $"Peer {offer.To.Id.ShortText} at {offer.To.Address} doesn't answer.");
        var free = _settings.Pace.AtOnce - _offers.Count(o => o is { BegunAt: not null, AnsweredAt: null, IsOver: false });
        foreach (var next in _offers.Where(o => o is { BegunAt: null, IsOver: false }).Take(int.Max(0, free)))
            (next.BegunAt, next.SaidAt) = (now, TimeSpan.MinValue);
        ImmutableArray<OutgoingOffer> due = [.. _offers.Where(o => !o.IsOver && o.BegunAt is not null && IsDue(o, now))];
        foreach (var offer in due)
            offer.SaidAt = now;
        return due;
    }

    /// <summary>An answer of the receiver. False when it changes nothing.</summary>
    public static bool TryAnswer(OutgoingOffer offer, TransferState state, long bytesHeld, ReturnCode code, string reason, TimeSpan now)
    {
        if (offer.IsOver)
            return false;
        offer.AnsweredAt = now;
        // An answer that was overtaken by a later one.
        if (state < offer.State || (state == offer.State && bytesHeld == offer.BytesHeld))
            return false;
        (offer.State, offer.BytesHeld, offer.Code, offer.Reason) = (state, long.Max(bytesHeld, offer.BytesHeld), code, reason);
        return true;
    }

    /// <summary>False when it has ended already: then nothing changed.</summary>
    public static bool TryEnd(OutgoingOffer offer, TransferState state, ReturnCode code, string reason)
    {
        if (offer.IsOver)
            return false;
        (offer.State, offer.Code, offer.Reason) = (state, code, reason);
        return true;
    }

    private bool IsSilent(OutgoingOffer offer, TimeSpan now) => offer.AnsweredAt is { } answered
        ? now - answered >= _settings.OfferLease
        : offer.BegunAt is { } begun && now - begun >= _settings.Pace.Patience;

    // Until there is an answer as often as anything; then as a keep-alive, and more often again while those are not answered.
    private bool IsDue(OutgoingOffer offer, TimeSpan now) =>
        offer.SaidAt == TimeSpan.MinValue
        || now - offer.SaidAt >= (offer.AnsweredAt >= offer.SaidAt ? _settings.OfferKeepAlive : _settings.Pace.Retry);
}
