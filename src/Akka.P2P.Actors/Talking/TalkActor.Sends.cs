namespace Akka.P2P.Actors.Talking;

using System.Collections.Immutable;
using Akka.Actor;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Actors.Seeding;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Core.Swarms;
using Akka.P2P.Core.Talking;
using Akka.P2P.Protocol;
using static Akka.P2P.Actors.Talking.TalkCommands;

/// <summary>Files that we send. While a transfer is under way its torrent is served to whoever knows the id; no tracker hears of it.</summary>
internal sealed partial class TalkActor
{
    private readonly Dictionary<Guid, OutgoingSend> _sends = [];

    private void HandleSendFile(SendFile send, IActorRef asker)
    {
        if (string.IsNullOrWhiteSpace(send.Path))
            Refuse(ReturnCode.BadRequest, "Please specify a filename to send.");
        else if (_services.Files is not { } files)
            Refuse(ReturnCode.Forbidden, "This peer sends no files.");
        else if (_isClosing)
            Refuse(ReturnCode.Forbidden, "This peer is leaving.");
        else if (_sends.Count >= _settings.MaxSends)
            Refuse(ReturnCode.Overloaded, $"{_sends.Count} files are on their way already.");
        else
            ToAsync(files, send).PipeTo(Self, asker);

        void Refuse(ReturnCode code, string reason) => asker.Tell(Refusal(code, reason), Self);
    }

    private static PeerCommands.CommandRefused Refusal(ReturnCode code, string reason) => new(OperationCode.OfferFile, code, reason);

    /// <summary>Who is to get it, and whether there is something to send.</summary>
    private async Task<ToSend> ToAsync(ITransferFiles files, SendFile send)
    {
        if (await Task.Run(() => files.Problem(send.Path)) is { } problem)
            return new ToSend(send.Path, [], Refusal(ReturnCode.NotFound, problem));
        if (send.To is { } name)
        {
            var (found, refusal) = await _lookup.FindAsync(name, OperationCode.OfferFile);
            if (found?.Id == _services.Self.Id)
                refusal = Refusal(ReturnCode.BadRequest, "That is this peer itself.");
            return new ToSend(send.Path, found is null ? [] : [found], refusal);
        }

        var list = await _lookup.ListAsync();
        ImmutableArray<SwarmPeer> others = [.. list.Peers.Select(p => p.Peer).Where(p => p.Id != _services.Self.Id)];
        return new ToSend(send.Path, others,
            _lookup.IsUnreachable(list) is { } why ? Refusal(ReturnCode.Unreachable, why)
            : others.IsEmpty ? Refusal(ReturnCode.NotFound, "No other peer is registered.")
            : null);
    }

    private void BeginSend(ToSend to, IActorRef asker)
    {
        var refusal = to.Refusal
            ?? (_isClosing ? Refusal(ReturnCode.Forbidden, "This peer is leaving.") : null)
            // Others may have begun while this one was looked up.
            ?? (_sends.Count >= _settings.MaxSends ? Refusal(ReturnCode.Overloaded, $"{_sends.Count} files are on their way already.") : null);
        if (refusal is not null)
        {
            asker.Tell(refusal, Self);
            return;
        }

        var send = new OutgoingSend(Guid.NewGuid(), to.Path, to.Peers, Guid.NewGuid, _settings);
        _sends.Add(send.Id, send);
        asker.Tell(new SendStarted(send.Id, send.Path, to.Peers), Self);
        var id = send.Id;
        // Off the dispatcher: it reads the whole file.
        Task.Run(() => _services.Files!.HashAsync(send.Path, send.Ending.Token))
            .PipeTo(Self, Self, file => new Hashed(id, file, null), e => new Hashed(id, null, e));
    }

    private void HandleHashed(Hashed hashed)
    {
        if (!_sends.TryGetValue(hashed.Send, out var send))
            return;
        if (hashed.File is not { } file)
        {
            EndSend(send, ReturnCode.StorageFailed, hashed.Failure!.GetBaseException().Message);
            return;
        }

        try
        {
            send.Metainfo = file.Metainfo;
            _seeders.Tell(new SeedersGuardian.LendTorrent(send.Id, file.Metainfo, file.Open()), Self);
            send.IsLent = true;
        }
        catch (ChunkStoreException e)
        {
            EndSend(send, ReturnCode.StorageFailed, e.Message);
            return;
        }

        Wake();
        Publish(new TalkEvents.SendHashed(send.Id, send.Path, file.Metainfo.Id, file.Metainfo.Name, file.Metainfo.TotalLength));
        StepSends();
    }

    private void StepSends()
    {
        foreach (var send in _sends.Values.Where(s => s.Metainfo is not null).ToList())
        {
            var due = send.Step(Now, out var silent);
            foreach (var offer in due)
            {
                if (offer.State == TransferState.Waiting)
                    offer.State = TransferState.Offered;
                Say(send, offer);
            }

            foreach (var gone in silent)
                Changed(send, gone);
            if (send.IsDone)
                EndSend(send, ReturnCode.None, "");
        }
    }

    private void Say(OutgoingSend send, OutgoingOffer offer)
    {
        var info = send.Metainfo!;
        _services.Locator.Peer(offer.To.Address).Tell(
            new TalkProtocol.OfferFile(offer.Id, _services.Self, _services.Name, info.Id, info.Name, info.TotalLength, info.Info.Files.Length), Self);
    }

    private void HandleAnswer(IWithRequest answer)
    {
        foreach (var send in _sends.Values)
        {
            if (!send.TryGet(answer.RequestId, out var offer))
                continue;
            var wasAnswered = offer.AnsweredAt is not null;
            var (state, bytes, code, reason) = answer switch
            {
                TalkProtocol.OfferAccepted accepted => (TransferState.Accepted, long.Clamp(accepted.BytesHeld, 0, send.Metainfo?.TotalLength ?? 0), ReturnCode.None, ""),
                TalkProtocol.OfferReceived => (TransferState.Received, send.Metainfo?.TotalLength ?? 0, ReturnCode.FinishedDownload, ""),
                TalkProtocol.OfferDeclined declined => (TransferState.Declined, 0, declined.Code, SafeText.Of(declined.Reason, WireLimits.MaxReason)),
                TalkProtocol.OfferFailed failed => (TransferState.Failed, 0, failed.Code, SafeText.Of(failed.Reason, WireLimits.MaxReason)),
                _ => (TransferState.Offered, 0L, ReturnCode.None, ""),
            };
            if (OutgoingSend.TryAnswer(offer, state, bytes, code, reason, Now))
                Changed(send, offer);
            // There is room for another one now, or all have ended; else the next tick is soon enough.
            if (!wasAnswered || offer.IsOver)
                StepSends();
            break;
        }
    }

    private void Changed(OutgoingSend send, OutgoingOffer offer)
    {
        if (offer.State == TransferState.Received)
            _stats = _stats with { FilesSent = _stats.FilesSent + 1, BytesSent = _stats.BytesSent + send.Metainfo!.TotalLength };
        else if (offer.IsOver)
            _stats = _stats with { FilesNotSent = _stats.FilesNotSent + 1 };
        Publish(new TalkEvents.SendChanged(send.Id, send.Path, send.Metainfo?.TotalLength ?? 0, Status(offer)));
    }

    /// <summary>Whoever has not ended yet hears that it is over.</summary>
    /// <param name="code">None when each has ended by itself.</param>
    private void EndSend(OutgoingSend send, ReturnCode code, string reason)
    {
        var state = code == ReturnCode.Cancelled ? TransferState.Cancelled : TransferState.Failed;
        foreach (var offer in send.Offers.Where(o => !o.IsOver).ToList())
        {
            if (offer.BegunAt is not null)
                _services.Locator.Peer(offer.To.Address).Tell(new TalkProtocol.OfferWithdrawn(offer.Id), Self);
            if (OutgoingSend.TryEnd(offer, state, code, reason))
                Changed(send, offer);
        }

        _sends.Remove(send.Id);
        send.Ending.Cancel();
        if (send.IsLent)
            _seeders.Tell(new SeedersGuardian.EndLoan(send.Metainfo!.Id, send.Id), Self);
        Publish(new TalkEvents.SendFinished(Status(send)));
    }

    private void HandleCancelSend(string name, IActorRef asker)
    {
        var found = _sends.Values.Where(s => $"{s.Id:n}".StartsWith(name.ToLowerInvariant(), StringComparison.Ordinal)).ToList();
        if (found is [var one])
        {
            EndSend(one, ReturnCode.Cancelled, "The sender cancelled it.");
            asker.Tell(Status(one), Self);
            return;
        }

        asker.Tell(found is []
            ? Refusal(ReturnCode.NotFound, "No such file is on its way.")
            : Refusal(ReturnCode.BadRequest, $"That names {found.Count} transfers.") with { Candidates = [.. found.Take(10).Select(s => $"{s.Id:n} {s.Path}")] }, Self);
    }

    private void HandleWithdrawn(TalkProtocol.OfferWithdrawn withdrawn)
    {
        if (_offers.TryGet(withdrawn.RequestId, out var offer) && IsFrom(offer.From))
            EndOffer(offer, offer.State == TransferState.Offered ? TransferState.Declined : TransferState.Failed, ReturnCode.Cancelled, "The sender withdrew it.");
    }

    /// <summary>What is sent can't be read any more.</summary>
    private void HandleSeedingFailed(PeerEvents.SeedingFailed failed)
    {
        foreach (var send in _sends.Values.Where(s => s.Metainfo?.Id == failed.Torrent).ToList())
            EndSend(send, failed.Code, failed.Reason);
    }

    private SendStatus Status(OutgoingSend send) => new(
        send.Id, send.Path, send.Metainfo?.Name ?? "", send.Metainfo?.TotalLength ?? 0, [.. send.Offers.Select(Status)]);

    private static RecipientStatus Status(OutgoingOffer offer) => new(offer.To, offer.State, offer.BytesHeld, offer.Code, offer.Reason);

    private sealed record ToSend(string Path, ImmutableArray<SwarmPeer> Peers, PeerCommands.CommandRefused? Refusal) : ILocalMessage;

    private sealed record Hashed(Guid Send, OutgoingFile? File, Exception? Failure) : ILocalMessage;
}
