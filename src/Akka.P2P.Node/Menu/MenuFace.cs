namespace Akka.P2P.Node.Menu;

using System.Collections.Immutable;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Actors.Talking;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Node.CommandLine;
using Akka.P2P.Node.Hosting;
using Akka.P2P.Node.Reporting;

/// <summary>A person at the menu: what is entered goes to <see cref="ConsoleMenu"/>, what that wants is done at the node.</summary>
internal sealed class MenuFace(IMenuScreen screen) : INodeFace
{
    // The menu is asked by whoever reads lines and by whoever hears events.
    private readonly Lock _gate = new();
    private readonly ConsoleMenu _menu = new();
    private readonly PublishWatch _published = new();
    private readonly SendNews _sends = new();

    public async Task RunAsync(NodeHost host, CancellationToken cancellation)
    {
        var actions = new MenuActions(host, screen, _published);
        Show(menu => menu.Back());
        await foreach (var line in screen.LinesAsync(cancellation))
        {
            var step = Show(menu => menu.Enter(line));
            if (step.Action is MenuAction.Quit)
                return;
            if (step.Action is { } action)
            {
                var lines = await actions.PerformAsync(action, cancellation);
                Show(menu => menu.Back(lines));
            }
        }

        Show(menu => menu.Leave());
        if (screen.IsInteractive)
            return;

        screen.Print("Standard input has ended: the node goes on without the menu, until SIGTERM or Ctrl+C.");
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
    }

    public void Happened(IPeerEvent happened)
    {
        _published.Happened(happened);
        switch (happened)
        {
            case PeerEvents.PeerJoined joined:
                screen.Print($"New peer joined: {joined.Peer.Address}");
                break;
            case PeerEvents.PeerLeft left:
                screen.Print($"Peer left: {left.Peer.Address}");
                break;
            case TalkEvents.OfferMade { Offer: var offer }:
                var what = $"{SafeName.Quote(offer.FileName)} ({ByteSize.Format(offer.Length)})";
                Show(menu => menu.Offered(new MenuOffer(offer.Offer, $"{offer.Name} ({offer.From.Address})", what), screen.IsTyping));
                break;
            case TalkEvents.ReceiveProgress { Offer: var offer } progress:
                screen.Progress(new TransferView(offer.FileName, $"{offer.Offer:n}", offer.BytesHeld, offer.Length, progress.BytesPerSecond, 1));
                break;
            case TalkEvents.FileReceived { Offer: var offer }:
                screen.ProgressEnded($"{offer.Offer:n}");
                break;
            case TalkEvents.OfferEnded { Offer: var offer }:
                screen.ProgressEnded($"{offer.Offer:n}");
                Show(menu => menu.OfferOver(offer.Offer));
                break;
            case TalkEvents.SendChanged changed when _sends.IsNews(changed, out var line):
                screen.Print(line);
                break;
            case TalkEvents.SendFinished finished:
                _sends.Forget(finished.Send.Send);
                break;
            case PeerEvents.DownloadFinished finished:
                screen.ProgressEnded(finished.Torrent.ToString());
                screen.Print("All chunks downloaded successfully", $"File downloaded successfully: {finished.Path}");
                break;
            case PeerEvents.DownloadFailed failed:
                screen.ProgressEnded(failed.Torrent.ToString());
                break;
            default:
                break;
        }
    }

    public void Left(IReadOnlyList<PeerAddress> trackers, ImmutableArray<PeerAddress> silent)
    {
        foreach (var tracker in trackers)
            screen.Print(silent.Contains(tracker) ? $"The tracker at {tracker} did not confirm that we leave." : $"Unregistered from the tracker at {tracker}.");
    }

    private MenuStep Show(Func<ConsoleMenu, MenuStep> next)
    {
        lock (_gate)
        {
            var step = next(_menu);
            screen.Ask([.. step.Lines], _menu.Prompt);
            return step;
        }
    }
}
