namespace Akka.P2P.Node.Menu;

using Akka.P2P.Actors.Peers;
using Akka.P2P.Actors.Talking;
using Akka.P2P.Core.Metainfo;

/// <content>S1.9 to S1.11: pings, texts, and files from peer to peer.</content>
internal sealed partial class MenuActions
{
    /// <param name="peer">HOST:PORT, or the beginning of an id.</param>
    private async Task<IReadOnlyList<string>> PingAsync(string peer, CancellationToken cancellation)
    {
        var answer = await host.TalkAsync<PeerCommands.PeerAnswered>(new TalkCommands.PingNamed(peer), host.Settings.TrackerTimeout * 3).WaitAsync(cancellation);
        return [FormattableString.Invariant($"PONG from {answer.Peer}@{answer.Address} in {answer.RoundTrip.TotalMilliseconds:0.0} ms")];
    }

    private async Task<IReadOnlyList<string>> BroadcastAsync(string text, CancellationToken cancellation)
    {
        var done = await host.TalkAsync<TalkCommands.BroadcastDone>(new TalkCommands.Broadcast(text), host.BroadcastTimeout).WaitAsync(cancellation);
        var heard = done.Deliveries.Count(d => d.IsDelivered);
        return
        [
            done.Deliveries.IsEmpty ? "no other peers are registered" : $"Broadcast to {heard} peer{(heard == 1 ? "" : "s")}.",
            .. done.Deliveries.Where(d => !d.IsDelivered).Select(d => $"  not told: {d.Peer.Address}: {d.Failure}"),
            .. done.Silent.Select(tracker => $"  the tracker at {tracker} didn't answer: whom only it knows was not told"),
        ];
    }

    private async Task<IReadOnlyList<string>> SendFileAsync(MenuAction.SendFile send, CancellationToken cancellation)
    {
        var path = Path.GetFullPath(Home(send.Path));
        if (!File.Exists(path) && !Directory.Exists(path))
            return [$"File not found: {send.Path}"];

        var started = await host.TalkAsync<TalkCommands.SendStarted>(new TalkCommands.SendFile(path, send.To), host.Settings.TrackerTimeout * 3).WaitAsync(cancellation);
        return [$"Offering {Path.GetFileName(Path.TrimEndingDirectorySeparator(path))} to {string.Join(", ", started.To.Select(peer => peer.Address))}"];
    }

    private async Task<IReadOnlyList<string>> AnswerAsync(MenuAction.AnswerOffer answer, CancellationToken cancellation)
    {
        ITalkCommand command = answer.Accept ? new TalkCommands.AcceptOffer($"{answer.Offer:n}") : new TalkCommands.DeclineOffer($"{answer.Offer:n}");
        var offer = await host.TalkAsync<TalkCommands.OfferStatus>(command, host.Settings.TrackerTimeout).WaitAsync(cancellation);
        // What becomes of it is told when it happens.
        return answer.Accept ? [$"Fetching {SafeName.Quote(offer.FileName)} in the background"] : [];
    }
}
