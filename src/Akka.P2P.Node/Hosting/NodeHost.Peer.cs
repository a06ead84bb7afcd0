namespace Akka.P2P.Node.Hosting;

using System.Collections.Immutable;
using Akka.Actor;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Protocol;
using Akka.P2P.Storage;
using Akka.P2P.Storage.Hashing;

/// <content>What the commands ask of the peer. Answers are typed; a refusal becomes the failure that the user reads.</content>
internal sealed partial class NodeHost
{
    // A local answer takes microseconds; this only bounds a defect.
    private static readonly TimeSpan LocalTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Called when the node, which ends, has unregistered from its trackers, with those that did not confirm it.</summary>
    public Action<ImmutableArray<PeerAddress>>? HasLeft { get; set; }

    /// <summary>Everything that the peer tells of itself, in order. One reader.</summary>
    public IAsyncEnumerable<IPeerEvent> EventsAsync(CancellationToken cancellation) => _events.Reader.ReadAllAsync(cancellation);

    /// <summary>The link by which others fetch a torrent that is listed at this node's trackers.</summary>
    public string MagnetOf(Metainfo metainfo) => new Magnet(metainfo.Id, metainfo.Name, metainfo.TotalLength, [.. Trackers], []) { IsSecured = NodeAddress.IsSecured(System) }.ToString();

    /// <summary>Shares what has just been hashed; for good, whatever becomes of the actor system. Some files of it that were shared so far no longer are.</summary>
    public async Task<PeerCommands.TorrentShared> ShareAsync(HashedTorrent hashed)
    {
        await _gate.WaitAsync(_ending.Token);
        try
        {
            if (_duties.Find(hashed.Metainfo.Id) is Share { IsPart: true, State: DutyState.Active } part)
                await EndAsync(part, forGood: false);
            var shared = await TellAsync<PeerCommands.TorrentShared>(
                new PeerCommands.ShareTorrent(hashed.Metainfo, SourceStore.Open(hashed)), LocalTimeout);
            _duties.Shared(new Share(hashed.Metainfo, hashed.Path, hashed.Stamps, folder: null));
            return shared;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Shares from a store that can't be opened a second time: it ends with the present actor system.</summary>
    public Task<PeerCommands.TorrentShared> ShareAsync(Metainfo metainfo, IChunkStore store) =>
        TellAsync<PeerCommands.TorrentShared>(new PeerCommands.ShareTorrent(metainfo, store), LocalTimeout);

    /// <summary>A folder to download into: made if it isn't there, and locked against other processes until this node ends.</summary>
    /// <exception cref="CommandException">Another process has it, or it can't be used.</exception>
    /// <param name="only">Which files are wanted; all when none is named.</param>
    public Target Target(string path, ImmutableArray<PathGlob> only = default)
    {
        var folder = Targets.Folder(path);
        _targets.Take(folder);
        return new Target(folder, Targets.In(folder, only));
    }

    /// <summary>Fetches a torrent; one that is being fetched into the same folder already is joined.</summary>
    /// <exception cref="CommandException">It is being fetched into another folder: two copies of one torrent are not kept at once.</exception>
    public Task<PeerCommands.DownloadStarted> DownloadAsync(
        TorrentId torrent, Metainfo? metainfo, Target target, ImmutableArray<PeerAddress> peers, DownloadOptions? options = null) =>
        DownloadAsync(torrent, metainfo, target.OpenAsync, peers, target.Folder, options);

    /// <summary>As above, into whatever the function opens.</summary>
    public async Task<PeerCommands.DownloadStarted> DownloadAsync(
        TorrentId torrent, Metainfo? metainfo, Func<Metainfo, CancellationToken, Task<IChunkStore>> openStore, ImmutableArray<PeerAddress> peers,
        string? folder = null, DownloadOptions? options = null)
    {
        await _gate.WaitAsync(_ending.Token);
        try
        {
            if (_duties.Find(torrent) is { State: DutyState.Paused })
                throw new CommandException(ExitCode.Failed, $"Torrent {torrent.ShortText} is here, and paused: resume it.");
            if (_duties.TargetOf(torrent) is { } elsewhere && folder is not null && elsewhere != folder)
            {
                throw new CommandException(
                    ExitCode.Failed, $"Torrent {torrent.ShortText} is being fetched into {elsewhere}: it can't be fetched into {folder} at the same time.");
            }

            if (!_duties.TryBegin(torrent, metainfo, openStore, peers, out var download, folder, options))
                return await TellAsync<PeerCommands.DownloadStarted>(new PeerCommands.StartDownload(torrent, metainfo, openStore, peers), LocalTimeout);

            try
            {
                return await TellAsync<PeerCommands.DownloadStarted>(Order(download), LocalTimeout);
            }
            catch
            {
                _duties.Forget(torrent);
                throw;
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <param name="prefix">Hex digits that the ids must begin with; empty for all.</param>
    /// <exception cref="CommandException">No tracker answers in time.</exception>
    public async Task<ImmutableArray<TrackerProtocol.TorrentSummary>> ListAsync(string prefix)
    {
        try
        {
            return (await QueryAsync<PeerCommands.TorrentList>(new PeerCommands.ListTorrents(prefix), Settings.TrackerTimeout)).Torrents;
        }
        catch (CommandException failure) when (failure.Code == ExitCode.NothingReachable)
        {
            throw new CommandException(ExitCode.NothingReachable, $"No tracker answers at {string.Join(", ", Trackers)}: is it one, and is that the very address that it advertises?", failure);
        }
    }

    internal static PeerCommands.StartDownload Order(Download download) =>
        new(download.Torrent, download.Metainfo, download.OpenAsync, download.Peers)
        {
            Memory = download.Memory,
            Options = download.Options,
        };

    /// <summary>A question that changes nothing: when the actor system is replaced meanwhile, the next one is asked.</summary>
    private async Task<T> QueryAsync<T>(object question, TimeSpan timeout)
    {
        while (true)
        {
            var asked = _incarnation;
            try
            {
                return await AskAsync<T>(asked, question, timeout, asked.Left);
            }
            catch (OperationCanceledException) when (asked.Left.IsCancellationRequested && !_ending.IsCancellationRequested)
            {
                // Replaced: the gate opens when the next one is there.
                await _gate.WaitAsync(_ending.Token);
                _gate.Release();
                if (ReferenceEquals(asked, _incarnation))
                    throw new CommandException(ExitCode.Failed, "The node could not be rebuilt.");
            }
        }
    }

    /// <summary>A command. Those that must not get lost hold the gate, so that no rebuild comes in between.</summary>
    private Task<T> TellAsync<T>(object command, TimeSpan timeout) => AskAsync<T>(_incarnation, command, timeout, CancellationToken.None);

    private static async Task<T> AskAsync<T>(NodeIncarnation incarnation, object command, TimeSpan timeout, CancellationToken cancellation)
    {
        object answer;
        try
        {
            answer = await incarnation.Peer!.Ask<object>(command, timeout, cancellation);
        }
        catch (AskTimeoutException e)
        {
            throw new CommandException(ExitCode.NothingReachable, $"No answer within {timeout.TotalSeconds:0} s.", e);
        }

        return answer switch
        {
            T expected => expected,
            PeerCommands.CommandRefused refused => throw new CommandException(ReturnCodes.ExitCodeOf(refused.Code), refused.Reason) { Refusal = refused.Code, Candidates = refused.Candidates },
            _ => throw new InvalidOperationException($"{command.GetType().Name} was answered with {answer.GetType().Name}."),
        };
    }
}
