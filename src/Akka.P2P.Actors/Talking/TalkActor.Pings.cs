namespace Akka.P2P.Actors.Talking;

using Akka.Actor;
using Akka.Event;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Identity;
using Akka.P2P.Protocol;

/// <summary>Are you there?</summary>
internal sealed partial class TalkActor
{
    private void HandlePing(PeerProtocol.Ping ping)
    {
        if (_pingGate.TryPass(Origin(Sender)?.ToString() ?? "", Now))
        {
            _stats = _stats with { PingsAnswered = _stats.PingsAnswered + 1 };
            Sender.Tell(new PeerProtocol.Pong(ping.Nonce, _services.Self.Id), Self);
            return;
        }

        _stats = _stats with { PingsIgnored = _stats.PingsIgnored + 1 };
        if (_ignored.IsDue(Now, out var count))
            _log.Warning("{0} pings were not answered: they come too fast, the last from {1}", count, Sender.Path.Address);
    }

    private void BeginPing(PeerAddress address, IActorRef asker)
    {
        if (_pings.Begin(address, asker, Now) is not { } nonce)
        {
            asker.Tell(new PeerCommands.CommandRefused(OperationCode.None, ReturnCode.Overloaded, "Too many pings are on their way."), Self);
            return;
        }

        Wake();
        SayPing(address, nonce);
    }

    private void SayPing(PeerAddress address, long nonce) => _services.Locator.Peer(address).Tell(new PeerProtocol.Ping(nonce), Self);

    private void HandlePong(PeerProtocol.Pong pong)
    {
        if (!_pings.TryEnd(pong.Nonce, Now, out var ended))
            return;
        _stats = _stats with { PingsReturned = _stats.PingsReturned + 1 };
        ended.Asker.Tell(new PeerCommands.PeerAnswered(ended.Target, pong.Peer, ended.Elapsed), Self);
    }

    private void ExpirePings()
    {
        foreach (var lost in _pings.Expire(Now))
        {
            _stats = _stats with { PingsLost = _stats.PingsLost + 1 };
            lost.Asker.Tell(
                new PeerCommands.CommandRefused(OperationCode.None, ReturnCode.Unreachable, $"Peer {lost.Target} doesn't answer."), Self);
        }

        foreach (var (target, nonce) in _pings.Due(Now))
            SayPing(target, nonce);
    }
}
