namespace Akka.P2P.Actors.Talking;

using System.Collections.Immutable;
using Akka.Actor;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Talking;
using Akka.P2P.Protocol;
using static Akka.P2P.Actors.Talking.TalkCommands;

/// <summary>Texts: what others say, and what we say to all.</summary>
internal sealed partial class TalkActor
{
    private readonly List<Run> _runs = [];

    private void HandleBroadcast(TalkProtocol.Broadcast broadcast)
    {
        if (!WireGuard.IsSound(broadcast.From) || !IsFrom(broadcast.From)
            || broadcast.Text is not { Length: > 0 and <= WireLimits.MaxBroadcastText })
        {
            RefuseText(broadcast.RequestId, ReturnCode.BadRequest, "The text, or who it is from, is malformed.");
            return;
        }

        if (!_gate.TryPass($"{broadcast.From.Address}", Now))
        {
            RefuseText(broadcast.RequestId, ReturnCode.Overloaded, "Too many messages at once.");
            return;
        }

        var (name, text) = (SafeText.Of(broadcast.Name, WireLimits.MaxNodeName), SafeText.Of(broadcast.Text, WireLimits.MaxBroadcastText));
        // What is said again because our answer was lost is answered again, and that is all.
        if (_inbox.TryAdd(new InboxEntry(broadcast.RequestId, broadcast.From, name, text, Now)))
        {
            _stats = _stats with { Heard = _stats.Heard + 1 };
            Context.System.EventStream.Publish(new TalkEvents.BroadcastHeard(broadcast.From, name, text));
        }

        Sender.Tell(new TalkProtocol.Heard(broadcast.RequestId, _services.Self.Id), Self);
    }

    private void RefuseText(Guid request, ReturnCode code, string reason)
    {
        Refused(reason);
        Sender.Tell(new TalkProtocol.TalkRefused(request, _services.Self.Id, code, reason), Self);
    }

    private void HandleSay(Broadcast say, IActorRef asker)
    {
        if (string.IsNullOrWhiteSpace(say.Text))
            Refuse(ReturnCode.BadRequest, "Please specify a message to broadcast.");
        else if (say.Text.Length > WireLimits.MaxBroadcastText)
            Refuse(ReturnCode.BadRequest, $"A message has at most {WireLimits.MaxBroadcastText} characters, and this one {say.Text.Length}.");
        else if (_runs.Count >= _settings.MaxBroadcasts)
            Refuse(ReturnCode.Overloaded, $"{_runs.Count} messages are on their way already.");
        else
            _lookup.ListAsync().PipeTo(Self, asker, list => new ToAll(say.Text, list));

        void Refuse(ReturnCode code, string reason) => asker.Tell(new PeerCommands.CommandRefused(OperationCode.Broadcast, code, reason), Self);
    }

    private void BeginBroadcast(ToAll all, IActorRef asker)
    {
        if (_lookup.IsUnreachable(all.List) is { } why)
        {
            asker.Tell(new PeerCommands.CommandRefused(OperationCode.Broadcast, ReturnCode.Unreachable, why), Self);
            return;
        }

        if (_runs.Count >= _settings.MaxBroadcasts)
        {
            asker.Tell(new PeerCommands.CommandRefused(OperationCode.Broadcast, ReturnCode.Overloaded, $"{_runs.Count} messages are on their way already."), Self);
            return;
        }

        var others = all.List.Peers.Select(p => p.Peer).Where(p => p.Id != _services.Self.Id);
        _runs.Add(new Run(all.Text, asker, all.List.Silent, new FanOut(others, _settings.Pace, Guid.NewGuid, Now)));
        // The clock is set before anything is said: an answer may be quicker than what comes after it.
        Wake();
        StepBroadcasts();
    }

    private void EndDelivery(Guid id, string? failure)
    {
        if (_runs.Any(r => r.FanOut.TryEnd(id, failure, Now)))
            StepBroadcasts();
    }

    private void StepBroadcasts()
    {
        foreach (var run in _runs.ToList())
        {
            foreach (var (id, peer) in run.FanOut.Step(Now))
            {
                _services.Locator.Peer(peer.Address).Tell(new TalkProtocol.Broadcast(id, _services.Self, _services.Name, run.Text), Self);
            }

            if (!run.FanOut.IsDone)
                continue;
            _runs.Remove(run);
            var delivered = run.FanOut.Done.Count(d => d.IsDelivered);
            _stats = _stats with
            {
                Delivered = _stats.Delivered + delivered,
                NotDelivered = _stats.NotDelivered + run.FanOut.Done.Count - delivered,
            };
            run.Asker.Tell(new BroadcastDone([.. run.FanOut.Done], run.Silent), Self);
        }
    }

    private sealed record ToAll(string Text, PeerList List) : ILocalMessage;

    /// <summary>One text on its way to all.</summary>
    private sealed record Run(string Text, IActorRef Asker, ImmutableArray<PeerAddress> Silent, FanOut FanOut);
}
