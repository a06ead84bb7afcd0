namespace Akka.P2P.Node.Operating;

using Akka.Actor;
using Akka.P2P.Actors.Metering;
using Akka.P2P.Actors.Operating;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Node.Hosting;
using Akka.P2P.Protocol;
using static Akka.P2P.Actors.Operating.NodeCommands;

/// <summary><c>/user/node</c>: brings the orders of an operator's console to the node, and its answers back.</summary>
internal sealed class NodeOperator : UntypedActor
{
    private readonly NodeHost _host;
    private readonly TorrentOperations _torrents;

    public NodeOperator(NodeHost host) => (_host, _torrents) = (host, host.Torrents);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ListTorrents list:
                Answer(() => _torrents.ListAsync(list.AskTrackers));
                break;
            case ShowTorrent show:
                Answer(() => _torrents.ShowAsync(show.Torrent));
                break;
            case ShareTorrent share:
                Answer(() => _torrents.ShareAsync(share.Path, _host.Ending));
                break;
            case FetchTorrent fetch:
                Answer(() => _torrents.FetchAsync(fetch.Reference, fetch.Folder, fetch.Options));
                break;
            case PauseTorrent pause:
                Answer(() => _torrents.PauseAsync(pause.Torrent));
                break;
            case ResumeTorrent resume:
                Answer(() => _torrents.ResumeAsync(resume.Torrent));
                break;
            case CancelTorrent cancel:
                Answer(() => _torrents.CancelAsync(cancel.Torrent, cancel.DeleteData));
                break;
            case RemoveTorrent remove:
                Answer(() => _torrents.RemoveAsync(remove.Torrent));
                break;
            case RecheckTorrent recheck:
                Answer(() => _torrents.RecheckAsync(recheck.Torrent, _host.Ending));
                break;
            case PrioritizeTorrent prioritize:
                Answer(() => _torrents.PrioritizeAsync(prioritize.Torrent, prioritize.Priority));
                break;
            case LimitRates limit:
                Answer(() => _torrents.LimitAsync(limit.Torrent, limit.Up, limit.Down));
                break;
            case GetConfiguration get:
                Sender.Tell(new Configuration(ConfigurationView.Of(Context.System.Settings.Config, _host.Layers, get.Prefix, get.Everything)));
                break;
            case GetMetrics:
                Sender.Tell(new Metrics(MetricsSnapshot.Of(_host.Meters.Meter)));
                break;
            case Drain drain:
                Answer(() => _host.DrainAsync(drain.Limit ?? _host.Settings.DrainLimit));
                break;
            case Stop:
                Sender.Tell(new Stopping());
                _host.RequestStop();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    /// <summary>Off this actor, which is there for everybody: an answer may wait for trackers, disks and rebuilds.</summary>
    private void Answer<T>(Func<Task<T>> operation)
        where T : ILocalMessage => Task.Run(() => AnsweredAsync(operation)).PipeTo(Sender, Self);

    private static async Task<ILocalMessage> AnsweredAsync<T>(Func<Task<T>> operation)
        where T : ILocalMessage
    {
        try
        {
            return await operation();
        }
        catch (CommandException e)
        {
            return new PeerCommands.CommandRefused(OperationCode.None, e.Refusal ?? ReturnCodes.CodeOf(e.Code), e.Message) { Candidates = e.Candidates };
        }
        catch (OperationCanceledException)
        {
            return new PeerCommands.CommandRefused(OperationCode.None, ReturnCode.Cancelled, "The node is ending.");
        }
        catch (Exception e)
        {
            // A bug of ours: whoever asked must not wait for ever.
            return new PeerCommands.CommandRefused(OperationCode.None, ReturnCode.Fail, $"That met an error of the node's own: {e.Message}");
        }
    }
}
