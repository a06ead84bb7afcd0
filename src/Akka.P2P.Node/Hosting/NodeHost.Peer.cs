namespace Akka.P2P.Node.Hosting;

using System.Collections.Immutable;
using Akka.Actor;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Protocol;

/// <content>What the commands ask of the peer. Answers are typed; a refusal becomes the failure that the user reads.</content>
internal sealed partial class NodeHost
{
    // A local answer takes microseconds; this only bounds a defect.
    private static readonly TimeSpan LocalTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Everything that the peer tells of itself, in order. One reader.</summary>
    public IAsyncEnumerable<IPeerEvent> EventsAsync(CancellationToken cancellation) => _events.Reader.ReadAllAsync(cancellation);

    /// <summary>The link by which others fetch a torrent that is listed at this node's trackers.</summary>
    public string MagnetOf(Metainfo metainfo) => new Magnet(metainfo.Id, metainfo.Name, metainfo.TotalLength, [.. Trackers], []).ToString();

    public Task<PeerCommands.TorrentShared> ShareAsync(Metainfo metainfo, IChunkStore store) =>
        AskAsync<PeerCommands.TorrentShared>(new PeerCommands.ShareTorrent(metainfo, store), LocalTimeout);

    public Task<PeerCommands.DownloadStarted> DownloadAsync(
        TorrentId torrent, Metainfo? metainfo, Func<Metainfo, CancellationToken, Task<IChunkStore>> openStore, ImmutableArray<PeerAddress> peers) =>
        AskAsync<PeerCommands.DownloadStarted>(new PeerCommands.StartDownload(torrent, metainfo, openStore, peers), LocalTimeout);

    /// <param name="prefix">Hex digits that the ids must begin with; empty for all.</param>
    /// <exception cref="CommandException">No tracker answers in time.</exception>
    public async Task<ImmutableArray<TrackerProtocol.TorrentSummary>> ListAsync(string prefix)
    {
        try
        {
            return (await AskAsync<PeerCommands.TorrentList>(new PeerCommands.ListTorrents(prefix), Settings.TrackerTimeout)).Torrents;
        }
        catch (CommandException failure) when (failure.Code == ExitCode.NothingReachable)
        {
            throw new CommandException(ExitCode.NothingReachable, $"No tracker answers at {string.Join(", ", Trackers)}: is it one, and is that the very address that it advertises?", failure);
        }
    }

    private async Task LeaveAsync()
    {
        try
        {
            await _peer!.Ask<object>(new PeerCommands.Leave(), _closeTimeout + Settings.TrackerTimeout);
        }
        catch (AskTimeoutException)
        {
            // We go all the same: our lease ends without us.
        }
    }

    private async Task<T> AskAsync<T>(object command, TimeSpan timeout)
    {
        object answer;
        try
        {
            answer = await _peer!.Ask<object>(command, timeout);
        }
        catch (AskTimeoutException e)
        {
            throw new CommandException(ExitCode.NothingReachable, $"No answer within {timeout.TotalSeconds:0} s.", e);
        }

        return answer switch
        {
            T expected => expected,
            PeerCommands.CommandRefused refused => throw new CommandException(ReturnCodes.ExitCodeOf(refused.Code), refused.Reason),
            _ => throw new InvalidOperationException($"{command.GetType().Name} was answered with {answer.GetType().Name}."),
        };
    }
}
